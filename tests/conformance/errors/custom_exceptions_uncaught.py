# How the last line names exceptions of other modules, without text, of several lines, and with
# failing __str__.
import traceback


class Plain(Exception): pass
class Elsewhere(Exception): __module__ = "some.package"
class Outer:
    class Nested(Exception): pass
class BadStr(Exception):
    def __str__(self): raise ValueError("in __str__")
class BadRepr(Exception):
    def __repr__(self): raise ValueError("in __repr__")
class NotStr(Exception):
    def __str__(self): return 5
class Multi(Exception):
    def __str__(self): return "first line\nsecond line\n\nfourth"


def local():
    class Local(Exception): pass
    return Local("local")


for error in (Plain(), Plain(""), Plain("text"), Plain(1, 2), Plain(None), Elsewhere("e"), Outer.Nested("n"),
              BadStr(), BadRepr("b"), NotStr("n"), Multi(), local(), KeyError("k"), KeyError("a\nb"),
              OSError(2, "No such file", "f.txt"), OSError("only text"),
              UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), SyntaxError("made by hand"),
              SyntaxError("with place", ("f.py", 3, 5, "some code here\n")), StopIteration(5),
              AssertionError(), AssertionError("why"), Exception(ValueError("inner")),
              ImportError("i", name="x"), NameError("name 'qqq' is not defined", name="qqq"),
              AttributeError("no", name="lenth", obj="s")):
    try:
        raise error
    except Exception:
        traceback.print_exc()
raise Outer.Nested("uncaught\nover two lines")
