from . import order
order.append("second begins")
from . import first
order.append(f"second sees first partly: {hasattr(first, 'use')}")
try:
    from .first import use
except ImportError as error:
    order.append(str(error).split(" (/")[0].split(" (most")[0])


def helper():
    return first.__name__
