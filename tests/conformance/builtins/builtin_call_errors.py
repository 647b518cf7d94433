# The TypeErrors of builtin functions and methods called with the wrong number, kind or name of arguments.
import warnings

warnings.simplefilter("ignore")
calls = """
len() | len(1, 2) | len(x=1) | len(5) | abs(1, 2) | abs('a') | divmod(1) | divmod(1, 2, 3) | pow(1) | pow(1, 2, 3, 4) | pow(base=2, exp=3) | round(1, 2, 3) | round('a') | round(number=1.5) | round(1.5, None)
chr() | chr(1, 2) | ord('a', 'b') | bin(1.5) | hex('a') | oct([]) | hash(1, 2) | id(1, 2) | iter([], 1, 2) | next([], 1) | callable(1, 2) | sorted([1], 2) | sorted(key=1) | sum(1, 2, 3) | sum([1], start='a') | min(1) | max(key=len)
zip(1) | map(1, 2) | filter(1) | enumerate([], 1, 2) | reversed([], 1) | range(1, 2, 3, 4) | range('a') | slice() | all(1) | any([], 1) | isinstance(1) | issubclass(int) | getattr(1) | getattr(1, 2) | setattr(1, 2) | delattr(1) | hasattr(1) | vars(1) | dir(1, 2)
int([]) | int('a', 2, 3) | int(1, base=2) | float([]) | float('a', 'b') | float(x=1) | str(1, 2) | bool(1, 2) | bytes('a') | bytes(1, 2, 3, 4) | bytearray('a') | list(1) | tuple(1) | dict(1) | set(1) | frozenset(1) | complex([], 1) | object(1) | type(1, 2) | super(1, 2) | memoryview(1)
[].append() | [].append(1, 2) | [].pop(1, 2) | [].pop('a') | [].insert(1) | [].extend() | [].extend(1) | [].remove() | [].index() | [].index(1, 'a') | [].sort(1) | [].sort(key=1, x=2) | [].count() | [].copy(1) | [].clear(1) | [].reverse(1) | [].__len__(1) | [].__getitem__() | [].__getitem__('a') | [].__contains__()
().count() | ().index() | {}.get() | {}.get(1, 2, 3) | {}.pop() | {}.pop(1, 2, 3) | {}.popitem(1) | {}.setdefault() | {}.setdefault(1, 2, 3) | {}.update(1) | {}.update([1]) | {}.update(1, 2) | {}.keys(1) | {}.items(1) | {}.values(1) | {}.copy(1) | {}.clear(1) | {}.fromkeys() | {}.fromkeys(1) | {}.fromkeys([], 1, 2)
set().add() | set().add(1, 2) | set().remove() | set().pop(1) | set().discard() | set().union(1) | set().update(1) | set().intersection(1) | set().issubset() | set().issubset(1) | set().isdisjoint() | set().difference(1) | set().symmetric_difference() | set().symmetric_difference(1, 2) | set().copy(1) | set().clear(1)
''.join() | ''.join(1) | ''.join([1]) | ''.split(1) | ''.split('') | ''.split(1, 2, 3) | ''.split(sep=1) | ''.split(x=1) | ''.replace() | ''.replace('a') | ''.replace('a', 1) | ''.replace('a', 'b', 'c') | ''.find() | ''.find(1) | ''.find('a', 'b') | ''.count() | ''.index('a') | ''.startswith() | ''.startswith(1) | ''.strip(1) | ''.strip('a', 'b') | ''.center() | ''.center('a') | ''.center(1, 2) | ''.center(1, 'ab') | ''.zfill() | ''.zfill('a')
''.encode(1) | ''.encode('a', 1) | ''.encode('nope') | ''.upper(1) | ''.title(1) | ''.isalpha(1) | ''.partition() | ''.partition('') | ''.partition(1) | ''.splitlines(1, 2) | ''.splitlines(keepends=1, x=2) | ''.translate() | ''.expandtabs('a') | ''.format_map() | ''.format_map(1) | ''.removeprefix() | ''.removesuffix(1) | str.maketrans() | str.maketrans('a', 'b', 'c', 'd') | ''.casefold(1)
b''.join(1) | b''.join(['a']) | b''.split('a') | b''.replace('a', 'b') | b''.find('a') | b''.decode(1) | b''.decode('nope') | b''.hex(1) | b''.hex('ab') | b''.startswith('a') | b''.strip('a') | b''.center(1, 'a') | bytes.fromhex() | bytes.fromhex(1) | bytes.maketrans(b'a', b'bc') | b''.translate() | b''.translate(b'a')
(1).bit_length(1) | (1).to_bytes() | (1).to_bytes('a') | (1).to_bytes(1, 'x') | (1).to_bytes(1, 2) | int.from_bytes() | int.from_bytes(1) | int.from_bytes(b'', 'x') | (1.5).hex(1) | (1.5).is_integer(1) | float.fromhex() | float.fromhex(1) | (1.5).as_integer_ratio(1) | (1j).conjugate(1) | (1).__add__() | (1).__add__(1, 2) | (1).__round__(1, 2) | (1).__format__() | (1).__format__(1)
print(sep=1) | print(end=1) | print(x=1) | open() | open([]) | open(1.5) | open('a', 'q') | open('a', 'rw') | open('a', 'rb', encoding='x') | open('', 'r') | open('no such file here') | input(1, 2) | eval() | eval(1) | exec() | exec(1) | compile(1, 2, 3) | compile('a', 'b') | compile('a', 'b', 'c') | globals(1) | locals(1) | __import__() | __import__(1) | __import__('') | staticmethod() | classmethod() | property(1, 2, 3, 4, 5)
"""
for line in calls.strip().split("\n"):
    for code in line.split(" | "):
        try:
            print(code, "->", repr(eval(code)).split(" at 0x")[0])
        except Exception as error:
            print(f"{code}: {type(error).__name__}: {error}")
