# An AttributeError that says not what it is about is told by whoever asked for the attribute.
import traceback


class Bare:
    blech = 1

    def __getattr__(self, name):
        raise AttributeError


class Told:
    def __getattr__(self, name):
        raise AttributeError(23, name="other")


class ToldNothing:
    def __getattr__(self, name):
        raise AttributeError("nothing", name=None, obj=None)


class Property:
    values = 1

    @property
    def value(self):
        raise AttributeError("hidden")


class Everything:
    blech = 1

    def __getattribute__(self, name):
        raise AttributeError(name)


class Mine(AttributeError):
    pass


class Derived:
    def __getattr__(self, name):
        raise Mine


def show(function):
    try:
        function()
    except AttributeError as error:
        print(type(error).__name__, repr(error.name), type(error.obj).__name__, traceback.format_exception_only(error))


for cls in Bare, Told, ToldNothing, Property, Everything, Derived:
    instance = cls()
    show(lambda: instance.bluch)
    show(lambda: getattr(instance, "bluch"))
    show(lambda: instance.bluch())
    show(lambda: cls.__getattr__(instance, "q"))
    print(hasattr(instance, "bluch"), getattr(instance, "bluch", "default"))
show(lambda: Property().value)
