# graphlib: orders, what is passed out when, cycles, and calls at the wrong time.
from graphlib import CycleError, TopologicalSorter


def told(function, *arguments):
    try:
        return function(*arguments)
    except ValueError as error:
        return f"{type(error).__name__}: {error.args}"


for graph in ({}, {1: []}, {2: [1], 3: [2], 1: []}, {"d": "bc", "b": "a", "c": "a"}, {1: (2, 2), 2: (3,)}, {i: [i - 1] for i in range(2000, 0, -1)},
              {1: [1]}, {1: [2], 2: [3], 3: [1]}, {0: [1], 1: [2, 4], 2: [3], 3: [1], 4: []}, {1: [2], 3: [4], 4: [5], 5: [3]}):
    found = told(lambda: list(TopologicalSorter(graph).static_order()))
    print(found if len(found) < 200 else (len(found), found[:3]))

sorter = TopologicalSorter({"D": {"B", "C"}, "C": {"A"}})
sorter.add("B", "A"), sorter.add("E"), sorter.add("B", "E")
for function, arguments in ((sorter.get_ready, ()), (sorter.done, ("A",)), (sorter.is_active, ()), (bool, (sorter,))):
    print(told(function, *arguments))
sorter.prepare()
print(told(sorter.add, "F"), told(sorter.prepare))
print(sorted(sorter.get_ready()), sorter.get_ready(), sorter.is_active())
print(told(sorter.done, "none"), told(sorter.done, "B"), told(sorter.done, "A"), told(sorter.done, "A"), sorter.get_ready())
sorter.done("E")
print(sorter.get_ready(), bool(sorter), sorter.done())
print(told(sorter.done, "B", "D"), sorter.get_ready(), sorter.done("C"), sorter.get_ready(), sorter.is_active(), sorter.done("D"), sorter.is_active(), sorter.get_ready())
cyclic = TopologicalSorter({1: [2], 2: [1], 3: [], 4: [3]})
print(told(cyclic.prepare), cyclic.get_ready(), cyclic.done(3), cyclic.get_ready(), cyclic.is_active())
try:
    TopologicalSorter({1: [[]]})
except TypeError as error:
    print(error)
print(issubclass(CycleError, ValueError), TopologicalSorter[int], TopologicalSorter(None).prepare())
steps = TopologicalSorter({"b": "a"}).static_order()
print(next(steps), next(steps), next(steps, "end"))
