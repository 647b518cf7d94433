# pathlib: paths as text and as files; globbing, walking, links, errors.
import os, shutil, tempfile
from pathlib import *

for text in ("", ".", "/", "//a", "///a/b", "a/b.tar.gz", "/a/./b//c/", "..", "a/../b", ".hidden", "x.", "/a.b/c", "~/x", "...a"):
    p = PurePosixPath(text)
    print(repr(p), p.parts, p.drive + "|" + p.root + "|" + p.anchor, p.name, p.stem, p.suffix, p.suffixes, p.parent, list(p.parents), p.is_absolute(), p.as_posix(), bytes(p), sep=", ")
a = PurePath("/usr/lib/python")
print(a / "x" / PurePath("y"), "r" / PurePath("s"), a / "/etc", a.joinpath("b", "c"), a.with_name("q"), a.with_stem("s"), a.with_suffix(".py"), a.parents[1], a.parents[-1], a.parents[:2], a.parents)
print(a.relative_to("/usr"), a.relative_to("/etc/x", walk_up=True), a.is_relative_to("/usr/lib"), a.is_relative_to("/usr/li"), a == PurePath("/usr//lib/./python"), hash(a) == hash(PurePosixPath("/usr/lib/python")))
print(PurePath("a") < PurePath("b"), sorted(map(PurePath, ["b", "a/b", "a", "a.b", "a-b"])), PurePath("a") == "a", a.as_uri(), PurePath("/ä b").as_uri(), Path.from_uri("file:///a%20b"), os.fspath(a), f"{a}")
print(a.match("lib/*"), a.match("/usr/*/p*"), a.match("usr"), a.full_match("/usr/**"), a.full_match("**/python"), PurePath("A.PY").match("*.py"), PurePath("A.PY").match("*.py", case_sensitive=False), PurePath("a/b/c").full_match("a/*/c"))
print(type(Path("a")).__name__, type(PurePath("a")).__name__, a.__reduce__(), isinstance(Path(), os.PathLike), isinstance(Path(), PurePosixPath))
class Mine(PurePosixPath):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag
    def with_segments(self, *parts): return type(self)(*parts, tag=self.tag)
m = Mine("/a/b", tag=7)
print((m / "c").tag, m.parent.tag, m.with_name("z").tag, [each.tag for each in m.parents], repr(m))

top = Path(tempfile.mkdtemp())
try:
    (top / "a" / "b").mkdir(parents=True)
    (top / "a" / "b").mkdir(parents=True, exist_ok=True)
    for name in ("x.txt", "a/y.txt", "a/b/z.txt", "a/b/.hid", "a/W.TXT"):
        print((top / name).write_text("hello " + name), end=" ")
    (top / "link").symlink_to("a")
    (top / "dangling").symlink_to("nowhere")
    (top / "bin").write_bytes(b"\0\1")
    print()
    def show(found): print(sorted(str(each.relative_to(top)) for each in found))
    show(top.iterdir()); show(top.glob("*.txt")); show(top.glob("**/*.txt")); show(top.rglob("*")); show(top.glob("**")); show(top.glob("*/")); show(top.glob("a/*/z.*")); show(top.glob("**/b/"))
    show(top.glob("*/b")); show(top.glob("**/*.txt", case_sensitive=False)); show(top.glob("nothing/*")); show(top.glob("a/../x.txt")); show(top.rglob("z.txt", recurse_symlinks=True)); show(top.glob("[xy].txt")); show(top.rglob(""))
    for folder, folders, files in sorted(top.walk()): print(folder.relative_to(top), sorted(folders), sorted(files))
    print([str(folder.relative_to(top)) for folder, _, _ in top.walk(top_down=False)][-1])
    x = top / "x.txt"
    print(x.exists(), x.is_file(), x.is_dir(), x.stat().st_size, x.read_text(), x.read_bytes(), (top / "bin").read_bytes(), (top / "link").is_symlink(), (top / "link").readlink(), (top / "link").is_dir(),
          (top / "dangling").exists(), (top / "dangling").exists(follow_symlinks=False), (top / "link").resolve().name, x.samefile(str(x)), x.is_fifo(), x.is_socket(), x.is_mount(), Path("/").is_mount(), Path("/dev/null").is_char_device())
    y = x.rename(top / "y2.txt")
    print(y.name, x.exists(), y.replace(top / "x.txt").name)
    with x.open("a") as file: file.write("!")
    print(x.read_text(), oct(x.stat().st_mode & 0o777) if x.chmod(0o640) is None else "")
    x.touch(); (top / "new").touch(); (top / "hard").hardlink_to(x); print((top / "hard").samefile(x), x.stat().st_nlink)
    here = os.getcwd(); os.chdir(top)
    print(sorted(map(str, Path().iterdir())), sorted(map(str, Path(".").glob("a/*"))), Path("q").absolute() == Path.cwd() / "q", Path("a/../x.txt").resolve() == x.resolve(), sorted(map(str, Path().glob("**/z.txt"))))
    os.chdir(here)
    (top / "new").unlink(); (top / "new").unlink(missing_ok=True); (top / "d").mkdir(); (top / "d").rmdir()
    for code in ("(top / 'no').unlink()", "(top / 'a').mkdir()", "(top / 'q/r').mkdir()", "(top / 'a').rmdir()", "x.touch(exist_ok=False)", "(top / 'no').read_text()", "(top / 'no').stat()", "list((top / 'no').iterdir())",
                 "list(top.glob(''))", "top.glob('/x')", "x.write_text(5)", "x.write_bytes('a')", "Path('no\\0').exists()", "Path('no\\0').stat()", "Path(5)", "Path(b'x')", "Path('a') / 5", "5 / Path('a')", "Path('a') < 'b'", "PurePath('').with_name('x')",
                 "PurePath('a').with_name('b/c')", "PurePath('a').with_suffix('b')", "PurePath('/').with_suffix('.b')", "PurePath('a.b').with_stem('')", "PurePath('a').relative_to('b')", "PurePath('a').relative_to('../b', walk_up=True)", "PurePath('a').relative_to('/b', walk_up=True)",
                 "PurePath('a').parents[1]", "PurePath('a').match('')", "PurePath('a').as_uri()", "Path.from_uri('x')", "Path.from_uri('file:x')", "WindowsPath('a')", "Path('~nosuchuser_').expanduser()", "Path('a').resolve(strict=True)"):
        try: result = eval(code)
        except Exception as error: print(f"{code}: {type(error).__name__}: {str(error).replace(str(top), 'TOP')}")
        else: print(code, "->", result)
finally:
    shutil.rmtree(top)
print(top.exists(), Path.home() == Path("~").expanduser(), Path("~/x").expanduser() == Path.home() / "x")
