# super() is what the name says at run time; what it walks stays, whatever becomes of the object's class.
import gc


class Mine:
    text = "mine"

    def __init__(self, *args):
        self.args = args

    def method(self):
        return "method of mine", self.args


class C:
    def attribute(self):
        return super().text

    def called(self):
        return super().method()

    def two(self):
        return super(1, 2).args

    def of_super(self):
        return super().__class__, super().__class__.__name__


print(C().of_super())
super = Mine
print(C().attribute(), C().called(), C().two(), C().of_super())
del super
try:
    C().attribute()
except AttributeError as e:
    print(e)


class Sub(super):
    pass


super = Sub
print(C().of_super())
del super


class A:
    name = "A"


class B(A):
    name = "B"


class D(B):
    pass


d = D()
walker = super(B, d)
d.__class__ = B
del D
gc.collect()
print(walker.name, walker.__self_class__.__name__, walker)


class Claims(A):
    @property
    def __class__(self):
        return type("Fresh", (B,), {})


print(super(B, Claims()).name)
