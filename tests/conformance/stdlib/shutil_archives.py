# shutil: formats of archives, those that a program adds, and what is refused.
import os
import shutil
import tempfile


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, str(error).replace(top, "TOP"))


def make(base_name, base_dir, **arguments):
    print("make", os.path.relpath(base_name, top), base_dir, {name: value for name, value in sorted(arguments.items()) if name != "root_dir"}, os.path.basename(os.getcwd()) == "inner")
    return base_name + ".lst"


def unpack(filename, folder, **arguments):
    print("unpack", os.path.relpath(filename, top), os.path.relpath(folder, top), arguments)


with tempfile.TemporaryDirectory() as top:
    top = os.path.realpath(top)
    os.mkdir(os.path.join(top, "inner"))
    print([entry for entry in shutil.get_archive_formats() if entry[0] in ("tar", "zip", "gztar")])
    print([entry for entry in shutil.get_unpack_formats() if entry[0] in ("tar", "zip", "gztar")])
    shutil.register_archive_format("list", make, [("level", 3)], "a list")
    print([entry for entry in shutil.get_archive_formats() if entry[0] == "list"])
    print(os.path.relpath(shutil.make_archive(os.path.join(top, "a"), "list", os.path.join(top, "inner"), owner="me"), top), os.path.basename(os.getcwd()) == "inner")
    make.supports_root_dir = True
    print(os.path.relpath(shutil.make_archive(os.path.join(top, "b"), "list", os.path.join(top, "inner"), "base"), top))
    print(attempt(shutil.make_archive, "x", "list", os.path.join(top, "none")), attempt(shutil.make_archive, "x", "none"))
    print(attempt(shutil.register_archive_format, "x", 1), attempt(shutil.register_archive_format, "x", make, 1), attempt(shutil.register_archive_format, "x", make, [1]))
    shutil.unregister_archive_format("list")
    print(attempt(shutil.make_archive, "x", "list"), attempt(shutil.unregister_archive_format, "list"))
    shutil.register_unpack_format("list", [".lst", ".list"], unpack, [("level", 3)], "a list")
    shutil.unpack_archive(os.path.join(top, "a.lst"), top)
    shutil.unpack_archive(os.path.join(top, "a.any"), os.path.join(top, "inner"), "list", filter="data")
    print(attempt(shutil.unpack_archive, "a.any"), attempt(shutil.unpack_archive, "a.any", format="none"), attempt(shutil.register_unpack_format, "y", [".lst"], unpack),
          attempt(shutil.register_unpack_format, "y", [".y"], 1))
    shutil.unregister_unpack_format("list")
    print(attempt(shutil.unpack_archive, "a.lst"))
