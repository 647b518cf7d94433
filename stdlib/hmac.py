# SPDX-License-Identifier: MIT
"""Codes that show who wrote a message and that it is whole (RFC 2104), over any hash."""

try:
    import _hashlib as _hashopenssl
    from _hashlib import compare_digest
except ImportError:
    _hashopenssl = None
    from _operator import _compare_digest as compare_digest

digest_size = None

_INNER = bytes(n ^ 0x36 for n in range(256))
_OUTER = bytes(n ^ 0x5C for n in range(256))
trans_5C, trans_36 = _OUTER, _INNER


def _by_openssl(digestmod):
    """Whether OpenSSL may know the digest, so that it makes the code at once."""
    if _hashopenssl is None or not digestmod:
        return False
    return isinstance(digestmod, str) or digestmod in _hashopenssl._constructors


def _constructor(digestmod):
    """What makes hash objects of a digest that is given as a function, a name, or a module."""
    if callable(digestmod):
        return digestmod
    if isinstance(digestmod, str):
        import hashlib

        return lambda data=b"": hashlib.new(digestmod, data)
    return lambda data=b"": digestmod.new(data)


class HMAC:
    """A code on its way: update() adds to the message."""

    blocksize = 64  # bytes, of hashes that do not say

    __slots__ = ("_hmac", "_inner", "_outer", "block_size", "digest_size")

    def __init__(self, key, msg=None, digestmod=""):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("key: expected bytes or bytearray, but got %r" % type(key).__name__)
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        if _by_openssl(digestmod):
            try:
                self._init_hmac(key, msg, digestmod)
                return
            except _hashopenssl.UnsupportedDigestmodError:
                pass
        self._init_old(key, msg, digestmod)

    def _init_hmac(self, key, msg, digestmod):
        self._hmac = _hashopenssl.hmac_new(key, b"" if msg is None else msg, digestmod=digestmod)
        self._inner = self._outer = None
        self.digest_size = self._hmac.digest_size
        self.block_size = self._hmac.block_size

    def _init_old(self, key, msg, digestmod):
        make = _constructor(digestmod)
        self._hmac = None
        self._inner, self._outer = make(), make()
        self.digest_size = self._inner.digest_size
        blocksize = self.blocksize
        if hasattr(self._inner, "block_size"):
            if self._inner.block_size < 16:
                self._warn("block_size of %d seems too small; using our default of %d." % (self._inner.block_size, self.blocksize))
            else:
                blocksize = self._inner.block_size
        else:
            self._warn("No block_size attribute on given digest object; Assuming %d." % self.blocksize)
        self.block_size = blocksize
        if len(key) > blocksize:
            key = make(key).digest()
        key = key.ljust(blocksize, b"\0")
        self._outer.update(key.translate(_OUTER))
        self._inner.update(key.translate(_INNER))
        if msg is not None:
            self.update(msg)

    @staticmethod
    def _warn(message):
        import warnings

        warnings.warn(message, RuntimeWarning, stacklevel=4)

    @property
    def name(self):
        return self._hmac.name if self._hmac else "hmac-%s" % self._inner.name

    def update(self, msg):
        """Add to the message."""
        (self._hmac or self._inner).update(msg)

    def copy(self):
        """Another one in the same state, for messages that begin alike."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size = self.digest_size
        other.block_size = self.block_size
        if self._hmac:
            other._hmac = self._hmac.copy()
            other._inner = other._outer = None
        else:
            other._hmac = None
            other._inner, other._outer = self._inner.copy(), self._outer.copy()
        return other

    def _current(self):
        if self._hmac:
            return self._hmac
        end = self._outer.copy()
        end.update(self._inner.digest())
        return end

    def digest(self):
        """The code of the message so far."""
        return self._current().digest()

    def hexdigest(self):
        """The code in hexadecimal digits."""
        return self._current().hexdigest()


def new(key, msg=None, digestmod=""):
    """An HMAC object with a key and, perhaps, the first part of the message."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The code of a whole message, in the fastest way."""
    if _by_openssl(digest):
        try:
            return _hashopenssl.hmac_digest(key, msg, digest)
        except (OverflowError, _hashopenssl.UnsupportedDigestmodError):
            pass
    make = _constructor(digest)
    inner, outer = make(), make()
    blocksize = getattr(inner, "block_size", 64)
    if len(key) > blocksize:
        key = make(key).digest()
    key = key.ljust(blocksize, b"\0")
    inner.update(key.translate(_INNER))
    outer.update(key.translate(_OUTER))
    inner.update(msg)
    outer.update(inner.digest())
    return outer.digest()
