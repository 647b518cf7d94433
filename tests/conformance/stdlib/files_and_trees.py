# fnmatch, glob, shutil and tempfile: patterns, trees copied, moved and removed, files that are gone at their end.
import fnmatch, glob, os, shutil, tempfile, warnings, gc
for pattern, names in (("*.py", ["a.py", "a.pyc", ".py", "A.PY"]), ("[a-c]?", ["ab", "da", "b"]), ("[!a]*", ["ab", "ba", ""]), ("a[", ["a[", "a"]), ("[]]", ["]", "["]), ("[a-]", ["-", "a", "b"]), ("*a*b*", ["xaxbx", "ba"]), (b"*x", [b"ax", b"b"])):
    print(pattern, fnmatch.filter(names, pattern), [fnmatch.fnmatchcase(name, pattern) for name in names])
print(fnmatch.translate("a*b?[c]"), fnmatch.fnmatch("a\n", "a?"), glob.escape("a*[b]?"), glob.has_magic("a*"), glob.has_magic(b"a"))
print(glob.translate("*.txt"), glob.translate("**/a", recursive=True, include_hidden=True), glob.translate("a/*"))
with tempfile.TemporaryDirectory(prefix="pre", suffix="suf") as top:
    print(os.path.basename(top)[:3], top[-3:], oct(os.stat(top).st_mode & 0o777), os.path.isabs(top))
    os.makedirs(top + "/src/a/b")
    for name in ("src/one.txt", "src/a/two.txt", "src/a/b/three.py", "src/.hidden", "src/a/.h2"):
        with open(os.path.join(top, name), "w") as file: file.write(name * 3)
    os.symlink("one.txt", top + "/src/link")
    def show(pattern, **options): print(pattern, sorted(glob.glob(pattern, root_dir=top, **options)))
    show("src/*"); show("src/*.txt"); show("src/**"); show("src/**", recursive=True); show("**/*.py", recursive=True); show("**/", recursive=True); show("src/.*"); show("s*/a/*"); show("src/*", include_hidden=True); show("no*"); show("src/one.txt"); show("src/a/")
    print(sorted(os.path.relpath(path, top) for path in glob.iglob(top + "/*/*/")), glob.glob(b"*.py", root_dir=os.fsencode(top) + b"/src/a/b"))
    print(os.path.relpath(shutil.copytree(top + "/src", top + "/dst", symlinks=True, ignore=shutil.ignore_patterns("*.py", ".h*")), top), sorted(glob.glob("dst/**", root_dir=top, recursive=True)), os.readlink(top + "/dst/link"))
    print(os.path.basename(shutil.copy(top + "/src/one.txt", top + "/dst/a")), os.path.basename(shutil.copy2(top + "/src/one.txt", top + "/c.txt")), os.stat(top + "/c.txt").st_mtime_ns == os.stat(top + "/src/one.txt").st_mtime_ns)
    shutil.copyfile(top + "/src/link", top + "/l", follow_symlinks=False); print(os.path.islink(top + "/l"))
    print(os.path.relpath(shutil.move(top + "/c.txt", top + "/dst"), top), os.path.relpath(shutil.move(top + "/dst/a", top + "/moved"), top), sorted(os.listdir(top)))
    os.chmod(top + "/src/one.txt", 0o600); shutil.copymode(top + "/src/one.txt", top + "/dst/c.txt"); print(oct(os.stat(top + "/dst/c.txt").st_mode & 0o777))
    for code in ("shutil.copyfile(top + '/c', top + '/x')", "shutil.copyfile(top + '/l', top + '/src/one.txt')", "shutil.copytree(top + '/src', top + '/dst')", "shutil.move(top + '/src', top + '/src/a')", "shutil.rmtree(top + '/no')", "shutil.rmtree(top + '/src/link')",
                 "shutil.copyfile(top + '/src/one.txt', top + '/no/such/')", "shutil.rmtree(top + '/no', ignore_errors=True)", "shutil.rmtree(top + '/no', onexc=lambda f, p, e: print(f.__name__, type(e).__name__))", "shutil.chown(top)", "shutil.chown(top, user='no such user')", "shutil.which('no such command')",
                 "shutil.move(top + '/dst/c.txt', top + '/src/a/b') and shutil.move(top + '/src/one.txt', top + '/src/a/b')", "shutil.copyfile(top + '/src', top + '/x')"):
        try: result = eval(code)
        except Exception as error: print(f"{code}: {type(error).__name__}: {str(error).replace(top, 'TOP')}")
        else: print(code, "->", str(result).replace(top, "TOP"))
    shutil.rmtree(top + "/moved"); print(os.path.exists(top + "/moved"), os.path.isfile(shutil.which("sh")), shutil.disk_usage(top)._fields, shutil.get_terminal_size((3, 4)).columns > 0)
print(os.path.exists(top))
fd, name = tempfile.mkstemp(".x", "p-", text=True); print(os.path.basename(name)[:2], name[-2:], oct(os.fstat(fd).st_mode & 0o777), os.get_inheritable(fd)); os.close(fd); os.unlink(name)
with tempfile.NamedTemporaryFile("w+", suffix=".t", encoding="utf-8") as file:
    file.write("räy\nb\n"); file.seek(0); print(list(file), os.path.exists(file.name), file.mode); name = file.name
print(os.path.exists(name), file.closed)
file = tempfile.NamedTemporaryFile(delete=False); file.close(); print(os.path.exists(file.name)); os.unlink(file.name)
file = tempfile.NamedTemporaryFile(); name = file.name; del file; gc.collect(); print(os.path.exists(name))
with tempfile.NamedTemporaryFile(delete_on_close=False) as file: file.close(); print(os.path.exists(file.name))
with tempfile.TemporaryFile() as file: file.write(b"abc"); file.seek(1); print(file.read())
spool = tempfile.SpooledTemporaryFile(max_size=4); spool.write(b"abc"); print(spool._rolled, spool.name); spool.write(b"de"); spool.seek(0); print(spool._rolled, spool.read(), isinstance(spool.fileno(), int)); spool.close(); print(spool.closed)
with tempfile.SpooledTemporaryFile(mode="w+") as spool: spool.write("x\ny"); spool.seek(0); print(spool.readlines(), spool.encoding.lower())
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    folder = tempfile.TemporaryDirectory(); name = folder.name; print(repr(folder) == f"<TemporaryDirectory {name!r}>"); del folder; gc.collect()
    print([str(w.message).replace(name, "NAME") for w in seen], os.path.exists(name))
print(tempfile.gettempprefix(), tempfile.gettempprefixb(), os.fsencode(tempfile.gettempdir()) == tempfile.gettempdirb(), tempfile.mktemp().startswith(tempfile.gettempdir()))
for code in ("tempfile.mkstemp(b'x', 'y')", "tempfile.mkdtemp(dir='/no/such')", "tempfile.NamedTemporaryFile(dir='/no/such')", "tempfile.mkdtemp(5)"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {str(error).split(': ')[0]}")
