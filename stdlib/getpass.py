# SPDX-License-Identifier: MIT
"""Passwords, read without showing them, and the name of the user."""

import os
import sys

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """What is typed may be seen."""


def unix_getpass(prompt="Password: ", stream=None):
    """Reads a line from the terminal, or from standard input if there is none; `stream` is where the prompt goes."""
    import io
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
        terminal = io.FileIO(descriptor, "w+")
        both = io.TextIOWrapper(terminal)
    except OSError:
        try:
            descriptor = sys.stdin.fileno()
        except (AttributeError, ValueError):
            password = fallback_getpass(prompt, stream)
            (stream or sys.stderr).write("\n")
            return password
        return _read_unseen(prompt, stream or sys.stderr, sys.stdin, descriptor)
    with terminal, both:
        return _read_unseen(prompt, stream or both, both, descriptor)


def _read_unseen(prompt, stream, input, descriptor):
    password = None
    try:
        before = termios.tcgetattr(descriptor)
        silent = before[:]
        silent[3] &= ~termios.ECHO  # of the local modes
        when = termios.TCSAFLUSH | getattr(termios, "TCSASOFT", 0)
        try:
            termios.tcsetattr(descriptor, when, silent)
            password = _raw_input(prompt, stream, input=input)
        finally:
            termios.tcsetattr(descriptor, when, before)
            stream.flush()
    except termios.error:
        if password is not None:
            raise  # the terminal is left as nobody wants it
        if stream is not input and input is not sys.stdin:
            input.close()
        password = fallback_getpass(prompt, stream)
    stream.write("\n")
    return password


def fallback_getpass(prompt="Password: ", stream=None):
    """Reads a line that may be seen, after a warning."""
    import warnings
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _raw_input(prompt="", stream=None, input=None):
    stream, input, prompt = stream or sys.stderr, input or sys.stdin, str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            stream.write(prompt.encode(stream.encoding, "replace").decode(stream.encoding))
        stream.flush()
    line = input.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def getuser():
    """The name of the user: from the environment, else by the id of the process."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if name := os.environ.get(variable):
            return name
    try:
        import pwd
        return pwd.getpwuid(os.getuid())[0]
    except (ImportError, KeyError) as error:
        raise OSError("No username set in the environment") from error


try:
    import termios
except ImportError:
    getpass = fallback_getpass
else:
    getpass = unix_getpass
