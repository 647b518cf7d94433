// SPDX-License-Identifier: MIT
// The types of generators, coroutines and async generators.
#pragma once

#include "runtime/native/module.h"
#include "vm/interp/generator.h"

namespace ouro {

extern const TypeDef generator_type, coroutine_type, coroutine_wrapper_type, async_generator_type, async_send_type, async_throw_type;

void finalize_generator(Runtime& rt, Object* object);
void destroy_generator(Runtime& rt, Object* object);
void traverse_generator(Object* object, Visitor& visit);
void clear_generator(Runtime& rt, Object* object);
/// destroy() of what was driven to its end, which for coroutines takes less.
void end_driven(Runtime& rt, Object* object);
bool generator_is_running(Generator* generator);
/// RuntimeWarning: coroutine '…' was never awaited.
void warn_never_awaited(Runtime& rt, Generator* coroutine);
/// agen.__anext__() and the like: an awaitable that sends `value` (or, for athrow, raises `value`; Unbound: aclose).
Result<Value> new_async_send(Runtime& rt, Generator* generator, View value);
Result<Value> new_async_throw(Runtime& rt, Generator* generator, View type, View value, View traceback);
/// Calls sys.set_asyncgen_hooks' firstiter hook once and remembers the finaliser.
Result<void> init_async_hooks(Runtime& rt, Generator* generator);

}  // namespace ouro
