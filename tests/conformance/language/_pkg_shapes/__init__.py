print("init shapes", __name__, __package__, __path__ is not None)
from . import base
from .base import Shape as ExportedShape
__all__ = ["base", "exported", "round_things"]
exported = "exported from the package"
_private = "private"
not_in_all = 1
