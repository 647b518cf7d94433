# A module with single-phase initialisation: imported again after it was taken out of sys.modules, it is a new module with what the first
# import had made, whatever became of the first module meanwhile.
import sys


def anew():
    del sys.modules["_testsinglephase"]
    import _testsinglephase
    return _testsinglephase


import _testsinglephase as first
print(first.__name__, first.error, first.error.__mro__, first.int_const, first.str_const, first.sum(2, 3))
print(first.initialized_count(), first.state_initialized() == first._module_initialized, first.look_up_self() is first)
first.int_const, first.more = 5, 6
second = anew()
print(second is first, second.error is first.error, second.sum is first.sum, second.int_const, hasattr(second, "more"))
print(second.initialized_count(), second.look_up_self() is second)
second._clear_globals()
print(second.initialized_count(), second.state_initialized())
third = anew()
print(third.initialized_count(), third.look_up_self() is third, third._module_initialized == first._module_initialized)
from _testinternalcapi import clear_extension
clear_extension("_testsinglephase", first.__spec__.origin)
fourth = anew()
print(fourth.initialized_count(), fourth.error is first.error, fourth.look_up_self() is fourth)
for arguments in ((1, "x"), (1.0, 2)):
    try:
        first.sum(*arguments)
    except TypeError as error:
        print(error)
