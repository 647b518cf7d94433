# Built-in functions are reduced to their names, bound methods to getattr() of their objects.
print(len.__reduce__(), iter.__reduce_ex__(4))
print([1].append.__reduce__(), "a".join.__reduce_ex__(2))
getter, (made_of, name) = dict.fromkeys.__reduce__()
print(getter, made_of, name)
