# SPDX-License-Identifier: MIT
"""Transports: what protocols call. These are the interfaces; those over sockets are native."""

__all__ = ("BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport")


class BaseTransport:
    """What all transports do."""

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Information about the connection."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Whether it is closed, or about to be."""
        raise NotImplementedError

    def close(self):
        """Closes it when what was written is sent; then connection_lost() is called."""
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Sets another protocol."""
        raise NotImplementedError

    def get_protocol(self):
        """The protocol."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """A transport that receives."""

    def is_reading(self):
        """Whether it receives."""
        raise NotImplementedError

    def pause_reading(self):
        """Receives nothing until resume_reading()."""
        raise NotImplementedError

    def resume_reading(self):
        """Receives again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """A transport that sends."""

    def set_write_buffer_limits(self, high=None, low=None):
        """Sets the bytes in the buffer at which the protocol pauses and resumes writing."""
        raise NotImplementedError

    def get_write_buffer_size(self):
        """Bytes in the buffer."""
        raise NotImplementedError

    def get_write_buffer_limits(self):
        """The limits: (low, high)."""
        raise NotImplementedError

    def write(self, data):
        """Sends data, later if it cannot be sent now; never waits."""
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Sends all data of an iterable."""
        self.write(b"".join(list_of_data))

    def write_eof(self):
        """Ends the writing side when what was written is sent."""
        raise NotImplementedError

    def can_write_eof(self):
        """Whether the writing side can be ended alone."""
        raise NotImplementedError

    def abort(self):
        """Closes it at once; what was not sent is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A transport of a stream."""


class DatagramTransport(BaseTransport):
    """A transport of datagrams."""

    def sendto(self, data, addr=None):
        """Sends a datagram, later if it cannot be sent now; never waits."""
        raise NotImplementedError

    def abort(self):
        """Closes it at once; what was not sent is lost."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    """A transport of a child process."""

    def get_pid(self):
        """The child's process id."""
        raise NotImplementedError

    def get_returncode(self):
        """How the child ended; None while it runs."""
        raise NotImplementedError

    def get_pipe_transport(self, fd):
        """The transport of the pipe to or from the child's descriptor `fd`."""
        raise NotImplementedError

    def send_signal(self, signal):
        """Sends the child a signal."""
        raise NotImplementedError

    def terminate(self):
        """Sends the child SIGTERM."""
        raise NotImplementedError

    def kill(self):
        """Kills the child."""
        raise NotImplementedError


class _FlowControlMixin(Transport):
    """Water marks of a buffer, for transports written in Python: those that call _maybe_pause_protocol() when their buffer has grown,
    _maybe_resume_protocol() when it has shrunk, and have get_write_buffer_size()."""

    def __init__(self, extra=None, loop=None):
        super().__init__(extra)
        assert loop is not None
        self._loop = loop
        self._protocol_paused = False
        self._set_write_buffer_limits()

    def _tell(self, method):
        try:
            getattr(self._protocol, method)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": f"protocol.{method}() failed", "exception": error, "transport": self, "protocol": self._protocol})

    def _maybe_pause_protocol(self):
        if self.get_write_buffer_size() > self._high_water and not self._protocol_paused:
            self._protocol_paused = True
            self._tell("pause_writing")

    def _maybe_resume_protocol(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell("resume_writing")

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def _set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = 64 * 1024 if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high_water = high
        self._low_water = low

    def set_write_buffer_limits(self, high=None, low=None):
        self._set_write_buffer_limits(high=high, low=low)
        self._maybe_pause_protocol()

    def get_write_buffer_size(self):
        raise NotImplementedError
