# The library's modules with their native halves hidden (None in sys.modules): the same functions, in Python.
import importlib
import sys
import warnings


def without(native, name):
    """The module as it is without its native half; sys.modules stays as it was."""
    before = {key: sys.modules.pop(key) for key in list(sys.modules) if key == name or key.startswith(name + ".") or key == native}
    sys.modules[native] = None
    try:
        return importlib.import_module(name)
    finally:
        for key in [key for key in sys.modules if key == name or key.startswith(name + ".") or key == native]:
            del sys.modules[key]
        sys.modules.update(before)


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


bisect = without("_bisect", "bisect")
print(bisect.bisect.__module__, bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect([1, 2, 2, 3], 2), bisect.bisect([3, 2, 1], -2, key=lambda x: -x), attempt(bisect.bisect, [], 1, -1))
items = [1, 3]
bisect.insort(items, 2)
bisect.insort_left(items, -5, key=abs)
print(items)

heapq = without("_heapq", "heapq")
heap = [5, 3, 8, 1, 9, 2]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print(heapq.heappop.__module__, heapq.heappushpop(heap, 4), heapq.heapreplace(heap, 7), [heapq.heappop(heap) for _ in range(len(heap))], attempt(heapq.heappop, []))
print(list(heapq.merge([1, 4], [2, 3], reverse=False)), list(heapq.merge([4, 1], [3, 2], reverse=True)), heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, [3, 1, 2]))

operator = without("_operator", "operator")
print(operator.add(1, 2), operator.__mul__(3, 4), operator.contains([1], 1), operator.countOf("abca", "a"), operator.indexOf("abc", "c"), attempt(operator.concat, 1, 2))
print(operator.attrgetter("real", "imag")(1 + 2j), operator.itemgetter(1)("ab"), operator.methodcaller("split", "-", maxsplit=1)("a-b-c"), operator.length_hint(iter([1, 2])))
print(operator.attrgetter("a.b"), operator.itemgetter(1, 2), operator.methodcaller("x", 1, y=2), attempt(operator.attrgetter, 1), attempt(operator.length_hint, 1, "x"))

functools = without("_functools", "functools")
part = functools.partial(functools.partial(print, "a"), "b", sep="-")
part("c")
print(type(part).__module__, part.args, part.keywords, attempt(functools.partial, 1), attempt(part.__setstate__, 1), repr(functools.partial(int, base=2)))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(max, [], 7), attempt(functools.reduce, max, []), sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)))


@functools.lru_cache(maxsize=2)
def square(n):
    print("square", n)
    return n * n


print([square(n) for n in (1, 2, 1, 3, 2)], square.cache_info(), square.__wrapped__(5))
square.cache_clear()
print(square.cache_info(), square.cache_parameters(), square.__name__)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    type("C", (), {"method": functools.partial(int)})().method()
print([str(warning.message) for warning in caught])

OrderedDict = without("_collections", "collections").OrderedDict
made = OrderedDict(b=1, a=2)
made["c"] = 3
made.move_to_end("b")
made.move_to_end("c", last=False)
print(made, list(reversed(made)), made.popitem(), made.popitem(last=False), made, list(reversed(made.items())))
made.update(x=1, y=2)
del made["x"]
print(made == OrderedDict(a=2, y=2), made == OrderedDict(y=2, a=2), made == {"y": 2, "a": 2}, made | {"z": 0}, {"q": 1} | made, made.pop("none", 0), made.setdefault("n", 5))
print(attempt(made.pop, "none"), attempt(OrderedDict().popitem), OrderedDict.fromkeys("ab", 1), made.copy() is made, made.__reduce__()[:2] == (OrderedDict, ()))

json = without("_json", "json")
print(json.decoder.scanstring.__module__, json.loads(' {"a": [1, 2.5e3, -0, null, true], "\\u00e9\\ud83d\\ude00": "x\\n"} '), json.loads('[NaN, -Infinity]'))
for text in ('', '[1,]', '{"a":1,}', '{"a" 1}', '{1:2}', '"x', '"\\x"', '"\\u12"', '"\n"', '[1 2]', '1 2', '{"a":}', 'nul'):
    print(repr(text), attempt(json.loads, text))
print(json.loads('"\n"', strict=False), json.loads("[1.5, 2]", parse_float=str, parse_int=float), json.loads('{"a": {}}', object_pairs_hook=tuple), json.loads("{}", object_hook=len))
value = {"b": [1, 2.5, None, True, "é\U0001f600\t"], "a": (), "c": {}, 1: {"x": [[]]}, None: 0.1}
print(json.dumps(value), json.dumps(value, ensure_ascii=False, separators=(",", ":")))
print(json.dumps({"b": [1, {}], "a": 2}, indent=2, sort_keys=True), json.dumps({(): 1, "a": 2}, skipkeys=True), json.dumps({(): 1}, skipkeys=True), json.dumps(1j, default=str))
loop = []
loop.append(loop)
print(attempt(json.dumps, loop), attempt(json.dumps, float("nan"), allow_nan=False), attempt(json.dumps, {(): 1}), attempt(json.dumps, object))
