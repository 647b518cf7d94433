# SPDX-License-Identifier: MIT
"""The transport of a child process: its pipes, its signals, and how it ended."""

import os
import subprocess
import warnings

from . import log, protocols, transports


class BaseSubprocessTransport(transports.SubprocessTransport):
    """Starts a child, connects its pipes and hears of its end."""

    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=None, extra=None, **kwargs):
        super().__init__(extra)
        self._closed = False
        self._protocol = protocol
        self._loop = loop
        self._proc = None
        self._pid = None
        self._returncode = None
        self._exit_waiters = []
        self._pending_calls = []  # what the protocol will be told after connection_made(); None from then on
        self._pipes = {fd: None for fd, what in enumerate((stdin, stdout, stderr)) if what == subprocess.PIPE}
        self._finished = False
        try:
            self._start(args=args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=bufsize, **kwargs)
        except:
            self.close()
            raise
        self._pid = self._proc.pid
        self._extra["subprocess"] = self._proc
        if loop.get_debug():
            program = args if isinstance(args, (bytes, str)) else args[0]
            log.__getattr__("logger").debug("process %r created: pid %s", program, self._pid)
        loop.create_task(self._connect_pipes(waiter))

    def __repr__(self):
        parts = [self.__class__.__name__]
        if self._closed:
            parts.append("closed")
        if self._pid is not None:
            parts.append(f"pid={self._pid}")
        if self._returncode is not None:
            parts.append(f"returncode={self._returncode}")
        else:
            parts.append("not started" if self._pid is None else "running")
        stdin, stdout, stderr = (self._pipes.get(fd) for fd in range(3))
        if stdin is not None:
            parts.append(f"stdin={stdin.pipe}")
        if stdout is not None and stderr is stdout:
            parts.append(f"stdout=stderr={stdout.pipe}")
        else:
            if stdout is not None:
                parts.append(f"stdout={stdout.pipe}")
            if stderr is not None:
                parts.append(f"stderr={stderr.pipe}")
        return f"<{' '.join(parts)}>"

    def _start(self, args, shell, stdin, stdout, stderr, bufsize, **kwargs):
        raise NotImplementedError

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        for protocol in self._pipes.values():
            if protocol is not None:
                protocol.pipe.close()
        process = self._proc
        if process is not None and self._returncode is None and process.poll() is None:
            if self._loop.get_debug():
                log.__getattr__("logger").warning("Close running child process: kill %r", self)
            try:
                process.kill()
            except (ProcessLookupError, PermissionError):
                pass

    def __del__(self, _warn=warnings.warn):
        if not self._closed:
            _warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self.close()

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        protocol = self._pipes.get(fd)
        return None if protocol is None else protocol.pipe

    def _running(self):
        if self._proc is None:
            raise ProcessLookupError()
        return self._proc

    def send_signal(self, signal):
        self._running().send_signal(signal)

    def terminate(self):
        self._running().terminate()

    def kill(self):
        self._running().kill()

    async def _connect_pipes(self, waiter):
        try:
            process, loop = self._proc, self._loop
            if process.stdin is not None:
                _, self._pipes[0] = await loop.connect_write_pipe(lambda: WriteSubprocessPipeProto(self, 0), process.stdin)
            for fd, file in (1, process.stdout), (2, process.stderr):
                if file is not None:
                    _, self._pipes[fd] = await loop.connect_read_pipe(lambda: ReadSubprocessPipeProto(self, fd), file)
            loop.call_soon(self._protocol.connection_made, self)
            calls, self._pending_calls = self._pending_calls, None
            for callback, data in calls:
                loop.call_soon(callback, *data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if waiter is not None and not waiter.cancelled():
                waiter.set_exception(error)
        else:
            if waiter is not None and not waiter.cancelled():
                waiter.set_result(None)

    def _call(self, callback, *data):
        if self._pending_calls is not None:
            self._pending_calls.append((callback, data))
        else:
            self._loop.call_soon(callback, *data)

    def _pipe_connection_lost(self, fd, exc):
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    def _pipe_data_received(self, fd, data):
        self._call(self._protocol.pipe_data_received, fd, data)

    def _process_exited(self, returncode):
        assert returncode is not None, returncode
        assert self._returncode is None, self._returncode
        if self._loop.get_debug():
            log.__getattr__("logger").info("%r exited with return code %r", self, returncode)
        self._returncode = returncode
        if self._proc.returncode is None:
            self._proc.returncode = returncode  # it was waited for here
        self._call(self._protocol.process_exited)
        self._try_finish()

    async def _wait(self):
        """The return code, once there is one."""
        if self._returncode is not None:
            return self._returncode
        waiter = self._loop.create_future()
        self._exit_waiters.append(waiter)
        return await waiter

    def _try_finish(self):
        assert not self._finished
        if self._returncode is not None and all(each is not None and each.disconnected for each in self._pipes.values()):
            self._finished = True
            self._call(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            waiters, self._exit_waiters = self._exit_waiters, None
            for waiter in waiters:
                if not waiter.cancelled():
                    waiter.set_result(self._returncode)
            self._loop = None
            self._proc = None
            self._protocol = None


class WriteSubprocessPipeProto(protocols.BaseProtocol):
    """Between the transport of a pipe to a child and the child's own."""

    def __init__(self, proc, fd):
        self.proc = proc
        self.fd = fd
        self.pipe = None
        self.disconnected = False

    def connection_made(self, transport):
        self.pipe = transport

    def __repr__(self):
        return f"<{self.__class__.__name__} fd={self.fd} pipe={self.pipe!r}>"

    def connection_lost(self, exc):
        self.disconnected = True
        self.proc._pipe_connection_lost(self.fd, exc)
        self.proc = None

    def pause_writing(self):
        self.proc._protocol.pause_writing()

    def resume_writing(self):
        self.proc._protocol.resume_writing()


class ReadSubprocessPipeProto(WriteSubprocessPipeProto, protocols.Protocol):
    """Between the transport of a pipe from a child and the child's own."""

    def data_received(self, data):
        self.proc._pipe_data_received(self.fd, data)


class _UnixSubprocessTransport(BaseSubprocessTransport):
    """A child of this system."""

    def _start(self, args, shell, stdin, stdout, stderr, bufsize, **kwargs):
        self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, universal_newlines=False,
                                      bufsize=bufsize, **kwargs)


# ---- the loop's methods

async def _make_subprocess_transport(loop, protocol, args, shell, stdin, stdout, stderr, bufsize, extra, kwargs):
    waiter = loop.create_future()
    transport = _UnixSubprocessTransport(loop, protocol, args, shell, stdin, stdout, stderr, bufsize, waiter=waiter, extra=extra, **kwargs)
    _watch(loop, transport)
    try:
        await waiter
    except (SystemExit, KeyboardInterrupt):
        raise
    except BaseException:
        transport.close()
        await transport._wait()
        raise
    return transport


class _ProcessDescriptor:
    """Says that a process has ended by becoming readable."""

    def __init__(self, pid):
        self._number = os.pidfd_open(pid)

    def fileno(self):
        return self._number

    def __del__(self):
        number = getattr(self, "_number", -1)
        if number >= 0:
            os.close(number)


def _watch(loop, transport):
    """The transport hears of the child's end: by a descriptor of the process, or (where the system has none) from a thread."""
    pid = transport.get_pid()
    try:
        descriptor = _ProcessDescriptor(pid)
    except (AttributeError, OSError):
        from .unix_events import ThreadedChildWatcher
        ThreadedChildWatcher().add_child_handler(pid, lambda pid, code: transport._process_exited(code))
        return

    def ended():
        loop.remove_reader(descriptor)
        transport._process_exited(_returncode(transport._proc, pid))

    loop.add_reader(descriptor, ended)


def _returncode(process, pid):
    # Somebody may have waited for it before, Popen.poll() for instance.
    if process.returncode is not None:
        return process.returncode
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        log.report("warning", f"child process pid {pid} exit status already read:  will report returncode 255")
        return 255
    return os.waitstatus_to_exitcode(status)


def _check(universal_newlines, bufsize, encoding, errors, text):
    if universal_newlines:
        raise ValueError("universal_newlines must be False")
    if bufsize != 0:
        raise ValueError("bufsize must be 0")
    if text:
        raise ValueError("text must be False")
    if encoding is not None:
        raise ValueError("encoding must be None")
    if errors is not None:
        raise ValueError("errors must be None")


def _pipe_text(fd):
    return "<pipe>" if fd == subprocess.PIPE else "<stdout>" if fd == subprocess.STDOUT else repr(fd)


async def _run(loop, protocol_factory, args, shell, message, stdin, stdout, stderr, bufsize, kwargs):
    protocol = protocol_factory()
    debug = None
    if loop.get_debug():
        parts = [message]
        if stdin is not None:
            parts.append(f"stdin={_pipe_text(stdin)}")
        if stdout is not None and stderr == subprocess.STDOUT:
            parts.append(f"stdout=stderr={_pipe_text(stdout)}")
        else:
            if stdout is not None:
                parts.append(f"stdout={_pipe_text(stdout)}")
            if stderr is not None:
                parts.append(f"stderr={_pipe_text(stderr)}")
        debug = " ".join(parts)
        log.__getattr__("logger").debug(debug)
    transport = await loop._make_subprocess_transport(protocol, args, shell, stdin, stdout, stderr, bufsize, **kwargs)
    if debug is not None:
        log.__getattr__("logger").info("%s: %r", debug, transport)
    return transport, protocol


async def _subprocess_shell(loop, protocol_factory, cmd, stdin, stdout, stderr, universal_newlines, shell, bufsize, encoding, errors, text, kwargs):
    if not isinstance(cmd, (bytes, str)):
        raise ValueError("cmd must be a string")
    if not shell:
        raise ValueError("shell must be True")
    _check(universal_newlines, bufsize, encoding, errors, text)
    return await _run(loop, protocol_factory, cmd, True, f"run shell command {cmd!r}", stdin, stdout, stderr, bufsize, kwargs)


async def _subprocess_exec(loop, protocol_factory, program, args, stdin, stdout, stderr, universal_newlines, shell, bufsize, encoding, errors, text,
                           kwargs):
    if shell:
        raise ValueError("shell must be False")
    _check(universal_newlines, bufsize, encoding, errors, text)
    return await _run(loop, protocol_factory, (program, *args), False, f"execute program {program!r}", stdin, stdout, stderr, bufsize, kwargs)
