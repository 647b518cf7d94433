from . import order
order.append("first begins")
from . import second
order.append("first ends")


def use():
    return second.helper()
