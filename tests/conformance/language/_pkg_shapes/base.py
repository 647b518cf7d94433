print("init base", __name__, __package__)


class Shape:
    sides = 0
