# limit: memory=1G recursion=1000 ; outcome: ok
# repr, str, split and subgroup of an ExceptionGroup nested a hundred thousand deep.
group = ValueError("bottom")
for _ in range(100000):
    group = ExceptionGroup("g", [group])
for action in (lambda: repr(group), lambda: str(group), lambda: group.split(ValueError),
               lambda: group.subgroup(KeyError), lambda: group.derive([ValueError()])):
    try:
        action()
    except RecursionError:
        pass
