# SPDX-License-Identifier: MIT
# isinstance() and issubclass() of tuples in tuples: as deep as native code goes, and then a RecursionError.
def nested(depth, innermost):
    made = (innermost,)
    for _ in range(depth):
        made = (made,)
    return made


print(isinstance(1, nested(2000, int)), isinstance("", nested(2000, int)), issubclass(bool, nested(2000, int)))
for ask, value in ((isinstance, 1), (issubclass, int)):
    try:
        ask(value, nested(50000, str))
    except RecursionError as error:
        print(error)
print(isinstance(1, ((str, (bytes,)), (float, (int,)))), isinstance(1, ()), issubclass(int, ((), (str, int))))
