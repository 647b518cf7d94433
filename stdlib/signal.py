# SPDX-License-Identifier: MIT
"""Handlers for the signals of the operating system."""

import _signal
from _signal import *
from enum import IntEnum

_NAMES = vars(_signal)


def _members(wanted):
    return {name: value for name, value in _NAMES.items() if wanted(name)}


def _enumeration(name, wanted):
    made = IntEnum(name, _members(wanted), module=__name__)
    globals().update(made.__members__)
    return made


Signals = _enumeration("Signals", lambda name: name.startswith("SIG") and not name.startswith("SIG_"))
Handlers = _enumeration("Handlers", lambda name: name in ("SIG_DFL", "SIG_IGN"))
Sigmasks = _enumeration("Sigmasks", lambda name: name in ("SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"))


def _as(kind, value):
    """The member of an enumeration that a number names, or the value as it is."""
    if not isinstance(value, int):
        return value
    try:
        return kind(value)
    except (ValueError, TypeError):
        return value


def _as_number(value):
    return int(value) if isinstance(value, IntEnum) else value


def signal(signalnum, handler):
    """Sets what a signal does: a function of (number, frame), SIG_IGN or SIG_DFL. Gives what it did before."""
    return _as(Handlers, _signal.signal(_as_number(signalnum), _as_number(handler)))


def getsignal(signalnum):
    """What a signal does: a function, SIG_IGN, SIG_DFL, or None if that was not set from Python."""
    return _as(Handlers, _signal.getsignal(signalnum))


def pthread_sigmask(how, mask):
    """Reads and changes which signals are held back."""
    return {_as(Signals, each) for each in _signal.pthread_sigmask(how, mask)}


def sigpending():
    """The signals that are held back and have arrived."""
    return {_as(Signals, each) for each in _signal.sigpending()}


def sigwait(sigset):
    """Waits for one of these signals."""
    return _as(Signals, _signal.sigwait(sigset))


def valid_signals():
    """All signals of this system."""
    return {_as(Signals, each) for each in _signal.valid_signals()}
