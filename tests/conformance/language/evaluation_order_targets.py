# In an assignment the right side comes first, then the targets from left to right, each with its
# container and its index; augmented assignment evaluates its target's parts once.
def trace(name, value=None):
    print(name, end=" ")
    return value


class Box:
    def __init__(self, name):
        self.__dict__["name"] = name
        self.__dict__["data"] = {}

    def __setitem__(self, key, value):
        print(f"{self.name}[{key}]={value}", end=" ")
        self.data[key] = value

    def __getitem__(self, key):
        print(f"get {self.name}[{key}]", end=" ")
        return self.data.get(key, 0)

    def __delitem__(self, key):
        print(f"del {self.name}[{key}]", end=" ")

    def __setattr__(self, key, value):
        print(f"{self.name}.{key}={value}", end=" ")

    def __getattr__(self, key):
        print(f"get {self.name}.{key}", end=" ")
        return 1


p, q = Box("p"), Box("q")
trace("target", p)[trace("index", 1)] = trace("value", 5)
print()
trace("t1", p)[trace("i1", 1)] = trace("t2", q)[trace("i2", 2)] = trace("value", 6)
print()
trace("p", p)[trace("i", 0)], trace("q", q).attr = trace("x", 1), trace("y", 2)
print()
trace("p", p)[trace("i", 3)] += trace("v", 4)
print()
trace("p", p).size -= trace("v", 4)
print()
del trace("p", p)[trace("i", 0)], trace("q", q)[trace("j", 1)]
print()
for trace("p", p)[trace("i", 9)] in trace("items", (1, 2)):
    print("body", end=" ")
print()
i = 0
i, p[i] = 1, 2
print(i)
data = [0, 0, 0]
i = 0
i = data[i] = 2
print(i, data)
[a, (b, *c)], d = [1, (2, 3, 4)], 5
print(a, b, c, d)
trace("annotated", p)[trace("key", 1)]: trace("annotation", int) = trace("value", 8)
print()
x: trace("type", int) = trace("val", 3)
print(x)
