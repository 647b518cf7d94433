# Enumerations of a module's constants: their order, aliases, what becomes of the module, and the helper that leaves the module alone.
import enum
import sys
import types

source = types.ModuleType("numbers_of")
source.__dict__.update(KIND_B=2, KIND_A=1, KIND_ALSO_A=1, KIND_C=3, OTHER=4)
sys.modules["numbers_of"] = source
old = enum._old_convert_(enum.IntEnum, "Old", "numbers_of", lambda name: name.startswith("KIND_"))
print(list(old), old.__members__, old.__module__, type(source.KIND_A).__name__, hasattr(source, "Old"))
flags = enum._old_convert_(enum.IntFlag, "Flags", __name__, lambda name: name.startswith("KIND_"), source=source)
print(list(flags), flags(8), flags._boundary_)
new = enum.IntEnum._convert_("New", "numbers_of", lambda name: name.startswith("KIND_"))
print(list(new), source.New is new, source.KIND_ALSO_A, source.OTHER, new == old, list(new.__members__) == list(old.__members__))
source.__dict__.update(MIX_Z="text", MIX_Y=1)
print(list(enum._old_convert_(enum.Enum, "Mixed", "numbers_of", lambda name: name.startswith("MIX_"))))
