# uuid: identifiers from every form and into every form, their order, versions and variants, names, and errors.
# needs: _hashlib
import copy
import uuid


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


text = "12345678-1234-5678-1234-567812345678"
one = uuid.UUID(text)
print(one, repr(one), one.hex, one.urn, int(one), one.bytes, one.bytes_le, one.fields, one.time, one.clock_seq, one.node, one.variant, one.version)
for same in (uuid.UUID("{" + text + "}"), uuid.UUID("urn:uuid:" + text), uuid.UUID(bytes=one.bytes), uuid.UUID(bytes_le=one.bytes_le), uuid.UUID(fields=one.fields), uuid.UUID(int=one.int),
             copy.copy(one), copy.deepcopy(one)):
    print(same == one, hash(same) == hash(one), same <= one, same < one)
for bits in (0, 4, 6, 7):
    print(uuid.UUID(int=bits << 61).variant, uuid.UUID(int=bits << 61 | 3 << 76).version)
print([uuid.UUID(int=0, version=n).hex for n in range(1, 6)], one.is_safe, uuid.SafeUUID.unsafe.value)
print(uuid.uuid3(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid5(uuid.NAMESPACE_URL, "http://python.org/"), uuid.uuid5(uuid.NAMESPACE_OID, b"bytes"), uuid.uuid3(uuid.NAMESPACE_X500, "c=ca"))
made = uuid.uuid4()
print(made.version, made.variant, made != uuid.uuid4())
made = uuid.uuid1(0x123456789ABC, 0x1234)
print(made.version, made.variant, hex(made.node), hex(made.clock_seq), uuid.uuid1(1, 2) < uuid.uuid1(1, 2) or True, 0 < uuid.getnode() < 1 << 48, uuid.getnode() == uuid.getnode())
print(attempt(uuid.UUID), attempt(uuid.UUID, text, int=1), attempt(uuid.UUID, "12"), attempt(uuid.UUID, bytes=b"x"), attempt(uuid.UUID, bytes_le=b"x"), attempt(uuid.UUID, fields=(1,)))
for n, most in enumerate((1 << 32, 1 << 16, 1 << 16, 256, 256, 1 << 48)):
    print(attempt(uuid.UUID, fields=[0] * n + [most] + [0] * (5 - n)))
print(attempt(uuid.UUID, int=-1), attempt(uuid.UUID, int=1 << 128), attempt(uuid.UUID, int=0, version=6), attempt(setattr, one, "int", 1), attempt(lambda: one < 1), one == 1)
