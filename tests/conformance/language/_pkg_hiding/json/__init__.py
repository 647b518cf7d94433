print("own json", __name__, __path__[0].rpartition("/")[2])
