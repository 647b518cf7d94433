real = "real"


def __getattr__(name):
    if name.startswith("magic_"):
        return name.upper()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}, says __getattr__")


def __dir__():
    return ["magic_dir", "real"]
