# hashlib, hmac and secrets: every guaranteed hash by name and constructor, copies, shakes, BLAKE2's parameters, keys from passwords, errors.
# needs: _hashlib
import hashlib
import hmac
import io
import re
import secrets


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)


data = bytes(range(256)) * 5
for name in sorted(hashlib.algorithms_guaranteed):
    made = getattr(hashlib, name)(b"abc")
    other = made.copy()
    made.update(data)
    length = (20,) if made.digest_size == 0 else ()
    print(name, made.name, made.digest_size, made.block_size, made.hexdigest(*length), other.hexdigest(*length))
    assert hashlib.new(name, b"abc" + data).digest(*length) == made.digest(*length) == bytes.fromhex(made.hexdigest(*length))
print(hashlib.algorithms_guaranteed <= hashlib.algorithms_available, hashlib.new("SHA256", b"x").name, hashlib.md5(usedforsecurity=False).hexdigest())
print(re.sub("0x[0-9a-f]+", "0x", repr(hashlib.sha1())), re.sub("0x[0-9a-f]+", "0x", repr(hashlib.blake2b())), type(hashlib.md5()), type(hashlib.shake_128()).__mro__)
print(attempt(hashlib.new, "none"), attempt(hashlib.md5, "text"), attempt(hashlib.md5, 1), attempt(hashlib.md5().update, "x"), attempt(hashlib.new, 1))
print(attempt(hashlib.shake_128().digest), attempt(type(hashlib.md5())), hashlib.shake_256(b"x").digest(0), hashlib.sha256(memoryview(b"abcd")[::2].tobytes()).hexdigest()[:8])

b = hashlib.blake2b
print(b(b"abc", digest_size=20, key=b"key", salt=b"salt", person=b"person").hexdigest())
print(b(b"abc", fanout=2, depth=2, leaf_size=4096, node_offset=1 << 60, node_depth=1, inner_size=64, last_node=True).hexdigest())
print(hashlib.blake2s(b"abc", digest_size=16, key=b"k" * 32, salt=b"saltsalt", person=b"p", node_offset=(1 << 48) - 1, fanout=0, depth=255).hexdigest())
print(b.SALT_SIZE, b.PERSON_SIZE, b.MAX_KEY_SIZE, b.MAX_DIGEST_SIZE, hashlib.blake2s.MAX_DIGEST_SIZE, b(b"x" * 1000).copy().hexdigest()[:16])
for how in ({"digest_size": 0}, {"digest_size": 65}, {"key": b"x" * 65}, {"salt": b"x" * 17}, {"person": b"x" * 17}, {"fanout": 256}, {"depth": 0}, {"leaf_size": -1},
            {"leaf_size": 1 << 32}, {"node_offset": -1}, {"node_offset": 1 << 64}, {"node_depth": 256}, {"inner_size": 65}):
    print(how, attempt(b, b"", **how))
print(attempt(hashlib.blake2s, node_offset=1 << 48), attempt(b, "text"))

print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex(), hashlib.pbkdf2_hmac("md5", b"p", b"", 1, 33).hex())
print(hashlib.scrypt(b"password", salt=b"NaCl", n=64, r=8, p=3, dklen=40).hex(), hashlib.scrypt(b"", salt=b"", n=2, r=1, p=1).hex())
p, s = hashlib.pbkdf2_hmac, hashlib.scrypt
print(attempt(p, "none", b"", b"", 1), attempt(p, "md5", b"", b"", 0), attempt(p, "md5", b"", b"", 1, 0), attempt(p, "md5", "", b"", 1), attempt(p, 1, b"", b"", 1))
for how in ({}, {"salt": b"s"}, {"salt": b"s", "n": 3, "r": 1, "p": 1}, {"salt": b"s", "n": 1 << 20, "r": 8, "p": 1}, {"salt": b"s", "n": 4, "r": 0, "p": 1},
            {"salt": b"s", "n": 4, "r": 1, "p": 1, "maxmem": -1}, {"salt": b"s", "n": 4, "r": 1, "p": 1, "dklen": 0}, {"salt": "s", "n": 4, "r": 1, "p": 1}):
    print(sorted(how), attempt(s, b"p", **how))
print(hashlib.file_digest(io.BytesIO(data), "sha1").hexdigest(), attempt(hashlib.file_digest, 1, "md5"), attempt(hashlib.file_digest, io.StringIO(), "md5")[:10])

code = hmac.new(b"key", b"The quick brown fox ", "sha256")
twin = code.copy()
code.update(b"jumps over the lazy dog")
print(code.hexdigest(), twin.hexdigest()[:8], code.name, code.digest_size, code.block_size, code.digest() == bytes.fromhex(code.hexdigest()))
print(hmac.digest(b"k" * 200, b"m", hashlib.sha512).hex(), hmac.new(b"k", b"m", hashlib.blake2b).hexdigest()[:16], hmac.digest(b"k", b"m", "blake2s").hex())
print(hmac.new(bytearray(b"k"), digestmod=lambda start=b"": hashlib.sha1(start)).hexdigest(), hmac.HMAC(b"k", None, hashlib.md5).hexdigest())
print(attempt(hmac.new, b"k", b"m"), attempt(hmac.new, "k", b"m", "md5"), attempt(hmac.new, b"k", b"m", "none"), attempt(hmac.digest, b"k", b"m", "none"))
print(hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"), attempt(hmac.compare_digest, "a", b"a"), attempt(hmac.compare_digest, "\xe9", "a"))
print(len(secrets.token_bytes()), len(secrets.token_hex(5)), len(secrets.token_urlsafe(9)), secrets.randbelow(1), secrets.choice("x"), attempt(secrets.randbelow, 0))
