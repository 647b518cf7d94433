# SPDX-License-Identifier: MIT
"""Starting programs, talking to them and waiting for their end."""

import builtins
import errno
import io
import os
import select
import selectors
import signal
import sys
import threading
import types
import warnings
from time import monotonic as _time, sleep as _sleep

from _posixsubprocess import fork_exec as _fork_exec

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput", "check_output", "run", "CalledProcessError",
           "DEVNULL", "SubprocessError", "TimeoutExpired", "CompletedProcess"]

PIPE = -1
STDOUT = -2
DEVNULL = -3

_PIPE_BUF = getattr(select, "PIPE_BUF", 512)
_PopenSelector = selectors.PollSelector
_USE_VFORK = True  # the package multiprocessing passes it on
_FILE = (lambda: None).__code__.co_filename  # whose frames a warning skips


# ---- errors and results


class SubprocessError(Exception):
    """What goes wrong with programs."""


class _WithOutput(SubprocessError):
    """Errors that carry what the program printed until then."""

    output = None

    @property
    def stdout(self):
        """Another name for `output`."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CalledProcessError(_WithOutput):
    """The program's exit code was not zero."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if not self.returncode or self.returncode > 0:
            return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."
        try:
            how = f"{signal.Signals(-self.returncode)!r}"
        except ValueError:
            how = f"unknown signal {-self.returncode}"
        return f"Command '{self.cmd}' died with {how}."


class TimeoutExpired(_WithOutput):
    """The program did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    """What run() gives: `args`, `returncode`, and `stdout` and `stderr` if they were captured."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        shown = [f"args={self.args!r}", f"returncode={self.returncode!r}"]
        shown += [f"{name}={value!r}" for name, value in (("stdout", self.stdout), ("stderr", self.stderr)) if value is not None]
        return f"{type(self).__name__}({', '.join(shown)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """Raises CalledProcessError if the exit code is not zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


# ---- functions


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Runs a program to its end: a CompletedProcess."""
    if input is not None:
        if kwargs.get("stdin") is not None:
            raise ValueError("stdin and input arguments may not both be used.")
        kwargs["stdin"] = PIPE
    if capture_output:
        if kwargs.get("stdout") is not None or kwargs.get("stderr") is not None:
            raise ValueError("stdout and stderr arguments may not be used with capture_output.")
        kwargs["stdout"] = kwargs["stderr"] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except BaseException:
            process.kill()  # the end of `with` waits
            raise
        code = process.poll()
        if check and code:
            raise CalledProcessError(code, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, code, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Runs a program to its end: its exit code."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """call(), with CalledProcessError if the exit code is not zero."""
    code = call(*popenargs, **kwargs)
    if code:
        cmd = kwargs.get("args")
        raise CalledProcessError(code, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """What a program prints; CalledProcessError if the exit code is not zero."""
    for name in "stdout", "check":
        if name in kwargs:
            raise ValueError(f"{name} argument not allowed, it will be overridden.")
    if "input" in kwargs and kwargs["input"] is None:
        # None would leave the standard input as it is.
        text = any(map(kwargs.get, ("universal_newlines", "text", "encoding", "errors")))
        kwargs["input"] = "" if text else b""
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """(exit code, output without its last newline) of a command of the shell."""
    try:
        output, code = check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors), 0
    except CalledProcessError as error:
        output, code = error.output, error.returncode
    return code, output.removesuffix("\n")


def getoutput(cmd, *, encoding=None, errors=None):
    """getstatusoutput() without the code."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """The arguments as one line, quoted as Microsoft's C library reads it."""
    words = []
    for each in map(os.fsdecode, seq):
        quoted, backslashes = [], 0
        for sign in each:
            if sign == "\\":
                backslashes += 1
                continue
            # Backslashes mean themselves, except before a quotation mark.
            quoted.append("\\" * (backslashes * 2 + 1 if sign == '"' else backslashes) + sign)
            backslashes = 0
        needs_quotes = not each or " " in each or "\t" in each
        quoted.append("\\" * (backslashes * 2 if needs_quotes else backslashes))
        words.append('"' + "".join(quoted) + '"' if needs_quotes else "".join(quoted))
    return " ".join(words)


def _optim_args_from_interpreter_flags():
    return ["-" + "O" * sys.flags.optimize] if sys.flags.optimize > 0 else []


def _args_from_interpreter_flags():
    """The options that make another interpreter behave as this one."""
    flags, args = sys.flags, _optim_args_from_interpreter_flags()
    for name, letter in (("debug", "d"), ("dont_write_bytecode", "B"), ("no_site", "S"), ("verbose", "v"), ("bytes_warning", "b"), ("quiet", "q")):
        if getattr(flags, name) > 0:
            args.append("-" + letter * getattr(flags, name))
    if flags.isolated:
        args.append("-I")
    else:
        args += [option for name, option in (("ignore_environment", "-E"), ("no_user_site", "-s"), ("safe_path", "-P")) if getattr(flags, name)]
    args += ["-W" + each for each in sys.warnoptions]
    if flags.dev_mode:
        args += ["-X", "dev"]
    for name in ("implementation_name", "no_debug_ranges"):
        if value := sys._xoptions.get(name):
            args += ["-X", name if value is True else f"{name}={value}"]
    return args


# ---- Popen


_active = []  # processes that were dropped while they ran: someone must wait for them


def _cleanup():
    for process in _active[:]:
        if process._internal_poll(sys.maxsize) is not None:
            try:
                _active.remove(process)
            except ValueError:
                pass  # another thread was faster


def _id_of(who, module, function, field, what):
    """A user or group as a number."""
    if isinstance(who, str):
        number = getattr(getattr(__import__(module), function)(who), field)
    elif isinstance(who, int):
        number = who
    else:
        return None
    if number < 0:
        raise ValueError(f"{what} ID cannot be negative, got {number}")
    return number


class Popen:
    """A program that was started."""

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None, close_fds=True,
                 shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None, creationflags=0, restore_signals=True,
                 start_new_session=False, pass_fds=(), *, user=None, group=None, extra_groups=None, encoding=None, errors=None, text=None,
                 umask=-1, pipesize=-1, process_group=None):
        _cleanup()
        self._waitpid_lock = threading.Lock()  # held around waitpid() and while its result is stored
        self._input, self._communication_started = None, False
        bufsize = -1 if bufsize is None else bufsize
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if stdout is STDOUT:
            raise ValueError("STDOUT can only be used for stderr")
        pipesize = -1 if pipesize is None else pipesize
        if not isinstance(pipesize, int):
            raise TypeError("pipesize must be an integer")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        self.args = args
        self.stdin = self.stdout = self.stderr = self.pid = self.returncode = None
        self.encoding, self.errors, self.pipesize = encoding, errors, pipesize
        if text is not None and universal_newlines is not None and bool(text) != bool(universal_newlines):
            raise SubprocessError("Cannot disambiguate when both text and universal_newlines are supplied but different. "
                                  "Pass one or the other.")
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            if sys.flags.warn_default_encoding:
                warnings.warn("'encoding' argument not specified.", EncodingWarning, skip_file_prefixes=(_FILE,))
            self.encoding = encoding = "utf-8" if sys.flags.utf8_mode else "UTF-8"
        self._sigint_wait_secs = 0.25  # what a child gets after Ctrl-C, which it has seen too
        line_buffering = False
        if self.text_mode and bufsize == 1:
            line_buffering, bufsize = True, -1

        gid = None
        if group is not None:
            gid = _id_of(group, "grp", "getgrnam", "gr_gid", "Group")
            if gid is None:
                raise TypeError(f"Group must be a string or an integer, not {type(group)}")
        gids = None
        if extra_groups is not None:
            if isinstance(extra_groups, str):
                raise ValueError("Groups must be a list, not a string")
            gids = []
            for each in extra_groups:
                number = _id_of(each, "grp", "getgrnam", "gr_gid", "Group")
                if number is None:
                    raise TypeError(f"Items in extra_groups must be a string or integer, not {type(each)}")
                gids.append(number)
        uid = None
        if user is not None:
            uid = _id_of(user, "pwd", "getpwnam", "pw_uid", "User")
            if uid is None:
                raise TypeError("User must be a string or an integer")

        opened, ours = [], []  # descriptors made here: all, and those that only the child needs
        try:
            child_in, in_end = self._stream(stdin, opened, ours, True)
            out_end, child_out = self._stream(stdout, opened, ours, False)
            if stderr == STDOUT and not isinstance(stderr, bool):
                err_end, child_err = -1, child_out if child_out != -1 else sys.__stdout__.fileno()
            else:
                err_end, child_err = self._stream(stderr, opened, ours, False)
            for name, end, mode in ("stdin", in_end, "wb"), ("stdout", out_end, "rb"), ("stderr", err_end, "rb"):
                if end == -1:
                    continue
                file = io.open(end, mode, bufsize)
                opened.remove(end)
                if self.text_mode:
                    more = {"write_through": True, "line_buffering": line_buffering} if mode == "wb" else {}
                    file = io.TextIOWrapper(file, encoding=encoding, errors=errors, **more)
                setattr(self, name, file)
            self._execute_child(args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell,
                        (child_in, in_end, out_end, child_out, err_end, child_err), restore_signals, gid, gids, uid, umask,
                        start_new_session, -1 if process_group is None else process_group)
        except BaseException:
            for file in (self.stdin, self.stdout, self.stderr):
                if file is not None:
                    try:
                        file.close()
                    except OSError:
                        pass
            ours += [each for each in opened if each not in ours]
            raise
        finally:
            for descriptor in ours:
                try:
                    os.close(descriptor)
                except OSError:
                    pass

    def _stream(self, given, opened, ours, reads):
        """The two ends for one of the child's streams, -1 where there is none: (read from, written to)."""
        if given is None:
            return -1, -1
        if isinstance(given, int) and given == PIPE:
            ends = os.pipe()
            opened += ends
            ours.append(ends[0] if reads else ends[1])
            if self.pipesize > 0:
                import fcntl
                fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, self.pipesize)
            return ends
        if isinstance(given, int) and given == DEVNULL:
            descriptor = os.open(os.devnull, os.O_RDWR)
            ours.append(descriptor)
        else:
            descriptor = given if isinstance(given, int) else given.fileno()
        return (descriptor, -1) if reads else (-1, descriptor)

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell, ends, restore_signals, gid, gids, uid, umask,
               start_new_session, process_group):
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError("path-like args is not allowed when shell is true")
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ["/bin/sh", "-c", *args]
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        variables = None
        if env is not None:
            variables = []
            for name, value in env.items():
                name = os.fsencode(name)
                if b"=" in name:
                    raise ValueError("illegal environment variable name")
                variables.append(name + b"=" + os.fsencode(value))
        path = os.fsencode(executable)
        candidates = (path,) if os.path.dirname(path) else tuple([os.path.join(os.fsencode(each), path) for each in os.get_exec_path(env)])

        # The child says through a pipe why it could not become the program; the program itself closes it.
        report, reported = os.pipe()
        try:
            low = []
            while reported < 3:  # where the child's own streams will be
                low.append(reported)
                reported = os.dup(reported)
            for each in low:
                os.close(each)
            try:
                self.pid = _fork_exec(args, candidates, close_fds, tuple(sorted({*map(int, pass_fds), reported})), cwd, variables, *ends,
                                     report, reported, restore_signals, start_new_session, process_group, gid, gids, uid, umask,
                                     preexec_fn, _USE_VFORK)
                self._child_created = True
            finally:
                os.close(reported)
            failure = b""
            while part := os.read(report, 50000):
                failure += part
        finally:
            os.close(report)
        if failure:
            self._fail(failure, executable, cwd)

    def _fail(self, failure, executable, cwd):
        try:
            pid, status = os.waitpid(self.pid, 0)
            if pid == self.pid:
                self._ended(status)
        except ChildProcessError:
            pass
        try:
            kind, number, words = failure.split(b":", 2)
            kind, number, words = kind.decode("ascii"), int(number, 16), words.decode()
        except ValueError:
            kind, number, words = "SubprocessError", 0, f"Bad exception data from child: {failure!r}"
        error = getattr(builtins, kind, SubprocessError)
        if not issubclass(error, OSError):
            raise error(words)
        filename = {"noexec:chdir": cwd, "noexec": None}.get(words, executable)
        if number:
            words = os.strerror(number)
        raise error(number, words, filename) if filename is not None else error(number, words)

    def __repr__(self):
        shown = f"<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>"
        return shown if len(shown) <= 80 else shown[:76] + "...>"

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        """An older name of `text_mode`."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            if self.stdin:
                self.stdin.close()  # it may have something to write
        finally:
            if exc_type is KeyboardInterrupt:
                self._wait_politely()
            else:
                self.wait()

    def __del__(self, _maxsize=sys.maxsize, _warn=warnings.warn):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f"subprocess {self.pid} is still running", ResourceWarning, source=self)
        self._internal_poll(_maxsize)
        if self.returncode is None and _active is not None:
            _active.append(self)

    # ---- its end

    def _ended(self, status):
        self.returncode = -os.WSTOPSIG(status) if os.WIFSTOPPED(status) else os.waitstatus_to_exitcode(status)

    def _internal_poll(self, _deadstate=None):
        """poll(); `_deadstate` is the code where the system does not know the child."""
        if self.returncode is not None or not self._waitpid_lock.acquire(False):
            return self.returncode  # whoever has the lock is about to know
        try:
            if self.returncode is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid == self.pid:
                    self._ended(status)
        except OSError as error:
            if _deadstate is not None:
                self.returncode = _deadstate
            elif error.errno == errno.ECHILD:
                self.returncode = 0  # SIGCHLD is ignored, or someone else has waited: nobody can know
        finally:
            self._waitpid_lock.release()
        return self.returncode

    def poll(self):
        """The exit code, or None while it runs."""
        return self._internal_poll()

    def wait(self, timeout=None):
        """Waits for the end: the exit code."""
        end = None if timeout is None else _time() + timeout
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._wait_politely(end)
            raise

    def _wait_politely(self, end=None):
        """After Ctrl-C, which the child has seen as well: gives it a moment, once."""
        seconds, self._sigint_wait_secs = self._sigint_wait_secs, 0
        if end is not None:
            seconds = min(seconds, end - _time())
        if seconds > 0:
            try:
                self._wait(timeout=seconds)
            except TimeoutExpired:
                pass

    def _wait(self, timeout):
        end = None if timeout is None else _time() + timeout
        delay = 0.0005
        while self.returncode is None:
            if end is None:
                with self._waitpid_lock:
                    self._reap(0)
                continue
            if self._waitpid_lock.acquire(False):
                try:
                    if self._reap(os.WNOHANG):
                        break
                finally:
                    self._waitpid_lock.release()
            left = end - _time()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            delay = min(delay * 2, left, 0.05)
            _sleep(delay)
        return self.returncode

    def _reap(self, flags):
        """Asks the system for the end, under the lock; whether it is known."""
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, flags)
            except ChildProcessError:
                pid, status = self.pid, 0
            if pid == self.pid:
                self._ended(status)
        return self.returncode is not None

    # ---- talking to it

    def communicate(self, input=None, timeout=None):
        """Sends the input, reads all that it prints and waits for its end: (stdout, stderr). After TimeoutExpired it can be called again."""
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        if timeout is None and not self._communication_started and [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            # With one stream alone nothing can block for ever.
            stdout = stderr = None
            if self.stdin:
                self._write_all(input)
            elif self.stdout:
                stdout = self.stdout.read()
                self.stdout.close()
            elif self.stderr:
                stderr = self.stderr.read()
                self.stderr.close()
            self.wait()
            return stdout, stderr
        end = None if timeout is None else _time() + timeout
        try:
            return self._communicate(input, end, timeout)
        except KeyboardInterrupt:
            self._wait_politely(end)
            raise
        finally:
            self._communication_started = True

    def _write_all(self, input):
        try:
            if input:
                self.stdin.write(input)
        except BrokenPipeError:
            pass  # it did not want to know
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass

    def _communicate(self, input, end, timeout):
        if not self._communication_started:
            self._received = {stream: [] for stream in (self.stdout, self.stderr) if stream}
            if self.stdin:
                try:
                    self.stdin.flush()
                    if not input:
                        self.stdin.close()
                except BrokenPipeError:
                    pass
                self._input, self._sent = input, 0
                if input is not None and self.text_mode:
                    self._input = input.encode(self.stdin.encoding, self.stdin.errors)
        with _PopenSelector() as selector:
            if self.stdin and self._input and not self.stdin.closed:
                to_send = memoryview(self._input).cast("B")
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for stream in self._received:
                if not stream.closed:
                    selector.register(stream, selectors.EVENT_READ)
            while selector.get_map():
                left = None if end is None else end - _time()
                if left is not None and left < 0:
                    self._out_of_time(timeout)
                ready = selector.select(left)
                if end is not None and _time() > end:
                    self._out_of_time(timeout)
                for key, _ in ready:
                    if key.fileobj is self.stdin:
                        try:
                            self._sent += os.write(key.fd, to_send[self._sent:self._sent + _PIPE_BUF])
                            done = self._sent >= len(to_send)
                        except BrokenPipeError:
                            done = True
                    else:
                        data = os.read(key.fd, 32768)
                        self._received[key.fileobj].append(data)
                        done = not data
                    if done:
                        selector.unregister(key.fileobj)
                        key.fileobj.close()
        left = None if end is None else end - _time()
        self.wait(left)
        return self._all_of(self.stdout), self._all_of(self.stderr)

    def _all_of(self, stream):
        if not stream:
            return None
        data = b"".join(self._received[stream])
        if not self.text_mode:
            return data
        return data.decode(stream.encoding, stream.errors).replace("\r\n", "\n").replace("\r", "\n")

    def _out_of_time(self, timeout):
        parts = [b"".join(self._received[stream]) if stream and self._received[stream] else None for stream in (self.stdout, self.stderr)]
        raise TimeoutExpired(self.args, timeout, output=parts[0], stderr=parts[1])

    # ---- signals

    def send_signal(self, sig):
        """Sends a signal, unless it has ended."""
        self.poll()  # its number may belong to another process by now
        if self.returncode is not None:
            return
        try:
            os.kill(self.pid, sig)
        except ProcessLookupError:
            pass

    def terminate(self):
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """Ends it."""
        self.send_signal(signal.SIGKILL)
