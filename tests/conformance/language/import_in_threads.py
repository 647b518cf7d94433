# A module that one thread imports is seen by others when its body has run, and runs once; threads that import in a circle do not wait for
# each other for ever.
import os
import sys
import tempfile
import threading

MODULES = {
    "slow_one": "import time\nruns.append(__name__)\ntime.sleep(0.2)\nready = True\n",
    "slow_package/__init__": "import time\ntime.sleep(0.1)\nwhole = 1\n",
    "slow_package/part": "import time\nruns.append(__name__)\ntime.sleep(0.1)\nready = True\n",
    "circle_a": "import time\ntime.sleep(0.1)\nimport circle_b\nready = True\n",
    "circle_b": "import time\ntime.sleep(0.1)\nimport circle_a\nready = True\n",
}


def together(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "slow_package"))
    for name, text in MODULES.items():
        with open(os.path.join(folder, name + ".py"), "w") as file:
            file.write("from __main__ import runs\n" + text)
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    runs, seen = [], []

    def importing(name):
        def work():
            seen.append(__import__(name, None, None, ["ready"]).ready)
        return work

    together(*[importing("slow_one")] * 4)
    print(seen, runs)
    seen.clear()
    together(*[importing("slow_package.part")] * 3)
    print(seen, runs)
    seen.clear()
    together(lambda: __import__("circle_a"), lambda: __import__("circle_b"))
    print(sys.modules["circle_a"].ready, sys.modules["circle_b"].ready)
