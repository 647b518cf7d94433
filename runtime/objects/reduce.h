// SPDX-License-Identifier: MIT
// How objects are taken apart for copy and pickle: object's own methods, and what several built-in types share.
#pragma once

#include "runtime/native/args.h"

namespace ouro {

Result<Value> object_getstate(Runtime& rt, Args args);
Result<Value> object_reduce(Runtime& rt, Args args);
Result<Value> object_reduce_ex(Runtime& rt, Args args);
/// The state of an object whose type has a __reduce__ of its own: what __getstate__() gives.
Result<Value> state_of(Runtime& rt, View object);
/// (getattr, (object, name)): what is found again as an attribute.
Result<Value> reduce_to_attribute(Runtime& rt, View object, View name);

}  // namespace ouro
