// SPDX-License-Identifier: MIT
// What bytes and bytearray share.
#pragma once

#include <span>
#include <string>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"

namespace ouro {

extern const std::span<const FunctionDef> bytes_methods, bytearray_methods;

#define BYTEARRAY_METHOD(name) Result<Value> bytearray_##name(Runtime& rt, Args args)
BYTEARRAY_METHOD(append);
BYTEARRAY_METHOD(extend);
BYTEARRAY_METHOD(insert);
BYTEARRAY_METHOD(pop);
BYTEARRAY_METHOD(remove);
BYTEARRAY_METHOD(clear);
BYTEARRAY_METHOD(reverse);
BYTEARRAY_METHOD(copy);

/// b'…' as repr shows it.
std::string quoted_bytes(std::string_view bytes);
/// What bytes(source, encoding, errors) or bytearray(…) hold; args[1..3].
Result<void> bytes_contents(Runtime& rt, Args args, std::string& out, const char* what);
Result<bool> bytes_contains(Runtime& rt, View self, View item);
Result<Value> bytes_iter(Runtime& rt, View self);
Result<Value> bytes_get_item(Runtime& rt, View self, View key);
Result<Value> bytes_add(Runtime& rt, View a, View b);
Result<Value> bytes_multiply(Runtime& rt, View a, View b);
Result<Value> bytes_modulo(Runtime& rt, View a, View b);

}  // namespace ouro
