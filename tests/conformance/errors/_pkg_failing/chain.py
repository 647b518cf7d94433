try:
    import _pkg_failing.no_such_submodule
except ImportError as error:
    raise RuntimeError("could not load") from error
