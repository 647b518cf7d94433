# PYTHONPATH and OUROPATH come after ouro's own library in sys.path, not before it: they are how modules that ouro does not have are
# borrowed from a CPython's Lib, whose asyncio or json must not take the place of ouro's. What a script puts in front still comes first.
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    with open(folder + "/queue.py", "w") as file:
        file.write("print('from the environment')\n")
    with open(folder + "/only_there.py", "w") as file:
        file.write("print('only there')\n")
    for name in ("PYTHONPATH", "OUROPATH"):
        script = "import queue, only_there; print(hasattr(queue, 'Queue'))"
        subprocess.run([sys.executable, "-c", script], env={**os.environ, name: folder}, cwd="/")
    sys.path.insert(0, folder)
    import queue
