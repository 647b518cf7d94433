# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# A package whose __all__ has a star, or what is no name.
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as top:
    os.mkdir(os.path.join(top, "starry"))
    with open(os.path.join(top, "starry", "__init__.py"), "w") as file:
        file.write("__all__ = ['*', 'inner']\n")
    open(os.path.join(top, "starry", "inner.py"), "w").close()
    sys.path.insert(0, top)
    assert __import__("starry", fromlist=["*"]).inner
    sys.modules["starry"].__all__ = [1]
    try:
        __import__("starry", fromlist=["*"])
    except TypeError as error:
        assert str(error) == "Item in starry.__all__ must be str, not int", error
    else:
        raise AssertionError
