# SPDX-License-Identifier: MIT
"""Plain values as bytes, in CPython's format. Code objects are not written and not read: no bytecode comes from outside."""

version = 4

_SHIFT = 15  # bits of a digit of an int


class _Writer:
    def __init__(self, write, number):
        self.write = write
        self.version = number
        self.depth = 0
        self.known = {}
        self.kept = []

    def size(self, n):
        if n >= 1 << 31:
            raise ValueError("unmarshallable object")
        self.write(n.to_bytes(4, "little", signed=True))

    def text(self, code, data):
        self.write(code)
        self.size(len(data))
        self.write(data)

    def sequence(self, code, items):
        self.write(code)
        self.size(len(items))
        for item in items:
            self.value(item)

    def value(self, value):
        self.depth += 1
        if self.depth > 2000:
            raise ValueError("object too deeply nested to marshal")
        self._value(value)
        self.depth -= 1

    def _value(self, value):
        write = self.write
        kind = type(value)
        if value is None:
            write(b"N")
        elif value is True:
            write(b"T")
        elif value is False:
            write(b"F")
        elif value is Ellipsis:
            write(b".")
        elif value is StopIteration:
            write(b"S")
        elif kind is int:
            if -(1 << 31) <= value < 1 << 31:
                write(b"i" + value.to_bytes(4, "little", signed=True))
                return
            magnitude = abs(value)
            digits = []
            while magnitude:
                digits.append(magnitude & 0x7FFF)
                magnitude >>= _SHIFT
            write(b"l")
            self.size(len(digits) if value > 0 else -len(digits))
            write(b"".join(digit.to_bytes(2, "little") for digit in digits))
        elif kind is float:
            self.real(value, b"g", b"f")
        elif kind is complex:
            if self.version > 1:
                import struct

                write(b"y" + struct.pack("<dd", value.real, value.imag))
            else:
                write(b"x")
                for part in (value.real, value.imag):
                    shown = repr(part).encode()
                    write(bytes([len(shown)]) + shown)
        elif kind is str:
            self.text(b"u", value.encode("utf-8", "surrogatepass"))
        elif kind is bytes:
            self.text(b"s", value)
        elif kind in (tuple, list, dict, set, frozenset):
            if self.version >= 3:
                # What was written before is a reference to it; every container may be referred to.
                at = self.known.get(id(value))
                if at is not None:
                    write(b"r")
                    self.size(at)
                    return
                self.known[id(value)] = len(self.known)
                self.kept.append(value)
            flag = 0x80 if self.version >= 3 else 0
            if kind is dict:
                write(bytes([ord("{") | flag]))
                for key, item in value.items():
                    self.value(key)
                    self.value(item)
                write(b"0")
            else:
                code = {tuple: "(", list: "[", set: "<", frozenset: ">"}[kind]
                self.sequence(bytes([ord(code) | flag]), value)
        else:
            try:
                data = bytes(memoryview(value))
            except TypeError:
                raise ValueError("unmarshallable object") from None
            self.text(b"s", data)

    def real(self, value, binary, text):
        if self.version > 1:
            import struct

            self.write(binary + struct.pack("<d", value))
        else:
            shown = repr(value).encode()
            self.write(text + bytes([len(shown)]) + shown)


_END = object()


class _Reader:
    def __init__(self, read):
        self.read = read
        self.known = []
        self.depth = 0

    def take(self, n):
        data = self.read(n)
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError("file.read() returned not bytes but %s" % type(data).__name__)
        if len(data) < n:
            raise EOFError("EOF read where not expected" if n else "marshal data too short")
        if len(data) > n:
            raise ValueError("read() returned too much data: %d bytes requested, %d returned" % (n, len(data)))
        return bytes(data)

    def integer(self):
        return int.from_bytes(self.take(4), "little", signed=True)

    def size(self):
        n = self.integer()
        if n < 0:
            raise ValueError("bad marshal data (size out of range)")
        return n

    def value(self):
        self.depth += 1
        if self.depth > 2000:
            raise ValueError("recursion limit exceeded")
        found = self._value()
        self.depth -= 1
        return found

    def item(self):
        found = self.value()
        if found is _END:
            raise TypeError("NULL object in marshal data for object")
        return found

    def _value(self):
        code = self.take(1)[0]
        keep = bool(code & 0x80)
        kind = chr(code & 0x7F)
        at = len(self.known)
        if kind in "([<>{)" and keep:
            self.known.append(None)
            keep = False
            remember = True
        else:
            remember = False
        found = self.decode(kind, at if remember else None)
        if remember:
            self.known[at] = found
        elif keep:
            self.known.append(found)
        return found

    def decode(self, kind, at):
        import struct

        if kind == "0":
            return _END
        if kind == "N":
            return None
        if kind == "T":
            return True
        if kind == "F":
            return False
        if kind == ".":
            return Ellipsis
        if kind == "S":
            return StopIteration
        if kind == "i":
            return self.integer()
        if kind == "I":
            return int.from_bytes(self.take(8), "little", signed=True)
        if kind == "l":
            count = self.integer()
            value = 0
            data = self.take(2 * abs(count))
            for n in range(abs(count)):
                digit = int.from_bytes(data[2 * n:2 * n + 2], "little")
                if digit > 0x7FFF:
                    raise ValueError("bad marshal data (digit out of range in long)")
                value |= digit << (_SHIFT * n)
            if count and not digit:
                raise ValueError("bad marshal data (unnormalized long data)")
            return -value if count < 0 else value
        if kind == "g":
            return struct.unpack("<d", self.take(8))[0]
        if kind == "f":
            return float(self.take(self.take(1)[0]))
        if kind == "y":
            return complex(*struct.unpack("<dd", self.take(16)))
        if kind == "x":
            return complex(float(self.take(self.take(1)[0])), float(self.take(self.take(1)[0])))
        if kind == "s":
            return self.take(self.size())
        if kind in "ut":
            return self.take(self.size()).decode("utf-8", "surrogatepass")
        if kind in "aA":
            return self.take(self.size()).decode("ascii")
        if kind in "zZ":
            return self.take(self.take(1)[0]).decode("ascii")
        if kind == "(" or kind == ")":
            return tuple([self.item() for _ in range(self.size() if kind == "(" else self.take(1)[0])])
        if kind == "[":
            made = []
            if at is not None:
                self.known[at] = made
            for _ in range(self.size()):
                made.append(self.item())
            return made
        if kind == "{":
            made = {}
            if at is not None:
                self.known[at] = made
            while (key := self.value()) is not _END:
                made[key] = self.item()
            return made
        if kind == "<":
            made = set()
            if at is not None:
                self.known[at] = made
            for _ in range(self.size()):
                made.add(self.item())
            return made
        if kind == ">":
            return frozenset([self.item() for _ in range(self.size())])
        if kind == "r":
            n = self.integer()
            if not 0 <= n < len(self.known):
                raise ValueError("bad marshal data (invalid reference)")
            return self.known[n]
        if kind == "c":
            raise ValueError("code objects are not read: bytecode from outside is never run")
        raise ValueError("bad marshal data (unknown type code)")


def dumps(value, version=version, /, *, allow_code=True):
    """The value as bytes."""
    out = bytearray()
    try:
        _Writer(out.extend, version).value(value)
    except RecursionError:
        raise ValueError("object too deeply nested to marshal") from None
    return bytes(out)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value to a binary file."""
    file.write(dumps(value, version, allow_code=allow_code))


def _finish(reader):
    try:
        found = reader.value()
    except RecursionError:
        raise ValueError("recursion limit exceeded") from None
    if found is _END:
        raise TypeError("NULL object in marshal data for object")
    return found


def loads(bytes, /, *, allow_code=True):
    """The value that these bytes begin with."""
    view = memoryview(bytes).cast("B")
    at = 0

    def read(n):
        nonlocal at
        data = view[at:at + n]
        at += n
        return data

    return _finish(_Reader(read))


def load(file, /, *, allow_code=True):
    """Read one value from a binary file."""
    return _finish(_Reader(file.read))
