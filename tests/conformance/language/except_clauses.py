# except clauses are tried in order, by isinstance on the class or the tuple; the bound name is
# deleted at the end of the clause; the expression is evaluated only while an exception is looking.
import sys


def handler(name, kind):
    print("try", name, end="; ")
    return kind


def run(action):
    try:
        action()
    except handler("arith", ArithmeticError) as error:
        print("arith", repr(error))
    except handler("tuple", (KeyError, IndexError)) as error:
        print("lookup", repr(error))
    except handler("nested", (OSError, TypeError, NameError)):
        print("nested")
    except:
        print("bare", sys.exception().__class__.__name__)
    else:
        print("else")


run(lambda: 1 / 0)
run(lambda: {}[1])
run(lambda: [][1])
run(lambda: undefined)
run(lambda: len(1))
run(lambda: int("x"))
run(lambda: sys.exit(3))
run(lambda: None)
e = "before"
try:
    raise ValueError("v")
except ValueError as e:
    print(repr(e))
print("e" in globals())
try:
    raise ValueError("w")
except ValueError as e:
    del e
print("still fine")


def reassigned():
    try:
        raise ValueError
    except ValueError as err:
        err = 5
    try:
        return err
    except UnboundLocalError as error:
        return str(error)


print(reassigned())


class Base(Exception):
    pass


class Derived(Base):
    pass


for kind in (Base, Derived, Derived("with arg"), Base(1, 2)):
    try:
        raise kind
    except Derived as error:
        print("Derived", error.args)
    except Base as error:
        print("Base", error.args)
for bad in (5, "ValueError", int, (ValueError, 3), [ValueError]):
    try:
        try:
            raise KeyError("k")
        except bad:
            print("caught")
    except TypeError as error:
        print(error, repr(error.__context__))
try:
    pass
except 5:
    pass
print("not evaluated")
for code in ("raise 5", "raise 'x'", "raise int", "raise None", "raise ValueError from 5", "raise",
             "raise KeyError('a') from None",
             "raise type", "raise NotImplemented"):
    try:
        exec(code)
    except BaseException as error:
        print(f"{code}: {type(error).__name__}: {error}")
print(sys.exception(), sys.exc_info())
for code in ("try: pass", "try: pass\nexcept: pass\nexcept ValueError: pass", "try: pass\nexcept A, B: pass",
             "try: pass\nelse: pass",
             "try: pass\nexcept A as b.c: pass", "try: pass\nexcept A as 1: pass", "except: pass",
             "try: pass\nfinally: pass\nexcept: pass"):
    try:
        compile(code, "<c>", "exec")
    except SyntaxError as error:
        print(repr(code), error.msg)
