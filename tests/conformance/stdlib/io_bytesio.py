# io.BytesIO and TextIOWrapper: reading into buffers, getbuffer locks, seeking, text over bytes with
# encodings and newlines.
import io

b = io.BytesIO(b"line one\nline two\nlast")
print(b.read(4), b.readline(), b.readlines(), b.read(), b.seek(-4, 2), b.read(), b.seek(0), b.read1(3),
      b.tell(), b.seek(2, 1), b.getvalue()[:5], list(io.BytesIO(b"a\nb")), b.readable(), b.closed)
buf = bytearray(4); b.seek(0); print(b.readinto(buf), buf, b.readinto1(buf), buf, b.readinto(bytearray(100)),
                                     b.readinto(buf), buf)
w = io.BytesIO(); print(w.write(b"abc"), w.write(bytearray(b"de")), w.write(memoryview(b"f")),
                        w.writelines([b"g", b"h"]), w.getvalue(), w.seek(1), w.write(b"XY"), w.getvalue(),
                        w.truncate(4), w.getvalue(), w.seek(6), w.write(b"z"), w.getvalue())
with w.getbuffer() as view:
    view[0] = 90
    for action in (lambda: w.write(b"longer than before"), lambda: w.truncate(0), lambda: w.close()):
        try: action(); print("done")
        except BufferError as error: print(error)
print(w.getvalue())
for code in ("b.write('x')", "b.write(5)", "b.seek(-1)", "b.seek(0, 9)", "io.BytesIO('x')", "io.BytesIO(5)",
             "b.read('a')", "b.readinto(b'const')", "b.readinto('x')", "b.truncate(-1)", "b.seek(-100, 1)",
             "b.peek()", "b.writelines(b'ab')", "b.fileno()", "b.readline(2)", "b.readlines(1)",
             "b.detach()"):
    b = io.BytesIO(b"abc\ndef\n")
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
raw = io.BytesIO("h\u00e9llo\r\nw\u00f6rld\n".encode()); t = io.TextIOWrapper(raw,
    encoding="utf-8"); print(t.read(3), repr(t.readline()), t.readlines(), t.encoding, t.errors, t.newlines,
                             t.buffer is raw)
out = io.BytesIO(); t = io.TextIOWrapper(out, encoding="latin-1", newline="\r\n",
                                         write_through=True); t.write("\u00e9\n"); print("p",
                                             file=t); t.flush(); print(out.getvalue(), t.detach() is out)
for enc, errors, data in (("ascii", "strict", b"a\xff"), ("ascii", "replace", b"a\xff"),
                          ("utf-8", "surrogateescape", b"\xff"), ("utf-16", "strict", b"\xff\xfea\x00")):
    try: print(enc, ascii(io.TextIOWrapper(io.BytesIO(data), encoding=enc, errors=errors).read()))
    except UnicodeError as error: print(enc, error)
closed = io.BytesIO(b"x"); closed.close()
for action in (closed.read, closed.getvalue, closed.getbuffer, lambda: closed.write(b""), lambda: list(closed)):
    try: print(action())
    except ValueError as error: print(error)
r = io.BufferedReader(io.BytesIO(b"buffered data")); print(r.peek(3)[:8], r.read(3), r.read1(2), r.tell(),
                                                           r.seek(0),
                                                           r.readline()); bw = io.BytesIO(); q = io.BufferedWriter(bw); q.write(b"held"); before = bw.getvalue(); q.flush(); print(before, bw.getvalue(), q.detach() is bw)
