# os: environ, folders and files beside the script, stat basics, walk, listdir, errors with errno
# names, constants.
import errno
import os

base = f"_os_{os.getpid()}.tmp"
os.mkdir(base)
try:
    inside = os.path.join(base, "sub", "deep")
    os.makedirs(inside); os.makedirs(inside, exist_ok=True)
    for n, text in (("b.txt", "bb"), ("a.txt", "a"), (os.path.join("sub", "c.txt"), "")):
        with open(os.path.join(base, n), "w") as f: f.write(text)
    print(sorted(os.listdir(base)), sorted(os.listdir(os.path.join(base, "sub"))),
          sorted((e.name, e.is_dir(), e.is_file()) for e in os.scandir(base)))
    print([(root.replace(base, "BASE"), sorted(dirs), sorted(files)) for root, dirs,
           files in sorted(os.walk(base))])
    st = os.stat(os.path.join(base, "b.txt")); print(st.st_size, st.st_mode & 0o170000 == 0o100000,
                                                     os.path.getsize(os.path.join(base, "a.txt")),
                                                     st.st_mtime > 0, st[6] == 2)
    os.rename(os.path.join(base, "a.txt"), os.path.join(base, "z.txt")); os.replace(os.path.join(base,
        "z.txt"), os.path.join(base, "b.txt")); print(sorted(os.listdir(base)),
                                                      open(os.path.join(base, "b.txt")).read())
    for action in (lambda: os.mkdir(base), lambda: os.rmdir(base), lambda: os.remove(os.path.join(base,
            "nope")), lambda: os.listdir(os.path.join(base, "nope")), lambda: os.listdir(os.path.join(base,
                "b.txt")), lambda: os.rename("nope1", "nope2"), lambda: os.stat("nope"),
                   lambda: os.makedirs(inside), lambda: os.mkdir("no/such/parent"),
                   lambda: os.rmdir(os.path.join(base, "b.txt")), lambda: os.remove(5.5),
                   lambda: os.listdir("a\0b"), lambda: os.chdir("nope"), lambda: os.mkdir(None),
                   lambda: os.open("nope", os.O_RDONLY), lambda: os.close(9999)):
        try: print(action())
        except Exception as error: print(type(error).__name__, str(error).replace(base, "BASE"),
                                         errno.errorcode.get(getattr(error, "errno", None)))
    fd = os.open(os.path.join(base, "fd.txt"), os.O_CREAT | os.O_RDWR); print(os.write(fd, b"raw bytes"),
        os.lseek(fd, 0, 0), os.read(fd, 3), os.fstat(fd).st_size, os.close(fd))
    cwd = os.getcwd(); os.chdir(base); print(sorted(os.listdir()), os.path.exists("b.txt")); os.chdir(cwd)
    os.rmdir(inside); print(os.path.exists(inside))
finally:
    for root, dirs, files in os.walk(base, topdown=False):
        for n in files: os.unlink(os.path.join(root, n))
        for n in dirs: os.rmdir(os.path.join(root, n))
    os.rmdir(base)
print(os.path.exists(base), os.name, os.sep, os.linesep == "\n", os.curdir, os.pardir, os.devnull,
      os.getpid() > 0, isinstance(os.getcwd(), str), os.fspath("x"), os.fspath(b"y"), os.fsencode("é"),
      os.fsdecode(b"\xc3\xa9"), os.strerror(2), os.cpu_count() > 0, len(os.urandom(5)))
os.environ["OURO_TEST_VALUE"] = "set"; print(os.environ["OURO_TEST_VALUE"], os.getenv("OURO_TEST_VALUE"),
                                             os.getenv("OURO_NOT_SET"), os.getenv("OURO_NOT_SET", "d"),
                                             "OURO_TEST_VALUE" in os.environ,
                                             os.environ.get("OURO_NOT_SET")); del os.environ["OURO_TEST_VALUE"]; print("OURO_TEST_VALUE" in os.environ, os.environ.pop("OURO_NOT_SET", "popped"))
for action in (lambda: os.environ["OURO_NOT_SET"], lambda: os.environ.__setitem__("A", 5),
               lambda: os.environ.__setitem__(5, "a"), lambda: os.environ.__delitem__("OURO_NOT_SET"),
               lambda: os.fspath(5), lambda: os.getenv(5), lambda: os.putenv("a=b", "c")):
    try: print(action())
    except Exception as error: print(type(error).__name__, error)
