# SPDX-License-Identifier: MIT
"""Child processes with streams."""

import subprocess

from . import events, log, protocols, streams, tasks

__all__ = ("create_subprocess_exec", "create_subprocess_shell")

PIPE = subprocess.PIPE
STDOUT = subprocess.STDOUT
DEVNULL = subprocess.DEVNULL


class SubprocessStreamProtocol(streams.FlowControlMixin, protocols.SubprocessProtocol):
    """The protocol between a child's transport and its streams."""

    def __init__(self, limit, loop):
        super().__init__(loop=loop)
        self._limit = limit
        self.stdin = self.stdout = self.stderr = None
        self._transport = None
        self._process_exited = False
        self._pipe_fds = []
        self._stdin_closed = self._loop.create_future()

    def __repr__(self):
        parts = [self.__class__.__name__]
        for name in ("stdin", "stdout", "stderr"):
            stream = getattr(self, name)
            if stream is not None:
                parts.append(f"{name}={stream!r}")
        return f"<{' '.join(parts)}>"

    def _reader(self, fd, transport):
        if transport is None:
            return None
        reader = streams.StreamReader(limit=self._limit, loop=self._loop)
        reader.set_transport(transport)
        self._pipe_fds.append(fd)
        return reader

    def connection_made(self, transport):
        self._transport = transport
        self.stdout = self._reader(1, transport.get_pipe_transport(1))
        self.stderr = self._reader(2, transport.get_pipe_transport(2))
        stdin = transport.get_pipe_transport(0)
        if stdin is not None:
            self.stdin = streams.StreamWriter(stdin, protocol=self, reader=None, loop=self._loop)

    def pipe_data_received(self, fd, data):
        reader = self._output(fd)
        if reader is not None:
            reader.feed_data(data)

    def _output(self, fd):
        return {1: self.stdout, 2: self.stderr}.get(fd)

    def pipe_connection_lost(self, fd, exc):
        if fd == 0:
            if self.stdin is not None:
                self.stdin.close()
            self.connection_lost(exc)
            streams._settle(self._stdin_closed, exc)
            self._stdin_closed._log_traceback = False  # nobody need wait for it
            return
        streams._end_of_input(self._output(fd), exc)
        self._pipe_fds = [each for each in self._pipe_fds if each != fd]
        self._maybe_close_transport()

    def process_exited(self):
        self._process_exited = True
        self._maybe_close_transport()

    def _maybe_close_transport(self):
        if not self._pipe_fds and self._process_exited:
            self._transport.close()
            self._transport = None

    def _get_close_waiter(self, stream):
        if stream is self.stdin:
            return self._stdin_closed


class Process:
    """A child process."""

    def __init__(self, transport, protocol, loop):
        self._transport = transport
        self._protocol = protocol
        self._loop = loop
        self.stdin = protocol.stdin
        self.stdout = protocol.stdout
        self.stderr = protocol.stderr
        self.pid = transport.get_pid()

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.pid}>"

    @property
    def returncode(self):
        return self._transport.get_returncode()

    async def wait(self):
        """Waits for the end: the return code."""
        return await self._transport._wait()

    def send_signal(self, signal):
        """Sends a signal."""
        self._transport.send_signal(signal)

    def terminate(self):
        """Sends SIGTERM."""
        self._transport.terminate()

    def kill(self):
        """Kills it."""
        self._transport.kill()

    def _debug(self, message, *args):
        if self._loop.get_debug():
            log.__getattr__("logger").debug("%r communicate: " + message, self, *args)

    async def _feed_stdin(self, input):
        if self.stdin is None:
            return
        try:
            if input is not None:
                self.stdin.write(input)
                self._debug("feed stdin (%s bytes)", len(input))
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            self._debug("stdin got %r", error)  # the child need not read everything
        self._debug("close stdin")
        self.stdin.close()

    async def _read_stream(self, fd, name):
        stream = getattr(self, name)
        if stream is None:
            return None
        self._debug("read %s", name)
        output = await stream.read()
        self._debug("close %s", name)
        self._transport.get_pipe_transport(fd).close()
        return output

    async def communicate(self, input=None):
        """Sends `input`, reads everything and waits for the end: (stdout, stderr)."""
        _, *outputs = await tasks.gather(self._feed_stdin(input), self._read_stream(1, "stdout"), self._read_stream(2, "stderr"))
        await self.wait()
        return tuple(outputs)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT, **kwds):
    """Runs a command by the shell: a Process."""
    loop = events.get_running_loop()
    transport, protocol = await loop.subprocess_shell(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop), cmd, stdin=stdin, stdout=stdout, stderr=stderr, **kwds)
    return Process(transport, protocol, loop)


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT, **kwds):
    """Runs a program: a Process."""
    loop = events.get_running_loop()
    transport, protocol = await loop.subprocess_exec(
        lambda: SubprocessStreamProtocol(limit=limit, loop=loop), program, *args, stdin=stdin, stdout=stdout, stderr=stderr, **kwds)
    return Process(transport, protocol, loop)
