// SPDX-License-Identifier: MIT
// The one list of native modules.
#include "stdlib/modules.h"

namespace ouro {
extern const ModuleDef asyncio_waiting_module, queue_module;

extern const ModuleDef abc_module, weakref_module, asyncio_module, atexit_module, bisect_module, codecs_module, collections_module, contextvars_module, errno_module,
    functools_module, gc_module, heapq_module, io_module, itertools_module, math_module, operator_module, posix_module, random_module, re_module, signal_module,
    thread_module, time_module, unicodedata_module;

std::vector<const ModuleDef*> native_modules() {
    return {
        &abc_module,
        &asyncio_module,
        &asyncio_waiting_module,
        &queue_module,
        &atexit_module,
        &bisect_module,
        &codecs_module,
        &collections_module,
        &contextvars_module,
        &errno_module,
        &functools_module,
        &gc_module,
        &heapq_module,
        &io_module,
        &itertools_module,
        &math_module,
        &operator_module,
        &posix_module,
        &random_module,
        &re_module,
        &signal_module,
        &thread_module,
        &time_module,
        &unicodedata_module,
        &weakref_module,
    };
}

}  // namespace ouro
