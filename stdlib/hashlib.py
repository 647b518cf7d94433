# SPDX-License-Identifier: MIT
"""Hashes by name: those of OpenSSL's libcrypto (`_hashlib`, where ouro was built with it), and BLAKE2 with all its parameters (`_blake2`)."""

from _blake2 import blake2b, blake2s

_OF_OPENSSL = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256",
)

algorithms_guaranteed = {*_OF_OPENSSL, "blake2b", "blake2s"}
algorithms_available = {"blake2b", "blake2s"}

__all__ = (*_OF_OPENSSL, "blake2b", "blake2s", "new", "algorithms_guaranteed", "algorithms_available", "file_digest")

# Hashes that need no OpenSSL. More may be put there by whoever brings one.
__builtin_constructor_cache = {"blake2b": blake2b, "blake2s": blake2s}


def __get_builtin_constructor(name):
    constructor = __builtin_constructor_cache.get(name)
    if constructor is None:
        raise ValueError("unsupported hash type " + name)
    return constructor


try:
    import _hashlib
except ImportError:
    _hashlib = None

    def _missing(name):
        def constructor(string=b"", *, usedforsecurity=True):
            raise ValueError("unsupported hash type " + name)

        constructor.__name__ = constructor.__qualname__ = name
        return constructor

    globals().update((name, _missing(name)) for name in _OF_OPENSSL)
else:
    from _hashlib import pbkdf2_hmac, scrypt

    __all__ += ("pbkdf2_hmac",)
    algorithms_available |= _hashlib.openssl_md_meth_names
    globals().update((name, getattr(_hashlib, "openssl_" + name)) for name in _OF_OPENSSL)


def new(name, data=b"", **kwargs):
    """A hash object of the algorithm with this name, and the first bytes for it."""
    if _hashlib is None or name in ("blake2b", "blake2s"):
        return __get_builtin_constructor(name)(data, **kwargs)
    try:
        return _hashlib.new(name, data, **kwargs)
    except ValueError:
        return __get_builtin_constructor(name)(data)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash of what is left in a file that was opened for binary reading; `digest` is a name or makes hash objects."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError("'%r' is not a file-like object in binary reading mode." % (fileobj,))
    room = bytearray(_bufsize)
    view = memoryview(room)
    while size := fileobj.readinto(room):
        made.update(view[:size])
    return made
