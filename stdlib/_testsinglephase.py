# SPDX-License-Identifier: MIT
"""CPython's tests of the import system want this extension module to be there. ouro has no extension modules: every use says so."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(f"module '_testsinglephase' has no attribute {name!r}")
    raise NotImplementedError("C extension modules are not in ouro")
