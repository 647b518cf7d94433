# SPDX-License-Identifier: MIT
"""Identifiers of 128 bits that are unlike all others (RFC 4122): from the time and this machine, from names, or random."""

import os
import sys
from enum import Enum, _simple_enum

RESERVED_NCS = "reserved for NCS compatibility"
RFC_4122 = "specified in RFC 4122"
RESERVED_MICROSOFT = "reserved for Microsoft compatibility"
RESERVED_FUTURE = "reserved for future definition"

int_ = int
bytes_ = bytes

# Of the fields from the most significant on: bits, and the article of the number.
_FIELDS = ((32, "a"), (16, "a"), (16, "a"), (8, "an"), (8, "an"), (48, "a"))


@_simple_enum(Enum)
class SafeUUID:
    """Whether an identifier was made in a way that no other process can repeat."""

    safe = 0
    unsafe = -1
    unknown = None


def _swapped(data):
    """The first three fields with their bytes the other way round."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


class UUID:
    """An identifier; it cannot be changed."""

    __slots__ = ("int", "is_safe", "__weakref__")

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=SafeUUID.unknown):
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            digits = hex.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
            if len(digits) != 32:
                raise ValueError("badly formed hexadecimal UUID string")
            int = int_(digits, 16)
        if bytes_le is not None:
            if len(bytes_le) != 16:
                raise ValueError("bytes_le is not a 16-char string")
            bytes = _swapped(bytes_le)
        if bytes is not None:
            if len(bytes) != 16:
                raise ValueError("bytes is not a 16-char string")
            assert isinstance(bytes, bytes_), repr(bytes)
            int = int_.from_bytes(bytes)
        if fields is not None:
            if len(fields) != 6:
                raise ValueError("fields is not a 6-tuple")
            int = 0
            for n, (field, (bits, article)) in enumerate(zip(fields, _FIELDS), 1):
                if not 0 <= field < 1 << bits:
                    raise ValueError("field %d out of range (need %s %d-bit value)" % (n, article, bits))
                int = int << bits | field
        if not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            int = int & ~(0xC000 << 48 | 0xF000 << 64) | 0x8000 << 48 | version << 76
        object.__setattr__(self, "int", int)
        object.__setattr__(self, "is_safe", is_safe)

    def __getstate__(self):
        state = {"int": self.int}
        if self.is_safe != SafeUUID.unknown:
            state["is_safe"] = self.is_safe.value
        return state

    def __setstate__(self, state):
        object.__setattr__(self, "int", state["int"])
        object.__setattr__(self, "is_safe", SafeUUID(state.get("is_safe")))

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return "%s(%r)" % (self.__class__.__name__, str(self))

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __str__(self):
        digits = "%032x" % self.int
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    @property
    def bytes(self):
        return self.int.to_bytes(16)

    @property
    def bytes_le(self):
        return _swapped(self.bytes)

    @property
    def fields(self):
        return self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low, self.node

    @property
    def time_low(self):
        return self.int >> 96

    @property
    def time_mid(self):
        return self.int >> 80 & 0xFFFF

    @property
    def time_hi_version(self):
        return self.int >> 64 & 0xFFFF

    @property
    def clock_seq_hi_variant(self):
        return self.int >> 56 & 0xFF

    @property
    def clock_seq_low(self):
        return self.int >> 48 & 0xFF

    @property
    def time(self):
        return (self.time_hi_version & 0xFFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def clock_seq(self):
        return (self.clock_seq_hi_variant & 0x3F) << 8 | self.clock_seq_low

    @property
    def node(self):
        return self.int & 0xFFFFFFFFFFFF

    @property
    def hex(self):
        return "%032x" % self.int

    @property
    def urn(self):
        return "urn:uuid:" + str(self)

    @property
    def variant(self):
        bits = self.int >> 61 & 7
        return RESERVED_NCS if bits < 4 else RFC_4122 if bits < 6 else RESERVED_MICROSOFT if bits == 6 else RESERVED_FUTURE

    @property
    def version(self):
        """The version of RFC 4122's identifiers, None for others."""
        return self.int >> 76 & 0xF if self.variant == RFC_4122 else None


# ---- this machine: the address of a network card

_MAC_DELIM = b":"
_MAC_OMITS_LEADING_ZEROES = False
_generate_time_safe = None  # no library of the system's makes identifiers
_UuidCreate = None


def _is_universal(mac):
    """Whether its maker gave a card this address."""
    return not mac & 1 << 41


def _get_command_stdout(command, *args):
    import io
    import shutil
    import subprocess

    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/sbin", "/usr/sbin"])
    program = shutil.which(command, path=path)
    if program is None:
        return None
    try:
        done = subprocess.run([program, *filter(None, args)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
    except (OSError, subprocess.SubprocessError):
        return None
    return io.BytesIO(done.stdout)


def _best(addresses):
    """The first that is universal, or the first."""
    first = None
    for mac in addresses:
        if _is_universal(mac):
            return mac
        first = first or mac
    return first


def _find_mac_near_keyword(command, args, keywords, get_word_index):
    """An address in what a program prints: the word that get_word_index(n) says, of a line whose word n is a keyword."""
    output = _get_command_stdout(command, args)
    if output is None:
        return None

    def addresses():
        for line in output:
            words = line.lower().rstrip().split()
            for n, word in enumerate(words):
                if word in keywords:
                    try:
                        yield int(words[get_word_index(n)].replace(_MAC_DELIM, b""), 16)
                    except (ValueError, IndexError):
                        continue

    return _best(addresses()) or None


def _parse_mac(word):
    """The number of an address in bytes between colons; None if it is none."""
    parts = word.split(_MAC_DELIM)
    least = 1 if _MAC_OMITS_LEADING_ZEROES else 2
    if len(parts) != 6 or not all(least <= len(part) <= 2 for part in parts):
        return None
    try:
        return int(b"".join(part.rjust(2, b"0") for part in parts), 16)
    except ValueError:
        return None


def _find_mac_under_heading(command, args, heading):
    """An address in a column of the table that a program prints."""
    output = _get_command_stdout(command, args)
    if output is None:
        return None
    headings = output.readline().rstrip().split()
    if heading not in headings:
        return None
    column = headings.index(heading)
    rows = (line.rstrip().split() for line in output)
    found = (_parse_mac(row[column]) for row in rows if len(row) > column)
    return _best(mac for mac in found if mac is not None)


def _unix_getnode():
    """From the kernel's own list of network cards, where it has one."""
    def addresses():
        for card in sorted(os.listdir("/sys/class/net")):
            with open("/sys/class/net/%s/address" % card, "rb") as file:
                mac = _parse_mac(file.read().strip())
            if mac:
                yield mac

    try:
        return _best(addresses())
    except OSError:
        return None


def _ifconfig_getnode():
    for args in ("", "-a", "-av"):
        mac = _find_mac_near_keyword("ifconfig", args, (b"hwaddr", b"ether", b"address:", b"lladdr"), lambda n: n + 1)
        if mac:
            return mac
    return None


def _ip_getnode():
    return _find_mac_near_keyword("ip", "link", [b"link/ether"], lambda n: n + 1)


def _arp_getnode():
    import socket

    try:
        address = os.fsencode(socket.gethostbyname(socket.gethostname()))
    except OSError:
        return None
    for keyword, where in ((address, lambda n: -1), (address, lambda n: n + 1), (b"(%s)" % address, lambda n: n + 2)):
        mac = _find_mac_near_keyword("arp", "-an", [keyword], where)
        if mac:
            return mac
    return None


def _lanscan_getnode():
    return _find_mac_near_keyword("lanscan", "-ai", [b"lan0"], lambda n: 0)


def _netstat_getnode():
    return _find_mac_under_heading("netstat", "-ian", b"Address")


def _windll_getnode():
    """None: this is no such system."""


def _random_getnode():
    """An address that no card has: that of a group."""
    import random

    return random.getrandbits(48) | 1 << 40


if sys.platform == "linux":
    _OS_GETTERS = [_ip_getnode, _ifconfig_getnode]
elif sys.platform == "darwin":
    _OS_GETTERS = [_ifconfig_getnode, _arp_getnode, _netstat_getnode]
else:
    _OS_GETTERS = [_ifconfig_getnode, _ip_getnode, _arp_getnode, _netstat_getnode, _lanscan_getnode]
_GETTERS = [_unix_getnode, *_OS_GETTERS]
_node = None


def getnode():
    """The address of a network card as an int; a random one where none can be found."""
    global _node
    if _node is None:
        for getter in (*_GETTERS, _random_getnode):
            try:
                found = getter()
            except Exception:
                continue
            if found is not None and 0 <= found < 1 << 48:
                _node = found
                break
    return _node


# ---- making them

_EPOCH = 0x01B21DD213814000  # 1970 in tenths of microseconds since 15 October 1582
_last_timestamp = None


def uuid1(node=None, clock_seq=None):
    """An identifier of this moment and machine; clock_seq is random unless it is given."""
    global _last_timestamp
    if _generate_time_safe is not None and node is None and clock_seq is None:
        made, safely = _generate_time_safe()
        try:
            is_safe = SafeUUID(safely)
        except ValueError:
            is_safe = SafeUUID.unknown
        return UUID(bytes=made, is_safe=is_safe)
    import time

    timestamp = time.time_ns() // 100 + _EPOCH
    if _last_timestamp is not None and timestamp <= _last_timestamp:
        timestamp = _last_timestamp + 1
    _last_timestamp = timestamp
    if clock_seq is None:
        import random

        clock_seq = random.getrandbits(14)
    if node is None:
        node = getnode()
    fields = timestamp & 0xFFFFFFFF, timestamp >> 32 & 0xFFFF, timestamp >> 48 & 0xFFF, clock_seq >> 8 & 0x3F, clock_seq & 0xFF, node
    return UUID(fields=fields, version=1)


def _named(digest, namespace, name, version):
    if isinstance(name, str):
        name = name.encode()
    return UUID(bytes=digest(namespace.bytes + name, usedforsecurity=False).digest()[:16], version=version)


def uuid3(namespace, name):
    """The identifier of a name in a namespace, by MD5."""
    from hashlib import md5

    return _named(md5, namespace, name, 3)


def uuid4():
    """A random identifier."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """The identifier of a name in a namespace, by SHA-1."""
    from hashlib import sha1

    return _named(sha1, namespace, name, 5)


def main():
    """What `-m uuid` does; it takes argparse."""
    makers = {"uuid1": uuid1, "uuid3": uuid3, "uuid4": uuid4, "uuid5": uuid5}
    namespaces = {"@dns": NAMESPACE_DNS, "@url": NAMESPACE_URL, "@oid": NAMESPACE_OID, "@x500": NAMESPACE_X500}
    import argparse

    parser = argparse.ArgumentParser(description="Generates a uuid using the selected uuid function.")
    parser.add_argument("-u", "--uuid", choices=makers, default="uuid4", help="The function to use, uuid4 if none is given.")
    parser.add_argument("-n", "--namespace", help="A UUID, or one of %s: for uuid3 and uuid5." % ", ".join(namespaces))
    parser.add_argument("-N", "--name", help="The name in the namespace: for uuid3 and uuid5.")
    args = parser.parse_args()
    if args.uuid not in ("uuid3", "uuid5"):
        print(makers[args.uuid]())
        return
    if not args.namespace or not args.name:
        parser.error("Incorrect number of arguments. %s requires a namespace and a name. Run 'python -m uuid -h' for more information." % args.uuid)
    namespace = namespaces.get(args.namespace) or UUID(args.namespace)
    print(makers[args.uuid](namespace, args.name))


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")

if __name__ == "__main__":
    main()
