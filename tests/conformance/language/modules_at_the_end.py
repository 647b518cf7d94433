# What modules hold is finalised at the end of a program, when their names are still there.
import sys
import types

sys.path.insert(0, __file__.rpartition("/")[0])
import _pkg_ends


class Says:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name, __name__)


made = types.ModuleType("made")
made.ring = [_pkg_ends.Says("a module that the program made")]
made.ring.append(made)
sys.modules["made"] = made
del made
said = Says("a global of the main module")
print("last line")
