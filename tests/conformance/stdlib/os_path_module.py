# os.path: join, split, normalise, absolute and relative, extensions, expand, common prefixes; only
# text, no disk.
import os.path as p

for parts in (("a", "b"), ("a/", "b"), ("a", "/b"), ("", "b"), ("a", ""), ("a", "b", "c.txt"), ("/",),
              ("/", "a"), ("a", "../b"), (b"a", b"b"), ("a", "b/", "", "c")):
    print(p.join(*parts), end=" ")
print()
for x in ("", "/", "//", "///", "a", "a/b", "/a/b/", "a/b/c.tar.gz", ".hidden", "a/.hidden.txt", "..", "a/..",
          "a.b/c", "./a//b/../c/.", "//a/b", "../../x", "/../a", "a/b/../../..", "name.", "...", "a\\b",
          "é/日.txt"):
    print(repr(x), p.split(x), p.basename(x), p.dirname(x), p.splitext(x), p.normpath(x), p.isabs(x),
          p.splitdrive(x), p.splitroot(x), sep=" | ")
print(p.commonprefix(["/usr/lib", "/usr/local"]), p.commonpath(["/usr/lib", "/usr/local"]),
      p.commonpath(["a/b/c", "a/b"]), p.commonprefix([]), p.relpath("/a/b/c", "/a/d"), p.relpath("/a", "/a"),
      p.relpath("x/y", "x"), p.abspath("/a/../b"), p.normcase("A/b"), p.expanduser("no tilde"),
      p.expandvars("$NO_SUCH_VAR/${NOPE}/x"), p.sep, p.pardir, p.curdir, p.extsep, p.altsep, p.pathsep,
      p.devnull, p.samefile(".", "./"), p.isdir("."), p.isfile("."), p.exists("no such thing"), p.islink("."),
      p.lexists("."), p.ismount("/"), p.realpath("/") , p.isfile(__file__))
class Path:
    def __init__(self, s): self.s = s
    def __fspath__(self): return self.s
print(p.join(Path("a"), "b"), p.basename(Path("x/y")), p.exists(Path(".")))
for code in ("p.join()", "p.join(5)", "p.join('a', 5)", "p.join('a', b'b')", "p.split(5)", "p.basename(None)",
             "p.splitext(1.5)", "p.normpath(5)", "p.commonpath([])", "p.commonpath(['/a', 'b'])",
             "p.commonpath(['a', b'b'])", "p.relpath('')", "p.exists(None)", "p.exists('a\\0b')",
             "p.getsize('no such file')", "p.isabs(5)", "p.getmtime('no such file')", "p.join(Path(5), 'a')",
             "p.abspath(5)", "p.expanduser(5)", "p.commonprefix(5)", "p.isdir(5.5)", "p.join(['a'])"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
