print("init deep", __name__, __package__)
from . import Circle
from .. import base, _private
from ..base import Shape
from ...nothing_above import x
