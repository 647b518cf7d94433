# sys.excepthook that fails itself: its error and the original are both printed.
import sys


def hook(kind, value, tb):
    print("hook called for", kind.__name__)
    raise RuntimeError("the hook failed")


sys.excepthook = hook
raise ValueError("original")
