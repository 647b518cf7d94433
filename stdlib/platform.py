# SPDX-License-Identifier: MIT
"""What is known of the machine, its system, and this Python. What cannot be found out is an empty text."""

import collections
import functools
import itertools
import os
import sys

__version__ = "1.0.8"


def _unknown_as_blank(text):
    return "" if text == "unknown" else text


def _output_of(*command, encoding="utf-8", **options):
    """What a command prints; None if it cannot be run or fails."""
    import subprocess
    try:
        return subprocess.check_output(command, stderr=subprocess.DEVNULL, **options).decode(encoding)
    except (OSError, subprocess.CalledProcessError):
        return None


class _Processor:
    """Asks the system, by a function for it if there is one."""

    @classmethod
    def get(cls):
        return getattr(cls, f"get_{sys.platform}", cls.from_subprocess)() or ""

    @staticmethod
    def get_win32():
        return os.environ.get("PROCESSOR_IDENTIFIER")

    @staticmethod
    def from_subprocess():
        text = _output_of("uname", "-p")
        return text and text.strip()


class uname_result(collections.namedtuple("uname_result_base", "system node release version machine")):
    """A named tuple of six, whose last, `processor`, is found out when it is asked for: that takes a command."""

    _fields = ("system", "node", "release", "version", "machine", "processor")

    @functools.cached_property
    def processor(self):
        return _unknown_as_blank(_Processor.get())

    def __iter__(self):
        return itertools.chain(super().__iter__(), (self.processor,))

    @classmethod
    def _make(cls, iterable):
        made = cls.__new__(cls, *iterable)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields) - 1} arguments, got {len(made)}")
        return made

    def __getitem__(self, key):
        return tuple(self)[key]

    def __len__(self):
        return len(tuple(iter(self)))

    def __reduce__(self):
        return uname_result, tuple(self)[:-1]


_uname_cache = None


def uname():
    """What the system says of itself: system, node, release, version, machine and processor."""
    global _uname_cache
    if _uname_cache is None:
        try:
            found = tuple(os.uname())
        except AttributeError:
            found = ()
        if not any(found):
            import socket
            name = "Windows" if sys.platform == "win32" else sys.platform
            release, version, _service_pack, _type = win32_ver()
            found = (name, socket.gethostname(), release, version, os.environ.get("PROCESSOR_ARCHITECTURE", ""))
        _uname_cache = uname_result(*map(_unknown_as_blank, found))
    return _uname_cache


def system():
    """The name of the system, such as Linux."""
    return uname().system


def node():
    """The name of the computer in the network."""
    return uname().node


def release():
    """The release of the system."""
    return uname().release


def version():
    """The version of that release."""
    return uname().version


def machine():
    """The type of the machine, such as x86_64."""
    return uname().machine


def processor():
    """The name of the processor; many systems know none."""
    return uname().processor


def architecture(executable=sys.executable, bits="", linkage=""):
    """The bits of a pointer and the format of an executable, as the command `file` knows them."""
    if not bits:
        import struct
        bits = f"{struct.calcsize('P') * 8}bit"
    text = executable and _output_of("file", "-b", os.path.realpath(executable), encoding="latin-1",
                                     env=dict(os.environ, LC_ALL="C"))
    if not text:
        if executable == sys.executable and sys.platform == "win32":
            linkage = "WindowsPE"
        return bits, linkage
    if "executable" not in text and "shared object" not in text:
        return bits, linkage
    for size in ("32", "64"):
        if f"{size}-bit" in text:
            bits = f"{size}bit"
            break
    for mark, name in (("ELF", "ELF"), ("Mach-O", "Mach-O"), ("PE", "WindowsPE" if "Windows" in text else "PE"),
                       ("COFF", "COFF"), ("MS-DOS", "MSDOS")):
        if mark in text:
            return bits, name
    return bits, linkage


# Names and versions of systems.

def _comparable_version(version):
    import re
    stages = {"dev": 10, "alpha": 20, "a": 20, "beta": 30, "b": 30, "c": 40, "RC": 50, "rc": 50, "pl": 200, "p": 200}
    key = []
    for part in re.split(r"([0-9]+|[._+-])", version):
        if part not in "._+-":
            key += (100, int(part)) if part.isdecimal() else (stages.get(part, 0), part)
    return key


def libc_ver(executable=None, lib="", version="", chunksize=16384):
    """The C library, and its version, that an executable is linked against: this Python by itself.

    Other executables are searched for the names of symbols, by so many bytes at a time.
    """
    if not executable:
        try:
            parts = os.confstr("CS_GNU_LIBC_VERSION").split(maxsplit=1)
            if len(parts) == 2:
                return tuple(parts)
        except (AttributeError, ValueError, OSError):
            pass
        executable = sys.executable
        if not executable:
            return lib, version

    import re
    marks = re.compile(rb"(__libc_init)|GLIBC_([0-9.]+)|libc(_\w+)?\.so(?:\.(\d[0-9.]*))?", re.ASCII)

    def is_newer(found):
        return _comparable_version(found) > _comparable_version(version)

    with open(os.path.realpath(executable), "rb") as file:
        data, place = file.read(chunksize), 0
        while place < len(data):
            match = marks.search(data, place) if b"libc" in data or b"GLIBC" in data else None
            if not match or match.end() == len(data):  # one that goes on in the next chunk, maybe
                more = file.read(chunksize)
                if more:
                    data, place = data[max(place, len(data) - 1000):] + more, 0
                    continue
                if not match:
                    break
            init, glibc, threads, so = [group and group.decode("latin-1") for group in match.groups()]
            if init:
                lib = lib or "libc"
            elif glibc:
                if lib != "glibc" or is_newer(glibc):
                    version = glibc
                lib = "glibc"
            elif lib != "glibc":
                lib = "libc"
                if so and (not version or is_newer(so)):
                    version = so
                if threads and not version.endswith(threads):
                    version += threads
            place = match.end()
    return lib, version


def win32_ver(release="", version="", csd="", ptype=""):
    """Release, version, service pack and type of Windows."""
    get = getattr(sys, "getwindowsversion", None)
    if get is None:
        return release, version, csd, ptype
    found = get()
    major, minor, build = found.platform_version or found[:3]
    version = f"{major}.{minor}.{build}"
    if major == 10:
        release = "11" if build >= 22000 else "10"
    return release or version, version, f"SP{found.service_pack_major}", ptype


def win32_edition():
    """The edition of Windows; None elsewhere."""
    try:
        import winreg
    except ImportError:
        return None
    try:
        with winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion") as key:
            return winreg.QueryValueEx(key, "EditionId")[0]
    except OSError:
        return None


def win32_is_iot():
    """Whether this is a Windows for small devices."""
    return win32_edition() in ("IoTUAP", "NanoServer", "WindowsCoreHeadless", "IoTEdgeOS")


def mac_ver(release="", versioninfo=("", "", ""), machine=""):
    """Release, version and machine of macOS."""
    path = "/System/Library/CoreServices/SystemVersion.plist"
    if not os.path.exists(path):
        return release, versioninfo, machine
    import re
    with open(path, encoding="utf-8") as file:
        found = re.search(r"<key>ProductVersion</key>\s*<string>([^<]*)</string>", file.read())
    machine = os.uname().machine
    if machine in ("ppc", "Power Macintosh"):
        machine = "PowerPC"
    return found[1] if found else release, ("", "", ""), machine


IOSVersionInfo = collections.namedtuple("IOSVersionInfo", "system release model is_simulator")
AndroidVer = collections.namedtuple("AndroidVer", "release api_level manufacturer model device is_emulator")


def ios_ver(system="", release="", model="", is_simulator=False):
    """What is given: ouro does not run on iOS."""
    return IOSVersionInfo(system, release, model, is_simulator)


def android_ver(release="", api_level=0, manufacturer="", model="", device="", is_emulator=False):
    """What is given: ouro does not run on Android."""
    return AndroidVer(release, api_level, manufacturer, model, device, is_emulator)


def java_ver(release="", vendor="", vminfo=("", "", ""), osinfo=("", "", "")):
    """What is given: this is no Java."""
    import warnings
    warnings._deprecated("java_ver", remove=(3, 15))
    return release, vendor, vminfo, osinfo


def system_alias(system, release, version):
    """The three, as they are sold: SunOS from 5 on is Solaris."""
    if system == "SunOS" and not release < "5":
        major, *rest = release.split(".")
        if major.isdecimal():
            release = ".".join([str(int(major) - 3), *rest])
        system = "Solaris"
    elif system in ("win32", "win16"):
        system = "Windows"
    return system, release, version


_platform_cache = {}


def platform(aliased=False, terse=False):
    """All of it in a text that can be part of a file's name."""
    if (aliased, terse) in _platform_cache:
        return _platform_cache[aliased, terse]
    system, _node, release, version, machine, processor = uname()
    if machine == processor:
        processor = ""
    if aliased:
        system, release, version = system_alias(system, release, version)
    if system == "Darwin" and (macos := mac_ver()[0]):
        system, release = "macOS", macos

    if system == "Linux":
        parts = system, release, machine, processor, "with", "".join(libc_ver())
    elif terse:
        parts = system, release
    elif system == "Windows":
        parts = system, release, version, win32_ver()[2]
    else:
        parts = system, release, machine, processor, *architecture(sys.executable)
    text = "-".join([part.strip() for part in parts if part])
    text = text.translate({ord(" "): "_"} | dict.fromkeys(map(ord, '/\\:;"()'), "-")).replace("unknown", "")
    while "--" in text:
        text = text.replace("--", "-")
    _platform_cache[aliased, terse] = text = text.rstrip("-")
    return text


# freedesktop.org: os-release. The first that can be read counts.
_os_release_candidates = ("/etc/os-release", "/usr/lib/os-release")
_os_release_cache = None


def _parse_os_release(lines):
    import re
    assignment = re.compile(r"""^([a-zA-Z0-9_]+)=(["']?)(.*)\2$""")
    fields = {"NAME": "Linux", "ID": "linux", "PRETTY_NAME": "Linux"}
    for line in lines:
        if match := assignment.match(line):
            fields[match[1]] = re.sub(r"\\([\\$\"'`])", r"\1", match[3])
    return fields


def freedesktop_os_release():
    """The fields that describe a distribution of Linux."""
    global _os_release_cache
    if _os_release_cache is None:
        code = None
        for path in _os_release_candidates:
            try:
                with open(path, encoding="utf-8") as file:
                    _os_release_cache = _parse_os_release(file)
                break
            except OSError as error:
                code = error.errno
        else:
            raise OSError(code, f"Unable to read files {', '.join(_os_release_candidates)}")
    return _os_release_cache.copy()


# This Python.

_sys_version_cache = {}


def _sys_version(sys_version=None):
    """Implementation, version, branch, revision, build number, build date and compiler, out of sys.version."""
    text = sys.version if sys_version is None else sys_version
    if text in _sys_version_cache:
        return _sys_version_cache[text]
    import re
    match = re.match(r"([\w.+]+)\s*(?:experimental free-threading build\s+)?"
                     r"\(#?([^,]+)(?:,\s*([\w ]*)(?:,\s*([\w :]*))?)?\)\s*\[([^\]]+)\]?", text, re.ASCII)
    name = sys.implementation.name
    name = {"cpython": "CPython"}.get(name, name)
    if match is None:
        raise ValueError(f"failed to parse {name} sys.version: {text!r}")
    version, build, date, time, compiler = match.groups(default="")
    branch, revision = sys._git[1:] if hasattr(sys, "_git") else ("", "")
    if version.count(".") == 1:
        version += ".0"
    result = name, version, branch, revision, build, f"{date} {time}" if time else date, compiler
    _sys_version_cache[text] = result
    return result


def python_implementation():
    """The name of this implementation."""
    return _sys_version()[0]


def python_version():
    """Major, minor and patch level, with points."""
    return _sys_version()[1]


def python_version_tuple():
    """Major, minor and patch level, as texts."""
    return tuple(_sys_version()[1].split("."))


def python_branch():
    """The branch it was built from."""
    return _sys_version()[2]


def python_revision():
    """The revision it was built from."""
    return _sys_version()[3]


def python_build():
    """Number and date of its build."""
    return _sys_version()[4:6]


def python_compiler():
    """What compiled it."""
    return _sys_version()[6]


if __name__ == "__main__":
    _words = {word.removeprefix("--") for word in sys.argv}
    print(platform("nonaliased" not in _words, "terse" in _words))
