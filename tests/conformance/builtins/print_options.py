# print: sep, end, file, flush; what it calls on its arguments and on the file; errors.
import io
import sys

print()
print("a", "b", sep="")
print("a", "b", sep="-", end="!\n")
print(1, 2.5, None, [1, "x"], ("t",), {"k": b"v"}, sep=", ")
print("no newline", end="")
print(" | continued", end=" \n")
print(sep="x", end="only end\n")
print("a", sep=None, end=None)
print(*"abc", sep="\n")
print("multi", "char", sep=" <-> ")
print("é日😀", "tab\tnew\nline", 'quote"s')
out = io.StringIO()
print("to", "file", file=out, flush=True)
print(repr(out.getvalue()))


class File:
    def __init__(self): self.calls = []
    def write(self, s): self.calls.append(s)
    def flush(self): self.calls.append("<flush>")


f = File()
print("x", "y", sep="+", end=".", file=f, flush=True)
print(file=f)
print(f.calls)


class NoFlush:
    def write(self, s): pass


class S:
    def __str__(self): return "str called"
    def __repr__(self): return "repr called"


print(S(), [S()], sep=" / ")
for code in ("print(1, sep=5)", "print(1, end=5)", "print(1, file=5)", "print(1, file=NoFlush(), flush=True)",
             "print(1, other=2)", "print(1, sep=b'x')", "print(1, file=object())", "print(1, 2, sep=[])"):
    try:
        eval(code)
    except Exception as error:
        print(f"{code}: {type(error).__name__}: {error}")


class BadStr:
    def __str__(self): raise ValueError("bad str")


try:
    print("before", BadStr(), "after")
except ValueError as error:
    print("<-", error)
saved = sys.stdout
sys.stdout = buffer = io.StringIO()
print("captured")
sys.stdout = saved
print(repr(buffer.getvalue()))
sys.stdout = None
print("goes nowhere")
sys.stdout = saved
del sys.stdout
try:
    print("lost")
except RuntimeError as error:
    sys.stdout = saved
    print(error)
print("x", file=None)
sys.stdout.write("written\n")
print(sys.stdout.write("") , print("nested"), type(print).__name__, print.__name__)
sys.stdout.writelines(["a", "b", "\n"])
try:
    sys.stdout.write(5)
except TypeError as error:
    print(error)
try:
    input()
except EOFError as error:
    print(repr(error))
try:
    input("prompt> ")
except EOFError as error:
    print(error)
