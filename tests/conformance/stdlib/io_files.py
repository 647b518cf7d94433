# open(): modes, encodings, newlines, buffering, append, seek, iteration, context, truncate, errors
# with their errno text.
import io
import os

name = f"_io_files_{os.getpid()}.tmp"
def put(data, mode="wb", **k):
    with open(name, mode, **k) as f: return f.write(data)
def get(mode="rb", **k):
    with open(name, mode, **k) as f: return f.read()
try:
    print(put("text é\n", "w", encoding="utf-8"), get(), get("r", encoding="utf-8"), put("more", "a"),
          get("r", encoding="utf-8"), put(b"\x00\xff"), get(), put("a\nb", "w", newline="\r\n"), get(),
          get("r"), get("r", newline=""), put("x\ny\n", "w"), [l for l in open(name)], os.path.getsize(name))
    with open(name, "r+") as f: print(f.read(1), f.seek(0), f.write("Z"), f.seek(0), f.read(), f.truncate(2),
                                      f.closed)
    print(get(), f.closed, os.path.exists(name))
    with open(name, "w+") as f: f.write("one\ntwo\nthree"); f.seek(0); print(f.readline(), f.tell(),
            f.readlines(), f.readable(), f.writable(), f.name == name, f.mode, f.encoding.lower(),
            isinstance(f, io.TextIOWrapper), f.seek(4), f.read(3), f.isatty())
    with open(name, "rb") as f: print(f.read(2), f.tell(), f.seek(-2, 2), f.read(), f.readline(), f.mode,
                                      type(f).__name__, f.seek(0), f.peek(1)[:1],
                                      f.readinto(x := bytearray(3)), x, list(f))
    with open(name, "rb", buffering=0) as f: print(type(f).__name__, f.read(3), f.readall(), f.fileno() > 2,
                                                   f.closefd)
    try:
        with open(name, "x") as f: print("never")
    except FileExistsError as error: print(type(error).__name__, error.errno, error.strerror,
                                           error.filename == name)
    with open(name, "w", buffering=1) as f: f.write("line\n"); seen = get(); f.write("partial"); print(seen,
            get())
    print(get(), [put("ab", "w"), get("r").join("--")], sum(1 for _ in open(name)))
    with open(name, "w") as f:
        for bad in (lambda: f.read(), lambda: f.write(5), lambda: f.write(b"x"), lambda: f.seek(-1),
                    lambda: f.nothing, lambda: next(f)):
            try: print(bad())
            except (io.UnsupportedOperation, TypeError, ValueError, AttributeError,
                    OSError) as error: print(type(error).__name__, error)
    with open(name, "rb") as f:
        for bad in (lambda: f.write(b"x"), lambda: f.read("a"), lambda: f.seek(0, 9)):
            try: print(bad())
            except (io.UnsupportedOperation, TypeError, ValueError,
                    OSError) as error: print(type(error).__name__, error)
    for bad in (lambda: f.read(), lambda: f.__enter__(), lambda: list(f), lambda: f.fileno()):
        try: print(bad())
        except ValueError as error: print(error)
    put(b"caf\xe9")
    for k in (dict(encoding="utf-8"), dict(encoding="utf-8", errors="ignore"), dict(encoding="latin-1"),
              dict(encoding="ascii", errors="backslashreplace")):
        try: print(get("r", **k))
        except UnicodeDecodeError as error: print(error)
    for args, k in ((("no such file.txt",), {}), ((".",), {}), ((name, "q"), {}), ((name, ""), {}),
                    ((name, "rw"), {}), ((name, "r", 0), {}), ((name, "rb"), {"encoding": "utf-8"}),
                    ((name, "r"), {"newline": "x"}), ((name, "r"), {"encoding": "nope"}), ((5.5,), {}),
                    (("a\0b",), {}), ((name, "rr"), {}), ((name, "r+w"), {}), ((name, 5), {}), ((-1,), {}),
                    (("no/such/dir/file", "w"), {}), ((None,), {}), ((name, "wb"), {"newline": ""}),
                    ((name, "Ur"), {}), (("",), {})):
        try: open(*args, **k).close(); print("opened")
        except Exception as error: print(type(error).__name__, str(error).replace(name, "NAME"),
                                         getattr(error, "errno", None))
finally:
    os.remove(name)
print(os.path.exists(name))
