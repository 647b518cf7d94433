# SPDX-License-Identifier: MIT
"""Running modules, files, folders and archives as programs, found the way imports find them (PEP 338).

The command runs `-m` without this module unless a finder in Python takes part (vm/interp/imports.cpp).
"""

import importlib.machinery
import importlib.util
import os
import sys
from types import ModuleType

__all__ = ["run_module", "run_path"]

_MAIN = "__main__"


class _Error(Exception):
    """There is no such program: to be reported without a traceback."""


class _TempModule:
    """An empty module that stands in sys.modules while a program runs."""

    def __init__(self, mod_name):
        self.mod_name = mod_name
        self.module = ModuleType(mod_name)

    def __enter__(self):
        self._before = [sys.modules[self.mod_name]] if self.mod_name in sys.modules else []
        sys.modules[self.mod_name] = self.module
        return self

    def __exit__(self, *exc_info):
        if self._before:
            sys.modules[self.mod_name] = self._before.pop()
        else:
            del sys.modules[self.mod_name]


class _ModifiedArgv0:
    """Another sys.argv[0] while a program runs."""

    def __init__(self, value):
        self.value = value
        self._before = []

    def __enter__(self):
        if self._before:
            raise RuntimeError("Already preserving saved value")
        self._before.append(sys.argv[0])
        sys.argv[0] = self.value

    def __exit__(self, *exc_info):
        sys.argv[0] = self._before.pop()


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run a code object in a namespace that says what module this is; returns the namespace."""
    if init_globals is not None:
        run_globals.update(init_globals)
    if mod_spec is not None:
        script_name = mod_spec.origin
        if pkg_name is None:
            pkg_name = mod_spec.parent
    run_globals.update(
        __name__=mod_name,
        __file__=script_name,
        __cached__=None if mod_spec is None else mod_spec.cached,
        __doc__=None,
        __loader__=None if mod_spec is None else mod_spec.loader,
        __package__=pkg_name,
        __spec__=mod_spec,
    )
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run a code object as a module of its own, which sys.modules and sys.argv[0] show meanwhile."""
    argv0 = script_name if mod_spec is None else mod_spec.origin
    with _TempModule(mod_name) as temporary, _ModifiedArgv0(argv0):
        namespace = temporary.module.__dict__
        _run_code(code, namespace, init_globals, mod_name, mod_spec, pkg_name, script_name)
    return namespace.copy()  # the module's own may be cleared with it


def _import_parent(mod_name, parent):
    """Import the package of a module first, so that what is wrong in it is not taken for a module that is missing."""
    try:
        __import__(parent)
    except ImportError as error:
        if error.name is None or (error.name != parent and not parent.startswith(error.name + ".")):
            raise
    known = sys.modules.get(mod_name)
    if known is not None and not hasattr(known, "__path__"):
        import warnings

        warnings.warn(
            "%r found in sys.modules after import of package %r, but prior to execution of %r; "
            "this may result in unpredictable behaviour" % (mod_name, parent, mod_name),
            RuntimeWarning, stacklevel=2,
        )


def _get_module_details(mod_name, error=ImportError):
    """Name, spec and code object of what is run for a module's name: of a package its __main__."""
    if mod_name.startswith("."):
        raise error("Relative module names not supported")
    parent = mod_name.rpartition(".")[0]
    if parent:
        _import_parent(mod_name, parent)
    try:
        spec = importlib.util.find_spec(mod_name)
    except (ImportError, AttributeError, TypeError, ValueError) as why:
        message = "Error while finding module specification for %r (%s: %s)" % (mod_name, type(why).__name__, why)
        if mod_name.endswith(".py"):
            message += ". Try using '%s' instead of '%s' as the module name." % (mod_name[:-3], mod_name)
        raise error(message) from why
    if spec is None:
        raise error("No module named %s" % mod_name)
    if spec.submodule_search_locations is not None:
        if mod_name == _MAIN or mod_name.endswith("." + _MAIN):
            raise error("Cannot use package as __main__ module")
        try:
            return _get_module_details(mod_name + "." + _MAIN, error)
        except error as why:
            if mod_name not in sys.modules:
                raise
            raise error("%s; %r is a package and cannot be directly executed" % (why, mod_name))
    if spec.loader is None:
        raise error("%r is a namespace package and cannot be executed" % mod_name)
    try:
        code = spec.loader.get_code(mod_name)
    except ImportError as why:
        raise error(str(why)) from why
    if code is None:
        raise error("No code object available for %s" % mod_name)
    return mod_name, spec, code


def _get_main_module_details(error=ImportError):
    """The same for the __main__ of a folder or archive that stands first in sys.path."""
    running = sys.modules.pop(_MAIN)  # its loader knows nothing of the other
    try:
        return _get_module_details(_MAIN)
    except ImportError as why:
        if _MAIN not in str(why):
            raise
        raise error("can't find %r module in %r" % (_MAIN, sys.path[0])) from why
    finally:
        sys.modules[_MAIN] = running


def _run_as_main(details, alter_argv):
    """Run what was found in the module __main__ that is there."""
    _, spec, code = details
    if alter_argv:
        sys.argv[0] = spec.origin
    return _run_code(code, sys.modules[_MAIN].__dict__, None, _MAIN, spec)


def _run_module_as_main(mod_name, alter_argv=True):
    """What `-m` does, and (alter_argv=False) what a folder or an archive as the program does."""
    try:
        if alter_argv or mod_name != _MAIN:
            details = _get_module_details(mod_name, _Error)
        else:
            details = _get_main_module_details(_Error)
    except _Error as why:
        sys.exit("%s: %s" % (sys.executable, why))
    return _run_as_main(details, alter_argv)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code, and return the namespace it leaves.

    The module is named `run_name`, or as it is found. Unless alter_sys is true, sys.modules and sys.argv do not show it.
    """
    mod_name, spec, code = _get_module_details(mod_name)
    if run_name is None:
        run_name = mod_name
    if alter_sys:
        return _run_module_code(code, init_globals, run_name, spec)
    return _run_code(code, {}, init_globals, run_name, spec)


def _get_code_from_file(fname):
    import io

    from pkgutil import read_code

    path = os.path.abspath(fname)
    with io.open_code(path) as file:
        code = read_code(file)
    if code is None:
        with io.open_code(path) as file:
            code = compile(file.read(), fname, "exec", dont_inherit=True)
    return code


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the __main__ of a folder or archive, and return the namespace it leaves."""
    if run_name is None:
        run_name = "<run_path>"
    package = run_name.rpartition(".")[0]
    from pkgutil import get_importer

    importer = get_importer(path_name)
    path_name = os.fsdecode(path_name)
    if importer is None:
        return _run_module_code(_get_code_from_file(path_name), init_globals, run_name, pkg_name=package, script_name=path_name)
    sys.path.insert(0, path_name)
    try:
        mod_name, spec, code = _get_main_module_details()
        with _TempModule(run_name) as temporary, _ModifiedArgv0(path_name):
            return _run_code(code, temporary.module.__dict__, init_globals, run_name, spec, package).copy()
    finally:
        try:
            sys.path.remove(path_name)
        except ValueError:
            pass


if __name__ == _MAIN:
    if len(sys.argv) < 2:
        print("No module specified for execution", file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
