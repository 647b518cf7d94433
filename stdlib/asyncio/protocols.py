# SPDX-License-Identifier: MIT
"""Protocols: what transports call."""

__all__ = ("BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol")


class BaseProtocol:
    """What all protocols hear of."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection is there."""

    def connection_lost(self, exc):
        """The connection is lost, with an error or (None) without."""

    def pause_writing(self):
        """The transport's buffer is fuller than it should be."""

    def resume_writing(self):
        """The transport's buffer has room again."""


class Protocol(BaseProtocol):
    """A protocol of a stream, which is given what arrives."""

    __slots__ = ()

    def data_received(self, data):
        """Bytes have arrived."""

    def eof_received(self):
        """Nothing more will arrive. A true answer keeps the transport open for writing."""


class BufferedProtocol(BaseProtocol):
    """A protocol of a stream, which says where to put what arrives."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer to receive into; `sizehint` says how large it had better be, -1: any size."""

    def buffer_updated(self, nbytes):
        """So many bytes were received into the buffer."""

    def eof_received(self):
        """Nothing more will arrive. A true answer keeps the transport open for writing."""


class DatagramProtocol(BaseProtocol):
    """A protocol of datagrams."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has arrived."""

    def error_received(self, exc):
        """Sending or receiving has failed with an OSError."""


class SubprocessProtocol(BaseProtocol):
    """A protocol of a child process."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The child has written bytes to its descriptor `fd`."""

    def pipe_connection_lost(self, fd, exc):
        """The pipe to or from the child's descriptor `fd` is closed."""

    def process_exited(self):
        """The child has ended."""


def _feed_data_to_buffered_proto(proto, data):
    """Gives bytes to a BufferedProtocol, piece by piece."""
    while data:
        buffer = proto.get_buffer(len(data))
        size = min(len(buffer), len(data))
        if not size:
            raise RuntimeError("get_buffer() returned an empty buffer")
        buffer[:size] = data[:size]
        proto.buffer_updated(size)
        data = data[size:]
