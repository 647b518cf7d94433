# SPDX-License-Identifier: MIT
"""Files and bytes in the format of gzip (RFC 1952)."""
import builtins
import errno
import io
import os
import struct
import sys
import time
import zlib

import _compression

__all__ = ["BadGzipFile", "GzipFile", "open", "compress", "decompress"]

FTEXT, FHCRC, FEXTRA, FNAME, FCOMMENT = 1, 2, 4, 8, 16  # flags of a header
READ, WRITE = "rb", "wb"
_MAGIC = b"\x1f\x8b"
_DEFLATE = 8
_FAST, _TRADEOFF, _BEST = 1, 6, 9
READ_BUFFER_SIZE = 128 * 1024
_WRITE_BUFFER_SIZE = 4 * io.DEFAULT_BUFFER_SIZE


class BadGzipFile(OSError):
    """What is read is not in gzip's format, or is damaged."""


def open(filename, mode="rb", compresslevel=_BEST, encoding=None, errors=None, newline=None):
    """Opens a file compressed with gzip; with a 't' in the mode as text. `filename` may be an open file."""
    def make(mode):
        if isinstance(filename, (str, bytes, os.PathLike)):
            return GzipFile(filename, mode, compresslevel)
        if hasattr(filename, "read") or hasattr(filename, "write"):
            return GzipFile(None, mode, compresslevel, filename)
        raise TypeError("filename must be a str or bytes object, or a file")

    return _compression.open_as_text(make, mode, encoding, errors, newline)


def write32u(output, value):
    output.write(struct.pack("<L", value))


class _PaddedFile:
    """A file that is read, with bytes put before what comes next."""

    def __init__(self, f, prepend=b""):
        self.file = f
        self._before, self._at = prepend, 0

    def read(self, size):
        if self._before is None:
            return self.file.read(size)
        data = self._before[self._at : self._at + size]
        self._at += len(data)
        if len(data) < size:
            self._before = None
            data += self.file.read(size - len(data))
        return data

    def prepend(self, prepend=b""):
        """Puts back bytes that were read last."""
        if self._before is None:
            self._before, self._at = prepend, 0
        else:
            self._at -= len(prepend)

    def seek(self, off):
        self._before = None
        return self.file.seek(off)

    def seekable(self):
        return True  # forwards, at least


class _WriteBufferStream(io.RawIOBase):
    """Below the buffer of a file that is written."""

    def __init__(self, gzip_file):
        self.gzip_file = gzip_file

    def write(self, data):
        return self.gzip_file._write_raw(data)

    def seekable(self):
        return False

    def writable(self):
        return True


class GzipFile(_compression.BaseStream):
    """A binary file that is compressed with gzip."""

    myfileobj = None  # the file below, where this one opened it

    def __init__(self, filename=None, mode=None, compresslevel=_BEST, fileobj=None, mtime=None):
        """Opens `filename`, or goes over the open file `fileobj`, whose header then may bear that name. mode is one of 'r', 'w', 'x' and 'a', with
        a 'b' or without; compresslevel is from 0 to 9; mtime is the time in the header, now if it is None."""
        if mode and ("t" in mode or "U" in mode):
            raise ValueError(f"Invalid mode: {mode!r}")
        if mode and "b" not in mode:
            mode += "b"
        if fileobj is None:
            fileobj = self.myfileobj = builtins.open(filename, mode or "rb")
        if filename is None:
            filename = getattr(fileobj, "name", "")
            if not isinstance(filename, (str, bytes)):
                filename = ""
        else:
            filename = os.fspath(filename)
        wanted = mode
        if mode is None:
            mode = getattr(fileobj, "mode", "rb")
        if mode.startswith("r"):
            self.mode = READ
            self._buffer = io.BufferedReader(_GzipReader(fileobj))
            self.name = filename
        elif mode.startswith(("w", "a", "x")):
            if wanted is None:
                import warnings
                warnings.warn("GzipFile was opened for writing, but this will change in future Python releases.  "
                              "Specify the mode argument for opening it for writing.", FutureWarning, 2)
            self.mode = WRITE
            self._init_write(filename)
            self.compress = zlib.compressobj(compresslevel, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, 0)
            self._write_mtime = mtime
            self._buffer_size = _WRITE_BUFFER_SIZE
            self._buffer = io.BufferedWriter(_WriteBufferStream(self), buffer_size=self._buffer_size)
        else:
            raise ValueError(f"Invalid mode: {mode!r}")
        self.fileobj = fileobj
        if self.mode == WRITE:
            self._write_gzip_header(compresslevel)

    @property
    def mtime(self):
        """The time in the header that was read last, or None."""
        return self._buffer.raw._last_mtime

    def __repr__(self):
        return f"<gzip {repr(self.fileobj)[1:-1]} {hex(id(self))}>"

    def _init_write(self, filename):
        self.name = filename
        self.crc = zlib.crc32(b"")
        self.size = 0    # bytes compressed
        self.offset = 0  # the position for seek() and tell()

    def _write_gzip_header(self, compresslevel):
        name = os.path.basename(self.name)
        if not isinstance(name, bytes):
            try:
                name = name.encode("latin-1")
            except UnicodeEncodeError:
                name = b""  # no name can be given
        name = name.removesuffix(b".gz")
        mtime = time.time() if self._write_mtime is None else self._write_mtime
        speed = 2 if compresslevel == _BEST else 4 if compresslevel == _FAST else 0
        self.fileobj.write(_MAGIC + struct.pack("<BBLBB", _DEFLATE, FNAME if name else 0, int(mtime), speed, 255))
        if name:
            self.fileobj.write(name + b"\0")

    def _check_mode(self, wanted, function):
        self._check_not_closed()
        if self.mode != wanted:
            raise OSError(errno.EBADF, f"{function}() on {'write' if wanted == READ else 'read'}-only GzipFile object")

    def write(self, data):
        self._check_mode(WRITE, "write")
        return self._buffer.write(data)

    def _write_raw(self, data):
        """What the buffer is flushed to."""
        count = _compression.byte_count(data)
        if count:
            self.fileobj.write(self.compress.compress(data))
            self.size += count
            self.crc = zlib.crc32(data, self.crc)
            self.offset += count
        return count

    def read(self, size=-1):
        self._check_mode(READ, "read")
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to so many bytes, with at most one read of the file below where that will do."""
        self._check_mode(READ, "read1")
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def peek(self, n):
        self._check_mode(READ, "peek")
        return self._buffer.peek(n)

    def readline(self, size=-1):
        self._check_not_closed()
        return self._buffer.readline(size)

    @property
    def closed(self):
        return self.fileobj is None

    def close(self):
        file = self.fileobj
        if file is None or self._buffer.closed:
            return
        try:
            if self.mode == WRITE:
                self._buffer.flush()
                file.write(self.compress.flush())
                write32u(file, self.crc)
                write32u(file, self.size & 0xFFFFFFFF)
            else:
                self._buffer.close()
        finally:
            self.fileobj = None
            opened, self.myfileobj = self.myfileobj, None
            if opened:
                opened.close()

    def flush(self, zlib_mode=zlib.Z_SYNC_FLUSH):
        self._check_not_closed()
        if self.mode == WRITE:
            self._buffer.flush()
            self.fileobj.write(self.compress.flush(zlib_mode))
            self.fileobj.flush()

    def fileno(self):
        """The descriptor of the file below."""
        return self.fileobj.fileno()

    def rewind(self):
        """Goes back to the start of what is read."""
        if self.mode != READ:
            raise OSError("Can't rewind in write mode")
        self._buffer.seek(0)

    def readable(self):
        return self.mode == READ

    def writable(self):
        return self.mode == WRITE

    def seekable(self):
        return True

    def tell(self):
        self._check_not_closed()
        self._buffer.flush()
        return super().tell()

    def seek(self, offset, whence=io.SEEK_SET):
        self._check_not_closed()
        if self.mode == READ:
            return self._buffer.seek(offset, whence)
        # What is written goes on with zeros.
        self._buffer.flush()
        if whence == io.SEEK_CUR:
            offset += self.offset
        elif whence != io.SEEK_SET:
            raise ValueError("Seek from end not supported")
        if offset < self.offset:
            raise OSError("Negative seek in write mode")
        count = offset - self.offset
        zeros = b"\0" * self._buffer_size
        for _ in range(count // self._buffer_size):
            self.write(zeros)
        self.write(b"\0" * (count % self._buffer_size))
        return self.offset


def _read_exact(fp, n):
    """So many bytes, of a file that may give fewer at a time."""
    data = fp.read(n)
    while len(data) < n:
        more = fp.read(n - len(data))
        if not more:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        data += more
    return data


def _skip_text(fp):
    while fp.read(1) not in (b"", b"\0"):
        pass


def _read_gzip_header(fp):
    """Reads a header: the time in it, None at the end of the file."""
    magic = fp.read(2)
    if magic == b"":
        return None
    if magic != _MAGIC:
        raise BadGzipFile(f"Not a gzipped file ({magic!r})")
    method, flags, mtime = struct.unpack("<BBIxx", _read_exact(fp, 8))
    if method != _DEFLATE:
        raise BadGzipFile("Unknown compression method")
    if flags & FEXTRA:
        _read_exact(fp, struct.unpack("<H", _read_exact(fp, 2))[0])
    if flags & FNAME:
        _skip_text(fp)
    if flags & FCOMMENT:
        _skip_text(fp)
    if flags & FHCRC:
        _read_exact(fp, 2)
    return mtime


class _GzipReader(_compression.DecompressReader):
    """The members of a file, one after the other."""

    _last_mtime = None

    def __init__(self, fp):
        super().__init__(_PaddedFile(fp), zlib._ZlibDecompressor, wbits=-zlib.MAX_WBITS)

    def _begin(self):
        super()._begin()
        self._in_member = False

    def _next_member(self):
        """Reads the header of the next member: whether there is one."""
        mtime = _read_gzip_header(self._fp)
        if mtime is None:
            return False
        self._last_mtime = mtime
        self._in_member = True
        self._crc = zlib.crc32(b"")
        self._stream_size = 0
        return True

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size:
            return b""
        while True:
            if self._decompressor.eof:
                self._read_eof()
                self._in_member = False
                self._decompressor = self._make()
            if not self._in_member and not self._next_member():
                self._size = self._pos
                return b""
            block = self._fp.read(READ_BUFFER_SIZE) if self._decompressor.needs_input else None
            data = self._decompressor.decompress(block or b"", size)
            if self._decompressor.unused_data:
                self._fp.prepend(self._decompressor.unused_data)
            if data:
                break
            if block == b"":
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        self._crc = zlib.crc32(data, self._crc)
        self._stream_size += len(data)
        self._pos += len(data)
        return data

    def _read_eof(self):
        """Compares what stands at the end of a member, and skips the zeros after it."""
        crc, size = struct.unpack("<II", _read_exact(self._fp, 8))
        if crc != self._crc:
            raise BadGzipFile(f"CRC check failed {hex(crc)} != {hex(self._crc)}")
        if size != self._stream_size & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        byte = b"\0"
        while byte == b"\0":
            byte = self._fp.read(1)
        if byte:
            self._fp.prepend(byte)


def compress(data, compresslevel=_BEST, *, mtime=None):
    """Bytes, compressed as one member; mtime is the time in its header, now if it is None."""
    made = zlib.compress(data, level=compresslevel, wbits=31)
    if mtime is None:
        mtime = time.time()
    # zlib knows neither the time nor which system this is.
    return struct.pack("<4sLBB", made, int(mtime), made[8], 255) + made[10:]


def decompress(data):
    """The bytes that were compressed; several members may follow each other."""
    results = []
    while True:
        file = io.BytesIO(data)
        if _read_gzip_header(file) is None:
            return b"".join(results)
        decompressor = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        result = decompressor.decompress(data[file.tell() :])
        if not decompressor.eof or len(decompressor.unused_data) < 8:
            raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        crc, size = struct.unpack("<II", decompressor.unused_data[:8])
        if crc != zlib.crc32(result):
            raise BadGzipFile("CRC check failed")
        if size != len(result) & 0xFFFFFFFF:
            raise BadGzipFile("Incorrect length of data produced")
        results.append(result)
        data = decompressor.unused_data[8:].lstrip(b"\0")


def _copy(source, target):
    while chunk := source.read(READ_BUFFER_SIZE):
        target.write(chunk)
    if target is not sys.stdout.buffer:
        target.close()
    if source is not sys.stdin.buffer:
        source.close()


def main():
    """python -m gzip: compresses files or standard input, or the other way round."""
    from argparse import ArgumentParser
    parser = ArgumentParser(description="A simple command line interface for the gzip module: act like gzip, but do not delete the input file.")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--fast", action="store_true", help="compress faster")
    group.add_argument("--best", action="store_true", help="compress better")
    group.add_argument("-d", "--decompress", action="store_true", help="act like gunzip instead of gzip")
    parser.add_argument("args", nargs="*", default=["-"], metavar="file")
    options = parser.parse_args()
    level = _FAST if options.fast else _BEST if options.best else _TRADEOFF
    for name in options.args:
        if options.decompress:
            if name == "-":
                _copy(GzipFile(filename="", mode="rb", fileobj=sys.stdin.buffer), sys.stdout.buffer)
            elif not name.endswith(".gz"):
                sys.exit(f"filename doesn't end in .gz: {name!r}")
            else:
                _copy(open(name, "rb"), builtins.open(name[:-3], "wb"))
        elif name == "-":
            file = GzipFile(filename="", mode="wb", fileobj=sys.stdout.buffer, compresslevel=level)
            _copy(sys.stdin.buffer, file)
        else:
            _copy(builtins.open(name, "rb"), open(name + ".gz", "wb"))


if __name__ == "__main__":
    main()
