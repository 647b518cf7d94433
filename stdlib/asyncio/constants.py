# SPDX-License-Identifier: MIT
"""Numbers of asyncio."""

LOG_THRESHOLD_FOR_CONNLOST_WRITES = 5
ACCEPT_RETRY_DELAY = 1
DEBUG_STACK_DEPTH = 10
SSL_HANDSHAKE_TIMEOUT = 60.0
SSL_SHUTDOWN_TIMEOUT = 30.0
SENDFILE_FALLBACK_READBUFFER_SIZE = 1024 * 256
FLOW_CONTROL_HIGH_WATER_SSL_READ = 256
FLOW_CONTROL_HIGH_WATER_SSL_WRITE = 512
THREAD_JOIN_TIMEOUT = 300


def __getattr__(name):
    if name != "_SendfileMode":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import enum
    made = globals()[name] = enum.Enum("_SendfileMode", ("UNSUPPORTED", "TRY_NATIVE", "FALLBACK"), module=__name__)
    return made
