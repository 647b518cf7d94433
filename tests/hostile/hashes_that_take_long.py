# limit: memory=64M deadline=2 recursion=1000 ; outcome: stopped: deadline
# needs: _hashlib
# hashlib: keys that take for ever to derive, digests that no memory holds, hash objects without end.
import hashlib


def fails(error, function):
    try:
        function()
    except error:
        return
    raise AssertionError(function)


fails(MemoryError, lambda: hashlib.shake_128(b"x").digest(1 << 40))
fails(MemoryError, lambda: hashlib.shake_128(b"x").hexdigest(1 << 62))
fails(MemoryError, lambda: hashlib.scrypt(b"", salt=b"", n=1 << 20, r=8, p=1, maxmem=(1 << 31) - 1))
fails(ValueError, lambda: hashlib.scrypt(b"", salt=b"", n=1 << 61, r=1, p=1))
fails(ValueError, lambda: hashlib.scrypt(b"", salt=b"", n=2, r=1 << 60, p=1 << 60))
fails(MemoryError, lambda: hashlib.pbkdf2_hmac("sha1", b"", b"", 1, (1 << 31) - 1))


def endless():
    kept = [hashlib.sha256()]
    while True:
        kept.append(kept[-1].copy())


fails(MemoryError, endless)
try:
    hashlib.scrypt(b"", salt=b"", n=1 << 17, r=1, p=1 << 17)
finally:
    hashlib.pbkdf2_hmac("sha256", b"", b"", (1 << 31) - 1)
