# SPDX-License-Identifier: MIT
"""Where things would be installed, and how ouro was configured. There is no folder of installed packages; nothing was built by make."""

import os
import sys

_NAMES = ("stdlib", "platstdlib", "purelib", "platlib", "include", "scripts", "data")

_SCHEMES = {
    "posix_prefix": {
        "stdlib": "{installed_base}/{platlibdir}/{implementation_lower}{py_version_short}",
        "platstdlib": "{platbase}/{platlibdir}/{implementation_lower}{py_version_short}",
        "purelib": "{base}/lib/python{py_version_short}/site-packages",
        "platlib": "{platbase}/{platlibdir}/python{py_version_short}/site-packages",
        "include": "{installed_base}/include/python{py_version_short}",
        "platinclude": "{installed_platbase}/include/python{py_version_short}",
        "scripts": "{base}/bin",
        "data": "{base}",
    },
    "posix_home": {
        "stdlib": "{installed_base}/lib/python",
        "platstdlib": "{base}/lib/python",
        "purelib": "{base}/lib/python",
        "platlib": "{base}/lib/python",
        "include": "{installed_base}/include/python",
        "platinclude": "{installed_base}/include/python",
        "scripts": "{base}/bin",
        "data": "{base}",
    },
    "posix_user": {
        "stdlib": "{userbase}/lib/python{py_version_short}",
        "platstdlib": "{userbase}/lib/python{py_version_short}",
        "purelib": "{userbase}/lib/python{py_version_short}/site-packages",
        "platlib": "{userbase}/lib/python{py_version_short}/site-packages",
        "include": "{userbase}/include/python{py_version_short}",
        "scripts": "{userbase}/bin",
        "data": "{userbase}",
    },
}
_SCHEMES["posix_venv"] = _SCHEMES["venv"] = _SCHEMES["posix_prefix"]

_variables = None


def get_python_version():
    return "%d.%d" % sys.version_info[:2]


def get_platform():
    """Such as 'linux-x86_64'."""
    system = os.uname()
    return system.sysname.lower().replace("/", "") + "-" + system.machine.replace(" ", "_").replace("/", "-")


def is_python_build(check_home=None):
    """False: ouro does not run from CPython's build folder."""
    return False


def get_config_vars(*names):
    """All variables, or the values of these, None for what is unknown."""
    global _variables
    if _variables is None:
        version = "%d.%d" % sys.version_info[:2]
        _variables = {
            "prefix": sys.prefix,
            "exec_prefix": sys.exec_prefix,
            "py_version": sys.version.split()[0],
            "py_version_short": version,
            "py_version_nodot": version.replace(".", ""),
            "installed_base": sys.base_prefix,
            "base": sys.prefix,
            "installed_platbase": sys.base_exec_prefix,
            "platbase": sys.exec_prefix,
            "projectbase": os.path.dirname(sys.executable),
            "platlibdir": sys.platlibdir,
            "abiflags": sys.abiflags,
            "userbase": os.path.join(os.path.expanduser("~"), ".local"),
            "srcdir": os.path.dirname(sys.executable),
            "implementation": "Ouro",
            "implementation_lower": "ouro",
            "EXT_SUFFIX": None,
            "SOABI": None,
            "EXE": "",
            "VERSION": version,
            "Py_DEBUG": 0,
            "Py_ENABLE_SHARED": 0,
            "Py_GIL_DISABLED": 0,
            "WITH_DOC_STRINGS": 1,
            "HAVE_FORK": 1,
            "TEST_MODULES": "no",
            "PY_SSL_DEFAULT_CIPHERS": 1,  # those of the module ssl are its own choice, not that of OpenSSL
        }
    if names:
        return [_variables.get(name) for name in names]
    return _variables


def get_config_var(name):
    return get_config_vars().get(name)


def get_scheme_names():
    return tuple(sorted(_SCHEMES))


def get_path_names():
    return _NAMES


def get_preferred_scheme(key):
    schemes = {"prefix": "posix_prefix", "home": "posix_home", "user": "posix_user"}
    try:
        return schemes[key]
    except KeyError:
        raise ValueError(f"unsupported scheme key: {key!r}") from None


def get_default_scheme():
    return "posix_prefix"


def get_paths(scheme=get_default_scheme(), vars=None, expand=True):
    """The folders of a scheme by their names."""
    try:
        paths = _SCHEMES[scheme]
    except KeyError:
        raise KeyError(scheme) from None
    if not expand:
        return dict(paths)
    values = dict(get_config_vars())
    if vars:
        values.update(vars)
    return {name: os.path.normpath(path.format_map(values)) for name, path in paths.items()}


def get_path(name, scheme=get_default_scheme(), vars=None, expand=True):
    return get_paths(scheme, vars, expand)[name]


def get_makefile_filename():
    raise NotImplementedError("sysconfig.get_makefile_filename() is not in ouro: it was not built by make")


def get_config_h_filename():
    raise NotImplementedError("sysconfig.get_config_h_filename() is not in ouro: it has no pyconfig.h")


def parse_config_h(fp, vars=None):
    """The #define lines of a pyconfig.h as a dict."""
    if vars is None:
        vars = {}
    for line in fp:
        words = line.split(None, 2)
        if len(words) == 3 and words[0] == "#define":
            try:
                vars[words[1]] = int(words[2])
            except ValueError:
                vars[words[1]] = words[2].rstrip("\n")
        elif len(words) >= 3 and words[:2] == ["/*", "#undef"]:
            vars[words[2].split()[0]] = 0
    return vars
