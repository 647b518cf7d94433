// SPDX-License-Identifier: MIT
// Names of the runtime's main types, for headers that only point to them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ouro {

class Runtime;
class Heap;
class Limits;
class EventLoop;

class Value;  // owns
class View;   // borrows

struct Object;
struct Type;
struct Shape;
struct Str;
struct BigInt;
struct FloatBox;
struct Complex;
struct Bytes;
struct ByteArray;
struct Tuple;
struct List;
struct Dict;
struct Set;
struct Range;
struct Slice;
struct Module;
struct Cell;
struct NativeFunction;
struct BoundMethod;
struct Exception;
struct Traceback;
struct Function;    // vm/interp
struct Generator;   // vm/interp; coroutines and async generators too
struct Frame;       // vm/interp
struct Code;        // vm/bytecode

}  // namespace ouro
