# Functions of native code as special methods: they are not bound, so that they do without the instance; but __get__ and __new__ are always
# given the descriptor and the class.
class Descriptor:
    __get__ = lambda *arguments: arguments


class Got:
    __get__ = print

    def __repr__(self):
        return "<descriptor>"


class Owner:
    plain = Descriptor()
    native = Got()

    def __repr__(self):
        return "<owner>"


Owner.native, Owner().native
print(Owner.plain[1:], Owner().plain[1:])


class Static(Got):
    __get__ = staticmethod(print)


Owner.native = Static()
Owner.native, Owner().native


class Made:
    __new__ = print


class Wrong:
    __new__ = isinstance


class Plain:
    __new__ = object.__new__


print(Made(1, 2, sep="-"), type(Plain()).__name__)
for arguments in ((), (1,), (type,)):
    try:
        print(Wrong(*arguments))
    except TypeError as error:
        print(error)


class Other:
    __len__ = __call__ = __getitem__ = __contains__ = __eq__ = __bool__ = isinstance


for use in (len, bool, lambda o: o(), lambda o: o(1, int), lambda o: o[1], lambda o: 1 in o, lambda o: o == 1):
    try:
        print(use(Other()))
    except TypeError as error:
        print(error)
