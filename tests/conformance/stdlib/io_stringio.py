# io.StringIO: reading, writing, seeking, truncating, iteration, newline handling, closing, errors.
import io

s = io.StringIO("line one\nline two\n\nlast")
print(s.read(4), s.tell(), repr(s.readline()), s.readlines(), repr(s.read()), s.seek(0), repr(s.read()),
      s.seek(5), s.read(3), s.getvalue() == "line one\nline two\n\nlast", s.readable(), s.writable(),
      s.seekable(), s.isatty(), s.closed, s.encoding, s.errors, s.newlines, s.line_buffering)
s.seek(0); print([line for line in s], next(s, "end"), s.seek(0, 2), s.write("!!"), s.getvalue()[-4:],
                 s.seek(2), s.write("XX"), s.getvalue()[:8], s.truncate(6), s.getvalue(), s.tell(),
                 s.seek(10), s.write("far"), repr(s.getvalue()))
w = io.StringIO(); print("printed", 1, file=w); w.writelines(["a",
    "b\n"]); w.write("é😀"); print(repr(w.getvalue()), w.tell(), w.seek(0), w.readline(3), w.readline(-1),
                                  w.readlines(1), w.read(1), w.read(None), w.truncate(0), repr(w.getvalue()))
for newline in (None, "", "\n", "\r", "\r\n"):
    n = io.StringIO("a\r\nb\nc\rd", newline=newline); lines = n.readlines(); n.seek(0); x = io.StringIO(newline=newline); x.write("p\nq\r\n"); print(repr(newline), lines, repr(x.getvalue()), n.newlines)
for code in ("s.write(5)", "s.write(b'x')", "s.seek(-1)", "s.seek(1, 1)", "s.seek(-1, 2)", "s.seek(0, 5)",
             "s.read('a')", "s.truncate(-1)", "io.StringIO(5)", "io.StringIO(b'x')",
             "io.StringIO('a', newline='x')", "s.writelines(['a', 5])", "s.writelines(5)", "s.fileno()",
             "s.detach()", "s.nothing", "s.readline('a')", "s.read(2.5)", "s.seek()", "s.write()",
             "io.StringIO(initial_value='iv').read()", "s.flush()", "s.seek(0, 1)", "s.readlines(None)",
             "iter(s) is s", "s.getvalue(1)"):
    s = io.StringIO("abc\ndef")
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
with io.StringIO("with") as c: print(c.read())
for action in (c.read, c.getvalue, lambda: c.write("x"), c.readline, lambda: next(c), c.tell, c.__enter__,
               c.seekable, c.flush, c.close):
    try: print(action())
    except ValueError as error: print(error)
print(c.closed, isinstance(c, io.TextIOBase), isinstance(c, io.IOBase), io.StringIO.__mro__[-2:], io.SEEK_SET,
      io.SEEK_CUR, io.SEEK_END, io.DEFAULT_BUFFER_SIZE > 0)
class Sub(io.StringIO):
    def write(self, x): return super().write(x.upper())
u = Sub(); print("abc", file=u); print(repr(u.getvalue())); u.attr = 1; print(u.attr)
big = io.StringIO()
for i in range(2000): big.write(f"{i}\n")
big.seek(0); print(sum(map(int, big)), big.tell(), len(big.getvalue().splitlines()))
