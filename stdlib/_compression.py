# SPDX-License-Identifier: MIT
"""What the files of gzip, bz2 and lzma share."""
import builtins
import io
import os
import sys

BUFFER_SIZE = io.DEFAULT_BUFFER_SIZE  # of compressed bytes that are read at a time
_READ, _WRITE = "rb", "wb"


class BaseStream(io.BufferedIOBase):
    """Checks before each operation."""

    def _check_not_closed(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _check_can_read(self):
        if not self.readable():
            raise io.UnsupportedOperation("File not open for reading")

    def _check_can_write(self):
        if not self.writable():
            raise io.UnsupportedOperation("File not open for writing")

    def _check_can_seek(self):
        if not self.readable():
            raise io.UnsupportedOperation("Seeking is only supported on files open for reading")
        if not self.seekable():
            raise io.UnsupportedOperation("The underlying file object does not support seeking")


class DecompressReader(io.RawIOBase):
    """A raw stream of what decompressors make of a file, which may hold one compressed stream after the other."""

    def __init__(self, fp, decomp_factory, trailing_error=(), **decomp_args):
        self._fp = fp
        self._make = lambda: decomp_factory(**decomp_args)
        self._trailing_error = trailing_error  # what a decompressor raises at its start for bytes that are to be ignored
        self._size = -1  # all there is, once it is known
        self._begin()

    def _begin(self):
        self._pos = 0
        self._eof = False
        self._decompressor = self._make()

    def close(self):
        self._decompressor = None
        return super().close()

    def readable(self):
        return True

    def seekable(self):
        return self._fp.seekable()

    def tell(self):
        """The position in the decompressed bytes."""
        return self._pos

    def readinto(self, b):
        with memoryview(b) as view, view.cast("B") as room:
            data = self.read(len(room))
            room[: len(data)] = data
        return len(data)

    def readall(self):
        pieces = []
        while data := self.read(sys.maxsize):
            pieces.append(data)
        return b"".join(pieces)

    def read(self, size=-1):
        if size < 0:
            return self.readall()
        if not size or self._eof:
            return b""
        while True:
            data = self._more(size)
            if data is None:
                self._eof = True
                self._size = self._pos
                return b""
            if data:
                self._pos += len(data)
                return data

    def _more(self, size):
        """What the next compressed bytes give, which may be nothing yet; None at the end of the last stream."""
        if self._decompressor.eof:
            block = self._decompressor.unused_data or self._fp.read(BUFFER_SIZE)
            if not block:
                return None
            self._decompressor = self._make()
            try:
                return self._decompressor.decompress(block, size)
            except self._trailing_error:
                return None
        block = b""
        if self._decompressor.needs_input:
            block = self._fp.read(BUFFER_SIZE)
            if not block:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
        return self._decompressor.decompress(block, size)

    def _rewind(self):
        self._fp.seek(0)
        self._begin()

    def seek(self, offset, whence=io.SEEK_SET):
        if whence == io.SEEK_CUR:
            offset += self._pos
        elif whence == io.SEEK_END:
            if self._size < 0:
                while self.read(io.DEFAULT_BUFFER_SIZE):
                    pass
            offset += self._size
        elif whence != io.SEEK_SET:
            raise ValueError(f"Invalid value for whence: {whence}")
        # There is no way back but from the start.
        if offset < self._pos:
            self._rewind()
        while self._pos < offset and self.read(min(io.DEFAULT_BUFFER_SIZE, offset - self._pos)):
            pass
        return self._pos


class CompressedFile(BaseStream):
    """A file that is read through a decompressor or written through a compressor."""

    _fp = None
    _closes_file = False
    _mode = None

    def _open(self, filename, mode):
        """Opens a file by its name, or takes one that is open."""
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = builtins.open(filename, mode if "b" in mode else mode + "b")
            self._closes_file = True
        elif hasattr(filename, "read") or hasattr(filename, "write"):
            self._fp = filename
        else:
            raise TypeError("filename must be a str, bytes, file or PathLike object")
        self._mode = _READ if "r" in mode else _WRITE

    def _start_reading(self, *arguments, **options):
        self._buffer = io.BufferedReader(DecompressReader(self._fp, *arguments, **options))

    def _start_writing(self, compressor):
        self._compressor = compressor
        self._pos = 0

    def close(self):
        """Writes what is left and closes the file, and the one below if this one opened it."""
        if self.closed:
            return
        try:
            if self._mode == _READ:
                self._buffer.close()
            else:
                self._fp.write(self._compressor.flush())
                self._compressor = None
        finally:
            try:
                if self._closes_file:
                    self._fp.close()
            finally:
                self._fp = self._buffer = None
                self._closes_file = False

    @property
    def closed(self):
        """Whether the file is closed."""
        return self._fp is None

    @property
    def name(self):
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        return _WRITE if self._mode == _WRITE else _READ

    def fileno(self):
        """The descriptor of the file below."""
        self._check_not_closed()
        return self._fp.fileno()

    def seekable(self):
        """Whether seek() is possible."""
        return self.readable() and self._buffer.seekable()

    def readable(self):
        """Whether the file was opened to be read."""
        self._check_not_closed()
        return self._mode == _READ

    def writable(self):
        """Whether the file was opened to be written."""
        self._check_not_closed()
        return self._mode == _WRITE

    def peek(self, n=0):
        """Some of the bytes that come next, at least one but at the end; the position stays."""
        self._check_can_read()
        return self._buffer.peek(n)

    def read(self, size=-1):
        """Up to so many bytes; all that are left if size is negative."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """Up to so many bytes, with at most one read of the file below where that will do."""
        self._check_can_read()
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readinto(self, b):
        """Reads into a buffer: how many bytes."""
        self._check_can_read()
        return self._buffer.readinto(b)

    def readline(self, size=-1):
        """The bytes to the end of the line, of which at most so many."""
        size = _integer(size)
        self._check_can_read()
        return self._buffer.readline(size)

    def readlines(self, size=-1):
        """A list of lines; none begins when they have so many bytes."""
        size = _integer(size)
        self._check_can_read()
        return self._buffer.readlines(size)

    def write(self, data):
        """Compresses bytes into the file: how many they were."""
        self._check_can_write()
        count = byte_count(data)
        self._fp.write(self._compressor.compress(data))
        self._pos += count
        return count

    def seek(self, offset, whence=io.SEEK_SET):
        """Goes to a position in what is read; back means from the start."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The position in the bytes that are not compressed."""
        self._check_not_closed()
        return self._buffer.tell() if self._mode == _READ else self._pos


def _integer(size):
    if isinstance(size, int):
        return size
    if not hasattr(size, "__index__"):
        raise TypeError("Integer argument expected")
    return size.__index__()


def byte_count(data):
    """How many bytes anything that has some has."""
    return len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes


def decompress_streams(data, make, damaged, cut_off):
    """The bytes of streams that follow each other, each by a decompressor of its own. What comes after the first and is `damaged` does not count;
    a stream without its end raises `cut_off`."""
    results = []
    while data or not results:
        decompressor = make()
        try:
            results.append(decompressor.decompress(data))
        except damaged:
            if results:
                break
            raise
        if not decompressor.eof:
            raise cut_off("Compressed data ended before the end-of-stream marker was reached")
        data = decompressor.unused_data
    return b"".join(results)


def open_as_text(make, mode, encoding, errors, newline):
    """What open() of each module does: make(mode) opens the binary file, around which there is a text file if the mode has a 't'."""
    if "t" not in mode:
        for name, value in (("encoding", encoding), ("errors", errors), ("newline", newline)):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
        return make(mode)
    if "b" in mode:
        raise ValueError(f"Invalid mode: {mode!r}")
    binary = make(mode.replace("t", ""))
    return io.TextIOWrapper(binary, io.text_encoding(encoding), errors, newline)
