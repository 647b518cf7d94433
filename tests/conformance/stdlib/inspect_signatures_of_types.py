# SPDX-License-Identifier: MIT
# inspect.signature of built-in types and their methods: those that have one, and those that say they have none.
import functools
import inspect
import io
import itertools
import operator
import os
import time
import types

NAMES = """int float str bytes list dict set frozenset tuple object type bool complex range slice super property enumerate zip map filter
reversed bytearray memoryview staticmethod classmethod Exception OSError""".split()
for cls in [getattr(__builtins__, name) for name in NAMES]:
    try:
        print(cls.__name__, inspect.signature(cls))
    except ValueError as error:
        print(error)
for cls in (io.BytesIO, io.StringIO, io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom, io.TextIOWrapper,
            io.IncrementalNewlineDecoder, functools.partial, itertools.product, itertools.zip_longest, itertools.chain, operator.attrgetter,
            operator.itemgetter, operator.methodcaller, types.SimpleNamespace, os.stat_result, time.struct_time):
    try:
        print(cls.__name__, inspect.signature(cls))
    except ValueError as error:
        print(error)
for method in (str.center, str.ljust, str.rjust, bytes.center, bytes.ljust, bytearray.rjust, bytes.translate, bytearray.translate):
    print(method.__qualname__, inspect.signature(method))
print("x".center(5, "*"), "x".center(4), b"x".ljust(3), bytearray(b"x").rjust(3, b"."), b"abc".translate(None, b"b"), b"abc".translate(None))
for wrong in (lambda: b"x".center(3, "a"), lambda: b"x".center(3, b""), lambda: "x".center(3, ""), lambda: b"x".translate(None, 3)):
    try:
        wrong()
    except TypeError as error:
        print(error)


class Derived(list):
    pass


class Made(int):
    def __new__(cls, value, *, unit="m"):
        return super().__new__(cls, value)


for cls in (Derived, Made):
    print(inspect.signature(cls))
