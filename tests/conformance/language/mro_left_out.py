# What a metaclass's mro() may leave out, and when the class's own __class__ cell is filled.
class Base:
    pass


class Meta(type):
    def mro(cls):
        del Meta.mro
        return (Base,)


try:
    class Lost(metaclass=Meta):
        pass
except TypeError as e:
    print(e)


class Early(type):
    def mro(cls):
        print("in mro():", cls.__dict__["own"]())
        return super().mro()


class C(metaclass=Early):
    def own():
        return __class__


print(C.own())
