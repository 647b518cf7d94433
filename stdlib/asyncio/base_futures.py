# SPDX-License-Identifier: MIT
"""How futures are shown."""

import reprlib

from _asyncio import isfuture

from . import format_helpers

__all__ = ()

_PENDING = "PENDING"
_CANCELLED = "CANCELLED"
_FINISHED = "FINISHED"


def _format_callbacks(callbacks):
    shown = [format_helpers._format_callback_source(each[0], ()) for each in callbacks[:2]]
    if len(callbacks) > 2:
        last = format_helpers._format_callback_source(callbacks[-1][0], ())
        shown[1:] = [f"<{len(callbacks) - 2} more>", last]
    return f"cb=[{', '.join(shown)}]"


def _future_repr_info(future):
    info = [future._state.lower()]
    if future._state == _FINISHED:
        if future._exception is not None:
            info.append(f"exception={future._exception!r}")
        else:
            info.append(f"result={reprlib.repr(future._result)}")
    if future._callbacks:
        info.append(_format_callbacks(future._callbacks))
    if future._source_traceback:
        frame = future._source_traceback[-1]
        info.append(f"created at {frame[0]}:{frame[1]}")
    return info


@reprlib.recursive_repr()
def _future_repr(future):
    return f"<{type(future).__name__} {' '.join(_future_repr_info(future))}>"
