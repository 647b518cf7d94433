from .. import base as aliased
from . import Circle as C
from .. import not_in_all
value = aliased.Shape.sides, C.__name__, not_in_all
