# What can be asked about the interpreter: how it was started, how deep it is, where frames are, how the encoding of the locale takes errors.
import sys
import _testinternalcapi as internal

config = internal.get_config()
for name in ("isolated", "dev_mode", "code_debug_ranges", "use_environment", "bytes_warning", "optimization_level", "parser_debug", "inspect", "quiet",
             "safe_path", "int_max_str_digits", "filesystem_encoding", "filesystem_errors", "argv", "warnoptions"):
    print(name, config[name])


def deeper(n):
    return deeper(n - 1) if n else internal.get_recursion_depth()


print(internal.get_recursion_depth(), deeper(0), deeper(5))
frame = sys._getframe()
print(internal.iframe_getline(frame), internal.iframe_getcode(frame) is frame.f_code)


def show(function, *arguments):
    try:
        print(function.__name__, ascii(arguments), ascii(function(*arguments)))
    except Exception as error:
        print(function.__name__, ascii(arguments), type(error).__name__, ascii(str(error)))


for errors in ("strict", "surrogateescape", "ignore"):
    for text in ("abc", "\xe9\u20ac", "a\udc80", "\ud800"):
        show(internal.EncodeLocaleEx, text, 0, errors)
    for text in (b"abc", b"\xc3\xa9", b"a\x80", b"\xed\xb2\x80"):
        show(internal.DecodeLocaleEx, text, 0, errors)


class Key:
    def __init__(self, error=None):
        self.error = error

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.error:
            raise self.error
        return isinstance(other, Key)


print(internal.dict_getitem_knownhash({"x": 1, "y": 2}, "y", hash("y")))
print(internal.dict_getitem_knownhash({Key(): 3}, Key(), 7))
show(internal.dict_getitem_knownhash, {}, 1, 1)
for wrong in (lambda: internal.dict_getitem_knownhash([], 1, 1), lambda: internal.set_update(frozenset(), [2])):
    try:
        wrong()
    except SystemError as error:
        print(str(error).partition(": ")[2])
try:
    internal.dict_getitem_knownhash({Key(ValueError("eq")): 3}, Key(), 7)
except ValueError as error:
    print(error)
s = {1}
show(internal.set_update, s, [2, 3])
print(s)


class A:
    pass


a = A()
a.x = 1
print(internal.has_inline_values(a), internal.has_inline_values(1), internal.has_inline_values([]))
del a.__dict__
print(internal.has_inline_values(a))
