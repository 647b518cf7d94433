from . import inner


class Says:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("end of", self.name, __name__, inner is not None)


says = Says("a global of the package")
ring = [Says("a ring of the package")]
ring.append(ring)
