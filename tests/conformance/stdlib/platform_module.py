# platform: how its answers hang together, what it reads out of files, and its named tuples.
import copy
import os
import platform
import sys
import tempfile
import warnings

found = platform.uname()
print(found[:5] == tuple(os.uname()), found._fields, len(found), found == copy.copy(found), found[0] == found.system)
print(tuple(found)[5] == found.processor == platform.processor(), found._asdict().keys() == set(found._fields))
print(repr(found) == "uname_result(system={!r}, node={!r}, release={!r}, version={!r}, machine={!r})".format(*os.uname()), found is platform.uname())
print([getattr(platform, name)() == getattr(found, name) for name in ("system", "node", "release", "version", "machine")])
print(*platform.uname_result("a", "b", "c", "d", "e")[:5], platform.uname_result._make("abcde").machine)
for values in ("abcd", "abcdef"):
    try:
        platform.uname_result._make(values)
    except TypeError as error:
        print("TypeError")
print(platform.python_version() == "%d.%d.%d" % sys.version_info[:3], platform.python_version_tuple() == tuple(platform.python_version().split(".")))
print(platform.python_implementation().lower() == sys.implementation.name, len(platform.python_build()), type(platform.python_compiler()).__name__, sys._git[1:] == (platform.python_branch(), platform.python_revision()))
text = platform.platform()
print(text.startswith(f"{found.system}-{found.release}-{found.machine}"), text == platform.platform(True), " " in text, platform.platform(terse=True).split("-")[0])
print(platform.architecture()[0], platform.architecture("/none", "7bit", "x"), platform.architecture("", "", "y"))
for arguments in (("SunOS", "5.8", "v"), ("SunOS", "4.1", "v"), ("SunOS", "x.1", "v"), ("Linux", "1", "2"), ("win32", "1", "2"), ("SunOS", "11", "")):
    print(platform.system_alias(*arguments))

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "binary")
    for content in (b"", b"nothing", b"__libc_init", b"GLIBC_2.9", b"GLIBC_2.9\0GLIBC_2.34\0GLIBC_2.4", b"libc.so.6", b"libc_r_1.2.3.so", b"libc_t.so.5.1 libc.so.6 x",
                    b"libc.so.1.2\0GLIBC_2.1", b"\0" * 5 + b"__libc_init\0libc.so\0", b"x" * 16380 + b"GLIBC_2.17\0", b"GLIBC_1.23.4\0GLIBC_1.9\0", b"GLIBC_"):
        with open(path, "wb") as file:
            file.write(content)
        print(content[-40:], platform.libc_ver(path), platform.libc_ver(path, "l", "0.1", 8))
    link = os.path.join(folder, "link")
    os.symlink(path, link)
    print(platform.libc_ver(link) == platform.libc_ver(path), len(platform.libc_ver()))
    for path in ("none",):
        try:
            platform.libc_ver(os.path.join(folder, path))
        except FileNotFoundError:
            print("no file")
for value in (platform.win32_ver("r", "", "c", "p"), platform.win32_edition(), platform.win32_is_iot(), platform.mac_ver("r", ("a", "b", "c"), "m"),
              platform.ios_ver("s", "r", "m", True), platform.ios_ver(), platform.android_ver("r", 3), platform.android_ver()):
    print(value)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    print(platform.java_ver("r"), [str(each.message) for each in told])
try:
    fields = platform.freedesktop_os_release()
    fields.clear()
    print(platform.freedesktop_os_release().keys() >= {"NAME", "ID", "PRETTY_NAME"})
except OSError as error:
    print(True)
