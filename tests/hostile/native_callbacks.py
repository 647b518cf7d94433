# limit: memory=64M fuel=none deadline=60 recursion=1000 ; outcome: ok
# The modules for tests of the interpreter call back, allocate and nest as they are told; nothing of that may leave the limits.
try:
    import _testcapi as capi
    import _testinternalcapi as internal
    import _testlimitedcapi as limited
except ModuleNotFoundError:
    raise SystemExit


def ends(error, function, *arguments):
    try:
        function(*arguments)
    except error:
        return
    raise AssertionError(function)


ends(MemoryError, capi.raise_exception, ValueError, 2**31 - 1)
ends(SystemError, capi.raise_exception, ValueError, -1)
ends((MemoryError, SystemError), capi.err_formatunraisable, ValueError(), "%R" * 10**6, *["x" * 1000] * 10**5)
ends(MemoryError, limited.sequence_list, range(10**9))


def recurse():
    capi.pyobject_vectorcall(recurse, (), ())


ends(RecursionError, recurse)


class Endless:
    def __getitem__(self, key):
        return key

    def __getattr__(self, name):
        return getattr(self, name)

    def __len__(self):
        return -1

    __index__ = __len__


ends((MemoryError, ValueError), limited.sequence_tuple, Endless())
ends(ValueError, limited.sequence_getitem, Endless(), -1)
for function in (limited.object_hasattr, limited.object_hasattrstring, limited.object_getattr, limited.object_setattr, limited.sequence_getitem,
                 capi.frame_getvar, capi.frame_new, capi.code_newempty, capi.exception_print, capi.traceback_print, capi.err_writeunraisable,
                 internal.dict_getitem_knownhash, internal.set_update, internal.iframe_getline, internal.get_co_framesize, internal.has_inline_values,
                 internal.EncodeLocaleEx, internal.DecodeLocaleEx, capi.pyobject_fastcalldict, capi.pyobject_vectorcall, capi.pyvectorcall_call):
    for arguments in ((), (Endless(),), (Endless(), Endless()), (Endless(), Endless(), Endless()), (1, 2, 3), ("a", "b", 3), (b"", b"\xff", -1)):
        try:
            function(*arguments)
        except Exception:
            pass


# The dict and the tuple change while they are used.
class Key(str):
    def __hash__(self):
        return 1

    def __eq__(self, other):
        keywords.clear()
        return False


keywords = {"a": 1}


def forgets(**given):
    keywords.clear()
    return given


assert capi.pyobject_fastcalldict(forgets, None, keywords) == {"a": 1} and not keywords
keywords = {Key("a"): 1, Key("b"): 2}
ends(KeyError, internal.dict_getitem_knownhash, keywords, Key("c"), 1)
frame = capi.frame_new(recurse.__code__, {}, {})
frame.clear()
frame.f_locals["x"] = frame
del frame
code = capi.code_newempty("", "", 10**9)
ends(AssertionError, exec, code)
list(code.co_lines()), list(code.co_positions()), code.co_linetable, code.co_lnotab
