# Instances that native code calls are so no longer once a class in front of theirs has a __call__; classes with a native call of their own go on.
from _testcapi import has_vectorcall_flag, make_vectorcall_class

Super = make_vectorcall_class()


class Derived(Super):
    pass


class Overriding(Super):
    def __call__(self):
        return "overridden"


below, beside = make_vectorcall_class(Derived), make_vectorcall_class(Super)
classes = Super, Derived, Overriding, below, beside
instances = [cls() for cls in classes]


def show():
    print([(has_vectorcall_flag(cls), instance()) for cls, instance in zip(classes, instances)])


print(issubclass(below, Derived), issubclass(beside, Super))
show()
for instance in instances[:2]:
    instance.set_vectorcall(Super)
show()
Super.__call__ = lambda self: "custom"
show()
for wrong in (lambda: has_vectorcall_flag(5), lambda: make_vectorcall_class(5)):
    try:
        wrong()
    except TypeError as error:
        print(error)
