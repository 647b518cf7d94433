// SPDX-License-Identifier: MIT
// The interpreter loop: one short case for each opcode; anything long or rare is in slow_paths.cpp, calls.cpp or unwind.cpp.
//
//  1. `frame->pc = pc` before anything that may run script code, raise, or look at frames: SAVE().
//  2. Store the new value before releasing the old one: a release can run any script code, which may read the register.
//  3. An operand that is a temporary (>= locals) is consumed on every path, also when the instruction raises: CONSUME().
//  4. Views of locals may be borrowed across slow paths: nothing but the frame itself overwrites them while it is not running
//     (writes through f_locals keep the old value alive until the frame ends).
//  5. Fuel is charged at calls and backward jumps; `limits.slice < 0` is the only test, for every reason to stop or pause.
//  6. No case allocates machine stack in proportion to anything.
#include "vm/interp/interpreter.h"

#include "runtime/native/async.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/caches.h"
#include "vm/interp/calls.h"
#include "vm/interp/generator_methods.h"
#include "vm/interp/slow_paths.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/unwind.h"

namespace ouro {

#if defined(__GNUC__) && !defined(OURO_SWITCH_DISPATCH)
#define OURO_COMPUTED_GOTO 1
#endif

// tests/opcode_counts.h counts what is executed, for a test of its own.
#ifndef COUNT_OPCODE
#define COUNT_OPCODE(op) ((void)0)
#endif

Result<Value> run(Runtime& rt, Frame* first, Start start) {
    InterpreterState& state = *rt.interpreter;
    Frame* frame = first;
    Instruction* pc;
    View* r;                 // registers of the frame
    const Value* constants;  // of its code
    std::uint32_t locals;    // registers below are locals
    View carried;            // owned: a value on its way from one frame to another
    Frame* target;           // of such a transfer
    Generator* generator;
    std::uint32_t window, count;  // of the call being made
    bool gap;                     // whether its arguments begin one register later
    std::uint16_t to;             // register that takes its result

#define LOAD_FRAME(new_frame)                       \
    do {                                            \
        frame = (new_frame);                        \
        state.frame = frame;                        \
        r = frame->registers();                     \
        constants = frame->code->constants.data();  \
        locals = frame->code->local_count;          \
        pc = frame->pc;                             \
    } while (0)

// Operands of the instruction being executed, read where they are needed: pc is behind it (and before its data words).
#define A (pc[-1].a)
#define B (pc[-1].b)
#define C (pc[-1].c)
#define WIDE (pc[-1].wide())
#define SAVE() (frame->pc = pc)
#define IS_TEMPORARY(x) (static_cast<std::uint32_t>(x) >= locals)
#define RELEASE(view)                                                      \
    do {                                                                   \
        View released_ = (view);                                           \
        if (released_.is_object() && --released_.object()->references == 0) [[unlikely]] { \
            SAVE();                                                        \
            destroy(released_.object());                                   \
        }                                                                  \
    } while (0)
#define CONSUME(x)                              \
    do {                                        \
        if (IS_TEMPORARY(x)) RELEASE(r[x]);     \
    } while (0)
// An owned value for `x`: moved out of a temporary, shared with a local.
#define TAKE(x)                                  \
    ({                                           \
        View taken_ = r[x];                      \
        if (!IS_TEMPORARY(x)) retain(taken_);    \
        taken_;                                  \
    })
// Puts an owned value into register x.
#define STORE(x, value)                          \
    do {                                         \
        View stored_ = (value);                  \
        if (IS_TEMPORARY(x)) {                   \
            r[x] = stored_;                      \
        } else {                                 \
            View old_ = r[x];                    \
            r[x] = stored_;                      \
            RELEASE(old_);                       \
        }                                        \
    } while (0)
// The owned result of a slow path, or on to the unwinder. Operands must have been consumed by then.
#define OWNED(result) ((result).value().detach())
#define NAME(index) (frame->code->names[index].get())
#define NAME_WIDE() NAME(static_cast<std::uint32_t>(WIDE))

#ifdef OURO_COMPUTED_GOTO
    static const void* const labels[] = {
#define OPCODE(name, operands, data, doc) &&op_##name,
#include "vm/bytecode/opcodes.def"
#undef OPCODE
    };
#ifdef __clang__  // does not let a computed goto leave the scope of a Value; it copies the jump behind each case by itself
#define DISPATCH() goto dispatch
#else
#define DISPATCH()                                                   \
    do {                                                             \
        std::uint16_t op = pc++->op;                                 \
        COUNT_OPCODE(op);                                            \
        goto* labels[op];                                            \
    } while (0)
#endif
#define OP(name) op_##name:
#else
#define DISPATCH() goto dispatch
#define OP(name) case Opcode::name:
#endif
#define NEXT() DISPATCH()
#define NEXT_OVER(words)  \
    do {                  \
        pc += (words);    \
        DISPATCH();       \
    } while (0)

    LOAD_FRAME(first);
    if (start == Start::resume) {
        carried = rt.sent_result.detach();
        target = first;
        goto deliver;
    }
    if (start == Start::raise) {
        if (frame->flags & Frame::in_send) goto raise_in_send;
        goto raised;
    }
    NEXT();

#ifndef OURO_COMPUTED_GOTO
dispatch:
    ++pc;
    COUNT_OPCODE(pc[-1].op);
    switch (pc[-1].opcode()) {
#elif defined(__clang__)
dispatch:
    ++pc;
    COUNT_OPCODE(pc[-1].op);
    goto* labels[pc[-1].op];
#endif

    // ---- moving values

    OP(MOVE) {
        View value = TAKE(B);
        STORE(A, value);
        NEXT();
    }
    OP(COPY) {
        View value = r[B];
        retain(value);
        STORE(A, value);
        NEXT();
    }
    OP(LOAD_CONST) {
        View value = constants[WIDE];
        retain(value);
        STORE(A, value);
        NEXT();
    }
    OP(LOAD_INT) {
        STORE(A, View::small_int(WIDE));
        NEXT();
    }
    OP(DROP) {
        RELEASE(r[A]);
        NEXT();
    }
    OP(CLEAR) {
        View old = r[A];
        r[A] = View();
        RELEASE(old);
        NEXT();
    }
    OP(CHECK_BOUND) {
        if (r[A].is_unbound()) [[unlikely]] {
            SAVE();
            (void)raise_unbound_local(rt, frame, A);
            goto raised;
        }
        NEXT();
    }

    // ---- cells and free variables

    OP(MAKE_CELL) {
        SAVE();
        Result<Value> cell = make_cell(rt, r[A]);
        if (cell.raised()) goto raised;
        r[A] = OWNED(cell);  // the cell took over the former value
        NEXT();
    }
    OP(LOAD_CELL) {
        View content = cell_content(r[B]);
        if (content.is_unbound()) [[unlikely]] {
            SAVE();
            (void)raise_unbound_local(rt, frame, B);
            goto raised;
        }
        retain(content);
        STORE(A, content);
        NEXT();
    }
    OP(STORE_CELL) {
        View value = TAKE(B);
        View old = exchange_cell(r[A], value);
        RELEASE(old);
        NEXT();
    }
    OP(DELETE_CELL) {
        View old = exchange_cell(r[A], View());
        if (old.is_unbound()) [[unlikely]] {
            SAVE();
            (void)raise_unbound_local(rt, frame, A);
            goto raised;
        }
        RELEASE(old);
        NEXT();
    }
    OP(LOAD_FREE) {
        View content = cell_content(free_cell(frame, B));
        if (content.is_unbound()) [[unlikely]] {
            SAVE();
            (void)raise_unbound_free(rt, frame, B);
            goto raised;
        }
        retain(content);
        STORE(A, content);
        NEXT();
    }
    OP(STORE_FREE) {
        View value = TAKE(B);
        View old = exchange_cell(free_cell(frame, A), value);
        RELEASE(old);
        NEXT();
    }
    OP(DELETE_FREE) {
        View old = exchange_cell(free_cell(frame, A), View());
        if (old.is_unbound()) [[unlikely]] {
            SAVE();
            (void)raise_unbound_free(rt, frame, A);
            goto raised;
        }
        RELEASE(old);
        NEXT();
    }
    OP(LOAD_NAME_OR_FREE) {
        SAVE();
        Result<Value> value = load_name_or_free(rt, frame, NAME(C), B);
        if (value.raised()) goto raised;
        STORE(A, OWNED(value));
        NEXT();
    }

    // ---- names

    OP(LOAD_GLOBAL) {
        auto& cache = *reinterpret_cast<GlobalCache*>(pc);
        auto* function = static_cast<Function*>(frame->function);
        View value;
        if (cache.globals_version == function->globals->keys_version && cache.globals_version) [[likely]] {
            if (!cache.builtins_version) {
                value = function->globals->entries[cache.index].value;
            } else if (cache.builtins_version == function->builtins->keys_version) {
                value = function->builtins->entries[cache.index].value;
            } else {
                goto load_global_slow;
            }
            retain(value);
            STORE(A, value);
            NEXT_OVER(2);
        }
    load_global_slow:
        SAVE();
        Result<Value> found = load_global(rt, function, NAME_WIDE(), &cache);
        if (found.raised()) goto raised;
        STORE(A, OWNED(found));
        NEXT_OVER(2);
    }
    OP(STORE_GLOBAL) {
        SAVE();
        Result<void> done = dict_set(rt, static_cast<Function*>(frame->function)->globals, NAME_WIDE(), r[A]);
        CONSUME(A);
        if (done.raised()) goto raised;
        NEXT_OVER(1);
    }
    OP(DELETE_GLOBAL) {
        SAVE();
        if (delete_global(rt, static_cast<Function*>(frame->function), NAME_WIDE()).raised()) goto raised;
        NEXT();
    }
    OP(LOAD_NAME) {
        SAVE();
        Result<Value> value = load_name(rt, frame, NAME_WIDE());
        if (value.raised()) goto raised;
        STORE(A, OWNED(value));
        NEXT();
    }
    OP(STORE_NAME) {
        SAVE();
        Result<void> done = store_name(rt, frame, NAME_WIDE(), r[A]);
        CONSUME(A);
        if (done.raised()) goto raised;
        NEXT();
    }
    OP(DELETE_NAME) {
        SAVE();
        if (delete_name(rt, frame, NAME_WIDE()).raised()) goto raised;
        NEXT();
    }
    OP(LOAD_LOCALS) {
        SAVE();
        Result<Value> value = load_locals(rt, frame);
        if (value.raised()) goto raised;
        STORE(A, OWNED(value));
        NEXT();
    }
    OP(LOAD_NAME_OR_GLOBAL) {
        SAVE();
        Result<Value> value = load_from_or_global(rt, frame, r[B], NAME(C));
        CONSUME(B);
        if (value.raised()) goto raised;
        STORE(A, OWNED(value));
        NEXT();
    }
    OP(LOAD_FROM_OR_FREE) {
        std::uint32_t name = data_word(pc);
        SAVE();
        Result<Value> value = load_from_or_free(rt, frame, r[B], NAME(name), C);
        CONSUME(B);
        if (value.raised()) goto raised;
        STORE(A, OWNED(value));
        NEXT_OVER(1);
    }

    // ---- attributes and items

    OP(LOAD_ATTR) {
        View object = r[B];
        auto* caches = reinterpret_cast<AttributeCache*>(pc);
        if (const AttributeCache* hit = cache_hit(caches, object)) [[likely]] {
            View value = read_cached(hit, object);
            if (!value.is_unbound()) [[likely]] {
                retain(value);
                CONSUME(B);
                STORE(A, value);
                NEXT_OVER(4);
            }
        }
        SAVE();
        Result<Value> found = load_attribute(rt, object, NAME(C), caches);
        CONSUME(B);
        if (found.raised()) goto raised;
        STORE(A, OWNED(found));
        NEXT_OVER(4);
    }
    OP(STORE_ATTR) {
        View object = r[A];
        auto* caches = reinterpret_cast<AttributeCache*>(pc);
        if (const AttributeCache* hit = cache_hit(caches, object)) [[likely]] {
            View value = TAKE(C);
            auto* slot = reinterpret_cast<View*>(reinterpret_cast<char*>(object.object()) + hit->offset);
            View old = *slot;
            *slot = value;
            if (hit->kind == AttributeCache::transition) object.object()->shape = reinterpret_cast<Shape*>(hit->value);
            RELEASE(old);
            CONSUME(A);
            NEXT_OVER(4);
        }
        SAVE();
        Result<void> done = store_attribute(rt, object, NAME(B), r[C], caches);
        CONSUME(C);
        CONSUME(A);
        if (done.raised()) goto raised;
        NEXT_OVER(4);
    }
    OP(DELETE_ATTR) {
        SAVE();
        Result<void> done = set_attribute(rt, r[A], NAME(B), View());
        CONSUME(A);
        if (done.raised()) goto raised;
        NEXT();
    }
    OP(LOAD_METHOD) {
        View object = r[B];
        auto* caches = reinterpret_cast<AttributeCache*>(pc);
        if (const AttributeCache* hit = cache_hit(caches, object)) [[likely]] {
            if (hit->kind == AttributeCache::method) [[likely]] {
                View method(hit->value);
                retain(method);
                View self = TAKE(B);
                r[A] = method;
                r[A + kWindowHeader] = self;
                NEXT_OVER(4);
            }
            View value = read_cached(hit, object);
            if (!value.is_unbound()) [[likely]] {
                retain(value);
                CONSUME(B);
                r[A] = value;
                r[A + kWindowHeader] = View();
                NEXT_OVER(4);
            }
        }
        SAVE();
        bool bound;
        Result<Value> found = load_method(rt, object, NAME(C), caches, bound);
        if (found.raised()) {
            CONSUME(B);
            goto raised;
        }
        if (bound) {
            View self = TAKE(B);
            r[A] = OWNED(found);
            r[A + kWindowHeader] = self;
        } else {
            CONSUME(B);
            r[A] = OWNED(found);
            r[A + kWindowHeader] = View();
        }
        NEXT_OVER(4);
    }
    OP(LOAD_SUPER_ATTR) {
        SAVE();
        Result<Value> found = load_super(rt, &r[B], NAME(C), nullptr);
        for (int n = 0; n < 3; ++n) CONSUME(B + n);
        if (found.raised()) goto raised;
        STORE(A, OWNED(found));
        NEXT();
    }
    OP(LOAD_SUPER_METHOD) {
        SAVE();
        bool bound = false;
        Result<Value> found = load_super(rt, &r[B], NAME(C), &bound);
        View self = View();
        if (!found.raised() && bound) {
            self = r[B + 2];
            retain(self);
        }
        for (int n = 0; n < 3; ++n) CONSUME(B + n);
        if (found.raised()) goto raised;
        r[A] = OWNED(found);
        r[A + kWindowHeader] = self;
        NEXT();
    }
    OP(LOAD_SPECIAL) {
        SAVE();
        bool bound;
        Result<Value> found = load_special(rt, r[B], C, bound);
        if (found.raised()) goto raised;
        r[A] = OWNED(found);
        r[A + kWindowHeader] = bound ? r[B] : View();
        if (bound) retain(r[B]);
        NEXT();
    }
    OP(LOAD_SPECIAL_PAIR) {
        SAVE();
        bool bound;
        Result<Value> found = load_special(rt, r[B], C, bound);
        if (found.raised()) goto raised;
        View self = bound ? r[B] : View();
        retain(self);
        r[A] = OWNED(found);
        r[A + 1] = self;
        NEXT();
    }
    OP(PUSH_PAIR) {
        retain(r[B]);
        retain(r[B + 1]);
        r[A] = r[B];
        r[A + kWindowHeader] = r[B + 1];
        NEXT();
    }
    OP(GET_ITEM) {
        View object = r[B], key = r[C];
        if (object.is_object() && key.is_int()) {
            auto* o = object.object();
            auto at = static_cast<std::size_t>(key.as_int());
            if (o->shape == rt.types.list->root_shape) {
                auto* list = static_cast<List*>(o);
                if (key.as_int() < 0) at += list->size;
                if (at < list->size) [[likely]] {
                    View item = list->items[at];
                    retain(item);
                    CONSUME(B);
                    STORE(A, item);
                    NEXT();
                }
            } else if (o->shape == rt.types.tuple->root_shape) {
                auto* tuple = static_cast<Tuple*>(o);
                if (key.as_int() < 0) at += tuple->size;
                if (at < tuple->size) [[likely]] {
                    View item = tuple->items[at];
                    retain(item);
                    CONSUME(B);
                    STORE(A, item);
                    NEXT();
                }
            }
        }
        SAVE();
        Result<Value> item = get_item(rt, object, key);
        CONSUME(B);
        CONSUME(C);
        if (item.raised()) goto raised;
        STORE(A, OWNED(item));
        NEXT();
    }
    OP(SET_ITEM) {
        View object = r[A], key = r[B];
        if (object.is_object() && key.is_int() && object.object()->shape == rt.types.list->root_shape) {
            auto* list = object.as<List>();
            auto at = static_cast<std::size_t>(key.as_int());
            if (key.as_int() < 0) at += list->size;
            if (at < list->size) [[likely]] {
                View value = TAKE(C);
                View old = list->items[at].detach();
                list->items[at] = Value::adopt(value);
                RELEASE(old);
                CONSUME(A);
                NEXT();
            }
        }
        SAVE();
        Result<void> done = set_item(rt, object, key, r[C]);
        CONSUME(A);
        CONSUME(B);
        CONSUME(C);
        if (done.raised()) goto raised;
        NEXT();
    }
    OP(DELETE_ITEM) {
        SAVE();
        Result<void> done = set_item(rt, r[A], r[B], View());
        CONSUME(A);
        CONSUME(B);
        if (done.raised()) goto raised;
        NEXT();
    }
    OP(BUILD_SLICE) {
        SAVE();
        Result<Value> slice = build_slice(rt, &r[B]);
        for (int n = 0; n < 3; ++n) CONSUME(B + n);
        if (slice.raised()) goto raised;
        STORE(A, OWNED(slice));
        NEXT();
    }

    // ---- arithmetic

#define BINARY_SLOW(operation, right, consume_right)                   \
    do {                                                               \
        SAVE();                                                        \
        Result<Value> result_ = (operation);                           \
        CONSUME(B);                                                  \
        if (consume_right) CONSUME(C);                               \
        if (result_.raised()) goto raised;                             \
        STORE(A, OWNED(result_));                                    \
        NEXT();                                                        \
    } while (0)

// A text that is replaced by its sum with something may grow where it lies.
#define SUM_OR(op, operation)                                                                                          \
    (BinaryOp::op == BinaryOp::add && A == B && x.is_object() && x.object()->type() == rt.types.str ? add_to_text(rt, &r[B], y) \
                                                                                                        : (operation))
// The last argument is a statement that may store a result and NEXT(); x and y are the operands.
#define BINARY_CASES(NAME, op, ...)                                                                    \
    OP(NAME) {                                                                                         \
        View x = r[B], y = r[C];                                                                   \
        __VA_ARGS__;                                                                                   \
        BINARY_SLOW(SUM_OR(op, binary(rt, BinaryOp::op, x, y)), y, true);                              \
    }                                                                                                  \
    OP(NAME##_CONST) {                                                                                 \
        View x = r[B], y = constants[C];                                                           \
        __VA_ARGS__;                                                                                   \
        BINARY_SLOW(SUM_OR(op, binary(rt, BinaryOp::op, x, y)), y, false);                             \
    }                                                                                                  \
    OP(INPLACE_##NAME) {                                                                               \
        View x = r[B], y = r[C];                                                                   \
        __VA_ARGS__;                                                                                   \
        BINARY_SLOW(SUM_OR(op, inplace(rt, BinaryOp::op, x, y)), y, true);                             \
    }                                                                                                  \
    OP(INPLACE_##NAME##_CONST) {                                                                       \
        View x = r[B], y = constants[C];                                                           \
        __VA_ARGS__;                                                                                   \
        BINARY_SLOW(SUM_OR(op, inplace(rt, BinaryOp::op, x, y)), y, false);                            \
    }

// Stores a result that owns nothing; the operands own nothing either.
#define STORE_PLAIN(value)            \
    do {                              \
        View plain_ = (value);        \
        if (IS_TEMPORARY(A)) {      \
            r[A] = plain_;          \
        } else {                      \
            View old_ = r[A];       \
            r[A] = plain_;          \
            RELEASE(old_);            \
        }                             \
        NEXT();                       \
    } while (0)
#define BOTH_INTS(x, y) ((x).bits() & (y).bits() & 1)
#define BOTH_DOUBLES(x, y) ((x).is_double() && (y).is_double())
#define DOUBLE_RESULT(expression)                              \
    do {                                                       \
        View result_ = View::try_double(expression);           \
        if (!result_.is_unbound()) [[likely]] STORE_PLAIN(result_); \
    } while (0)

    BINARY_CASES(ADD, add, {
        if (BOTH_INTS(x, y)) [[likely]] {
            std::int64_t sum;
            if (!__builtin_add_overflow(static_cast<std::int64_t>(x.bits() - 1), static_cast<std::int64_t>(y.bits()), &sum)) [[likely]]
                STORE_PLAIN(View(static_cast<std::uint64_t>(sum)));
        } else if (BOTH_DOUBLES(x, y)) {
            DOUBLE_RESULT(x.as_double() + y.as_double());
        }
    })
    BINARY_CASES(SUB, sub, {
        if (BOTH_INTS(x, y)) [[likely]] {
            std::int64_t difference;
            if (!__builtin_sub_overflow(static_cast<std::int64_t>(x.bits()), static_cast<std::int64_t>(y.bits() - 1), &difference)) [[likely]]
                STORE_PLAIN(View(static_cast<std::uint64_t>(difference)));
        } else if (BOTH_DOUBLES(x, y)) {
            DOUBLE_RESULT(x.as_double() - y.as_double());
        }
    })
    BINARY_CASES(MUL, mul, {
        if (BOTH_INTS(x, y)) [[likely]] {
            std::int64_t product;
            if (!__builtin_mul_overflow(static_cast<std::int64_t>(x.bits() - 1), y.as_int(), &product)) [[likely]]
                STORE_PLAIN(View(static_cast<std::uint64_t>(product) | 1));
        } else if (BOTH_DOUBLES(x, y)) {
            DOUBLE_RESULT(x.as_double() * y.as_double());
        }
    })
    BINARY_CASES(TRUE_DIV, true_div, {
        if (BOTH_DOUBLES(x, y)) DOUBLE_RESULT(x.as_double() / y.as_double());
    })
    BINARY_CASES(FLOOR_DIV, floor_div, {
        if (BOTH_INTS(x, y) && y.as_int() > 0) {
            std::int64_t dividend = x.as_int(), divisor = y.as_int();
            if (static_cast<std::uint64_t>(dividend | divisor) >> 32 == 0)  // 32-bit division is several times as fast
                STORE_PLAIN(View::small_int(static_cast<std::uint32_t>(dividend) / static_cast<std::uint32_t>(divisor)));
            std::int64_t quotient = dividend / divisor;
            if (dividend % divisor < 0) --quotient;
            STORE_PLAIN(View::small_int(quotient));
        }
    })
    BINARY_CASES(MOD, mod, {
        if (BOTH_INTS(x, y) && y.as_int() > 0) {
            std::int64_t dividend = x.as_int(), divisor = y.as_int();
            if (static_cast<std::uint64_t>(dividend | divisor) >> 32 == 0)
                STORE_PLAIN(View::small_int(static_cast<std::uint32_t>(dividend) % static_cast<std::uint32_t>(divisor)));
            std::int64_t rest = dividend % divisor;
            if (rest < 0) rest += divisor;
            STORE_PLAIN(View::small_int(rest));
        }
    })
    BINARY_CASES(POW, pow, {
        if (BOTH_DOUBLES(x, y)) {
            View result_ = fast_power(x.as_double(), y.as_double());
            if (!result_.is_unbound()) STORE_PLAIN(result_);
        }
    })
    BINARY_CASES(MATMUL, matmul, {})
    BINARY_CASES(LSHIFT, lshift, {
        if (BOTH_INTS(x, y) && static_cast<std::uint64_t>(y.as_int()) < 62) {
            std::int64_t shifted = static_cast<std::int64_t>(static_cast<std::uint64_t>(x.as_int()) << y.as_int());
            if (shifted >> y.as_int() == x.as_int() && View::fits_small_int(shifted)) STORE_PLAIN(View::small_int(shifted));
        }
    })
    BINARY_CASES(RSHIFT, rshift, {
        if (BOTH_INTS(x, y) && y.as_int() >= 0) STORE_PLAIN(View::small_int(x.as_int() >> (y.as_int() > 63 ? 63 : y.as_int())));
    })
    BINARY_CASES(AND, bit_and, {
        if (BOTH_INTS(x, y)) STORE_PLAIN(View(x.bits() & y.bits()));
    })
    BINARY_CASES(OR, bit_or, {
        if (BOTH_INTS(x, y)) STORE_PLAIN(View(x.bits() | y.bits()));
    })
    BINARY_CASES(XOR, bit_xor, {
        if (BOTH_INTS(x, y)) STORE_PLAIN(View((x.bits() ^ y.bits()) | 1));
    })

#define UNARY_CASE(NAME, function, fast)               \
    OP(NAME) {                                         \
        View x = r[B];                               \
        fast;                                          \
        SAVE();                                        \
        Result<Value> result_ = function(rt, x);       \
        CONSUME(B);                                  \
        if (result_.raised()) goto raised;             \
        STORE(A, OWNED(result_));                    \
        NEXT();                                        \
    }
    UNARY_CASE(NEGATIVE, negative, {
        if (x.is_int() && x.as_int() != kSmallIntMin) STORE_PLAIN(View::small_int(-x.as_int()));
        if (x.is_double()) STORE_PLAIN(View(x.bits() ^ 4));
    })
    UNARY_CASE(POSITIVE, positive, {
        if (x.is_int()) STORE_PLAIN(x);
    })
    UNARY_CASE(INVERT, invert, {
        if (x.is_int()) STORE_PLAIN(View::small_int(~x.as_int()));
    })
    OP(NOT) {
        View x = r[B];
        if (x.is_bool()) STORE_PLAIN(View::boolean(x.is_false()));
        SAVE();
        Result<bool> is_true = truth(rt, x);
        CONSUME(B);
        if (is_true.raised()) goto raised;
        STORE(A, View::boolean(!is_true.value()));
        NEXT();
    }

    // ---- comparisons

#define COMPARE_FAST(SIGN, then)                                                                            \
    if (BOTH_INTS(x, y)) [[likely]] {                                                                       \
        bool holds = static_cast<std::int64_t>(x.bits()) SIGN static_cast<std::int64_t>(y.bits());          \
        then;                                                                                               \
    } else if (BOTH_DOUBLES(x, y)) {                                                                        \
        bool holds = x.as_double() SIGN y.as_double();                                                      \
        then;                                                                                               \
    }
#define JUMP_WHEN(condition)                                     \
    do {                                                         \
        if (condition) pc += static_cast<std::int16_t>(C);     \
        NEXT();                                                  \
    } while (0)
#define COMPARE_JUMP(NAME, op, SIGN, right, consume_right, sense)                \
    OP(NAME) {                                                                   \
        View x = r[A], y = right;                                              \
        COMPARE_FAST(SIGN, JUMP_WHEN(holds == sense))                            \
        SAVE();                                                                  \
        Result<bool> holds = compare_truth(rt, x, y, CompareOp::op);             \
        CONSUME(A);                                                            \
        if (consume_right) CONSUME(B);                                         \
        if (holds.raised()) goto raised;                                         \
        JUMP_WHEN(holds.value() == sense);                                       \
    }
#define COMPARE_CASES(NAME, op, SIGN)                                                              \
    OP(NAME) {                                                                                     \
        View x = r[B], y = r[C];                                                               \
        COMPARE_FAST(SIGN, STORE_PLAIN(View::boolean(holds)))                                      \
        BINARY_SLOW(compare(rt, x, y, CompareOp::op), y, true);                                    \
    }                                                                                              \
    OP(NAME##_CONST) {                                                                             \
        View x = r[B], y = constants[C];                                                       \
        COMPARE_FAST(SIGN, STORE_PLAIN(View::boolean(holds)))                                      \
        BINARY_SLOW(compare(rt, x, y, CompareOp::op), y, false);                                   \
    }                                                                                              \
    COMPARE_JUMP(JUMP_IF_##NAME, op, SIGN, r[B], true, true)                                     \
    COMPARE_JUMP(JUMP_IF_##NAME##_CONST, op, SIGN, View(constants[B]), false, true)              \
    COMPARE_JUMP(JUMP_UNLESS_##NAME, op, SIGN, r[B], true, false)                                \
    COMPARE_JUMP(JUMP_UNLESS_##NAME##_CONST, op, SIGN, View(constants[B]), false, false)
    COMPARE_CASES(LT, lt, <)
    COMPARE_CASES(LE, le, <=)
    COMPARE_CASES(EQ, eq, ==)
    COMPARE_CASES(NE, ne, !=)
    COMPARE_CASES(GT, gt, >)
    COMPARE_CASES(GE, ge, >=)

    OP(IS) {
        bool same = r[B] == r[C];
        CONSUME(B);
        CONSUME(C);
        STORE(A, View::boolean(same));
        NEXT();
    }
    OP(IS_NOT) {
        bool same = r[B] == r[C];
        CONSUME(B);
        CONSUME(C);
        STORE(A, View::boolean(!same));
        NEXT();
    }
    OP(IN) {
        SAVE();
        Result<bool> found = contains(rt, r[C], r[B]);
        CONSUME(B);
        CONSUME(C);
        if (found.raised()) goto raised;
        STORE(A, View::boolean(found.value()));
        NEXT();
    }
    OP(NOT_IN) {
        SAVE();
        Result<bool> found = contains(rt, r[C], r[B]);
        CONSUME(B);
        CONSUME(C);
        if (found.raised()) goto raised;
        STORE(A, View::boolean(!found.value()));
        NEXT();
    }

    // ---- jumps

    OP(JUMP) {
        pc += WIDE;
        NEXT();
    }
    OP(JUMP_BACK) {
        if (--rt.limits.slice < 0) [[unlikely]] {
            SAVE();  // before the jump: what lives here is not what lives before the loop
            if (rt.check_stop().raised()) goto raised;
        }
        pc += WIDE;
        NEXT();
    }
#define TRUTH_JUMP(NAME, sense, consume)                 \
    OP(NAME) {                                           \
        View x = r[A];                                 \
        bool is_true;                                    \
        if (x.is_bool()) [[likely]] {                    \
            is_true = x.is_true();                       \
        } else if (x.is_int()) {                         \
            is_true = x.as_int() != 0;                   \
        } else {                                         \
            SAVE();                                      \
            Result<bool> result_ = truth(rt, x);         \
            if (consume) CONSUME(A);                   \
            if (result_.raised()) goto raised;           \
            is_true = result_.value();                   \
        }                                                \
        if (is_true == sense) pc += WIDE;            \
        NEXT();                                          \
    }
    TRUTH_JUMP(JUMP_IF_TRUE, true, true)
    TRUTH_JUMP(JUMP_IF_FALSE, false, true)
    TRUTH_JUMP(JUMP_IF_TRUE_KEEP, true, false)
    TRUTH_JUMP(JUMP_IF_FALSE_KEEP, false, false)
    OP(JUMP_IF_NONE) {
        bool none = r[A].is_none();
        CONSUME(A);
        if (none) pc += WIDE;
        NEXT();
    }
    OP(JUMP_IF_NOT_NONE) {
        bool none = r[A].is_none();
        CONSUME(A);
        if (!none) pc += WIDE;
        NEXT();
    }

    // ---- iteration

    OP(GET_ITER) {
        SAVE();
        Result<Value> iterator = iter(rt, r[B]);
        CONSUME(B);
        if (iterator.raised()) goto raised;
        STORE(A, OWNED(iterator));
        NEXT();
    }
    OP(FOR_ITER) {
        Object* iterator = r[B].object();  // GET_ITER made sure that it is an object
        switch (iterator->kind) {
            case Kind::range_iterator: {
                auto* range = static_cast<RangeIterator*>(iterator);
                if (range->remaining > 0) [[likely]] {
                    View value = View::small_int(range->current);
                    range->current += range->step;
                    --range->remaining;
                    STORE(A, value);
                    NEXT();
                }
                goto for_exhausted;
            }
            case Kind::list_iterator: {
                auto* items = static_cast<ListIterator*>(iterator);
                if (items->list && items->index < items->list->size) [[likely]] {
                    View value = items->list->items[items->index++];
                    retain(value);
                    STORE(A, value);
                    NEXT();
                }
                break;  // the general way marks it as exhausted
            }
            case Kind::tuple_iterator: {
                auto* items = static_cast<TupleIterator*>(iterator);
                if (items->tuple && items->index < items->tuple->size) [[likely]] {
                    View value = items->tuple->items[items->index++];
                    retain(value);
                    STORE(A, value);
                    NEXT();
                }
                break;
            }
            case Kind::generator: {
                generator = static_cast<Generator*>(iterator);
                if (can_join(generator) && rt.depth < rt.recursion_limit) [[likely]] {
                    SAVE();
                    if (--rt.limits.slice < 0 && rt.check_stop().raised()) [[unlikely]] goto raised;
                    target = begin_resume(rt, generator, Generator::by_for);
                    carried = View::none();
                    goto deliver;
                }
                break;
            }
            default: break;
        }
        {
            SAVE();
            Result<Value> item = next_item(rt, r[B]);
            if (item.raised()) [[unlikely]] goto raised;
            if (!item.value().is_unbound()) [[likely]] {
                STORE(A, OWNED(item));
                NEXT();
            }
        }
    for_exhausted:
        RELEASE(r[B]);
        pc += static_cast<std::int16_t>(C);
        NEXT();
    }
    OP(UNPACK_SEQUENCE) {
        View source = r[B];
        if (source.is_object() && source.object()->kind == Kind::tuple && source.as<Tuple>()->size == C) [[likely]] {
            // The targets may lie over the source's own register.
            bool temporary = IS_TEMPORARY(B);
            auto* tuple = source.as<Tuple>();
            for (int n = 0; n < C; ++n) {
                retain(tuple->items[n]);
                r[A + n] = tuple->items[n];
            }
            if (temporary) RELEASE(source);
            NEXT();
        }
        SAVE();
        View owned_source = TAKE(B);
        Result<void> done = unpack_sequence(rt, owned_source, C, &r[A]);
        RELEASE(owned_source);
        if (done.raised()) goto raised;
        NEXT();
    }
    OP(UNPACK_EX) {
        SAVE();
        View owned_source = TAKE(B);
        Result<void> done = unpack_extended(rt, owned_source, C & 255, C >> 8, &r[A]);
        RELEASE(owned_source);
        if (done.raised()) goto raised;
        NEXT();
    }

    // ---- building

    OP(BUILD_TUPLE) {
        SAVE();
        Result<Ref<Tuple>> made = new_tuple(rt, std::size_t{C});
        if (made.raised()) {
            for (int n = 0; n < C; ++n) CONSUME(B + n);
            goto raised;
        }
        for (int n = 0; n < C; ++n) made.value()->items[n] = Value::adopt(TAKE(B + n));
        STORE(A, View(made.value().detach()));
        NEXT();
    }
    OP(BUILD_LIST) {
        SAVE();
        Result<Ref<List>> made = new_list(rt, C);
        if (made.raised()) {
            for (int n = 0; n < C; ++n) CONSUME(B + n);
            goto raised;
        }
        for (int n = 0; n < C; ++n) new (&made.value()->items[n]) Value(Value::adopt(TAKE(B + n)));
        made.value()->size = C;
        STORE(A, View(made.value().detach()));
        NEXT();
    }
    OP(BUILD_SET) {
        SAVE();
        Result<Value> made = build_set(rt, &r[B], C);
        for (int n = 0; n < C; ++n) CONSUME(B + n);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(BUILD_MAP) {
        SAVE();
        Result<Value> made = build_map(rt, &r[B], C);
        for (int n = 0; n < 2 * C; ++n) CONSUME(B + n);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(BUILD_STRING) {
        SAVE();
        Result<Value> made = build_string(rt, &r[B], C);
        for (int n = 0; n < C; ++n) CONSUME(B + n);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(LIST_APPEND) {
        SAVE();
        View value = TAKE(B);
        if (list_append(rt, r[A].as<List>(), Value::adopt(value)).raised()) goto raised;
        NEXT();
    }
#define VOID_CASE(NAME, expression, consumed)   \
    OP(NAME) {                                  \
        SAVE();                                 \
        Result<void> done = (expression);       \
        consumed;                               \
        if (done.raised()) goto raised;         \
        NEXT();                                 \
    }
    VOID_CASE(LIST_EXTEND, extend_display(rt, r[A].as<List>(), r[B]), CONSUME(B))
    OP(LIST_TO_TUPLE) {
        SAVE();
        Result<Value> made = list_to_tuple(rt, r[B].as<List>());
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(SET_ADD) {
        SAVE();
        Result<bool> done = set_add(rt, r[A].as<Set>(), r[B]);
        CONSUME(B);
        if (done.raised()) goto raised;
        NEXT();
    }
    VOID_CASE(SET_UPDATE, set_update(rt, r[A].as<Set>(), r[B]), CONSUME(B))
    VOID_CASE(MAP_ADD, dict_set(rt, r[A].as<Dict>(), r[B], r[C]), { CONSUME(B); CONSUME(C); })
    VOID_CASE(DICT_UPDATE, display_update(rt, r[A].as<Dict>(), r[B]), CONSUME(B))
    VOID_CASE(DICT_MERGE, merge_keywords(rt, r[A].as<Dict>(), r[B], r[C]), CONSUME(B))
    OP(CONVERT) {
        SAVE();
        Result<Value> made = convert(rt, r[B], C);
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(FORMAT_SIMPLE) {
        View x = r[B];
        if (is_kind(x, Kind::str) && x.object()->shape == rt.types.str->root_shape) {
            x = TAKE(B);
            STORE(A, x);
            NEXT();
        }
        SAVE();
        Result<Value> made = format_value(rt, x, View());
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(FORMAT_SPEC) {
        SAVE();
        Result<Value> made = format_value(rt, r[B], r[C]);
        CONSUME(B);
        CONSUME(C);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }

    // ---- functions and calls

    OP(MAKE_FUNCTION) {
        SAVE();
        Result<Value> made = make_function(rt, frame, View(constants[WIDE]).as<Code>());
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(SET_FUNCTION_ATTRIBUTE) {
        SAVE();
        View value = TAKE(B);
        set_function_attribute(r[A].as<Function>(), C, Value::adopt(value));
        NEXT();
    }
#define FINISH_CALL(outcome)                                     \
    do {                                                         \
        if (outcome.kind == CallOutcome::raised) goto raised;    \
        if (outcome.kind == CallOutcome::frame) {                \
            LOAD_FRAME(outcome.next);                            \
        } else {                                                 \
            STORE(to, outcome.result);                           \
        }                                                        \
        NEXT();                                                  \
    } while (0)

    OP(CALL) {
        to = A;
        window = B;
        count = C;
        gap = false;
        pc += 2;
        goto call_window;
    }
    OP(CALL_METHOD) {
        to = A;
        window = B;
        count = C;
        gap = r[window + kWindowHeader].is_unbound();
        pc += 2;
        if (!gap) ++count;  // the window is as that of CALL, self being the first argument
        goto call_window;
    }
    OP(CALL_KW) {
        frame->pc = pc + 1;
        to = A;
        CallOutcome outcome = call_keywords(rt, frame, &r[B], C, false, data_word(pc), to);
        ++pc;
        FINISH_CALL(outcome);
    }
    OP(CALL_METHOD_KW) {
        frame->pc = pc + 1;
        to = A;
        CallOutcome outcome = call_keywords(rt, frame, &r[B], C, true, data_word(pc), to);
        ++pc;
        FINISH_CALL(outcome);
    }
    OP(CALL_EX) {
        SAVE();
        to = A;
        CallOutcome outcome = call_extended(rt, frame, &r[B], C, to);
        FINISH_CALL(outcome);
    }
    OP(RETURN) {
        carried = TAKE(A);
        goto return_carried;
    }
    OP(RETURN_CONST) {
        carried = constants[WIDE];
        retain(carried);
        goto return_carried;
    }
    OP(LOAD_BUILD_CLASS) {
        SAVE();
        Result<Value> found = load_build_class(rt, frame);
        if (found.raised()) goto raised;
        STORE(A, OWNED(found));
        NEXT();
    }
    OP(INTRINSIC) {
        SAVE();
        int count = intrinsic_operands(C);
        Result<Value> result = run_intrinsic(rt, frame, C, &r[B]);
        for (int n = 0; n < count; ++n) CONSUME(B + n);
        if (result.raised()) goto raised;
        STORE(A, OWNED(result));
        NEXT();
    }

    // ---- generators and awaits

    OP(YIELD) {
        SAVE();
        carried = TAKE(B);
        generator = Generator::of(frame);
        if (generator->kind == Kind::async_generator) goto yield_async;
        goto suspend;
    }
    OP(SEND) {
        carried = View::none();
        goto drive;
    }
    OP(GET_YIELD_FROM) {
        SAVE();
        Result<Value> made = get_yield_from(rt, frame, r[B]);
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(GET_AWAITABLE) {
        View x = r[B];
        if (x.is_object() && (x.object()->kind == Kind::coroutine ? !x.as<Generator>()->joined && !(x.as<Generator>()->frame.flags & Frame::in_send)
                              : x.object()->kind == Kind::native_coroutine && x.as<NativeCoroutine>()->state != NativeCoroutine::suspended)) [[likely]] {
            x = TAKE(B);
            STORE(A, x);
            NEXT();
        }
        SAVE();
        Result<Value> made = get_awaitable(rt, x, C);
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(GET_AITER) {
        SAVE();
        Result<Value> made = get_aiter(rt, r[B]);
        CONSUME(B);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(FOR_AITER) {
        SAVE();
        // An async generator that nobody else is running becomes part of the chain itself; anything else gives an awaitable.
        Result<Value> awaitable = begin_anext(rt, r[B]);
        if (awaitable.raised()) {
            r[B + 1] = View();
            goto drive_raised;
        }
        r[B + 1] = OWNED(awaitable);
        carried = View::none();
        goto drive;
    }

    // ---- exceptions

    OP(RAISE) {
        SAVE();
        (void)raise_statement(rt, r[A], B == kNoRegister ? View() : r[B]);
        CONSUME(A);
        if (B != kNoRegister) CONSUME(B);
        goto raised;
    }
    OP(RAISE_AGAIN) {
        SAVE();
        if (raise_again(rt)) goto reraised;
        goto raised;
    }
    OP(RERAISE) {
        SAVE();
        View exception = TAKE(A);
        rt.pending = Value::adopt(exception);
        goto reraised;
    }
    OP(ENTER_HANDLER) {
        View before = rt.handled->exception.detach();
        rt.handled->exception = Value(r[B]);
        STORE(A, before.is_unbound() ? View::none() : before);
        NEXT();
    }
    OP(EXIT_HANDLER) {
        View now = rt.handled->exception.detach();
        View before = TAKE(A);
        rt.handled->exception = Value::adopt(before);
        RELEASE(now);
        NEXT();
    }
    OP(MATCH_EXCEPTION) {
        View exception = r[B], type = r[C];
        if (is_kind(type, Kind::type) && type.as<Type>()->has(Type::exception_type)) [[likely]] {
            bool matches = is_subtype(exception.object()->type(), type.as<Type>());
            CONSUME(C);
            STORE(A, View::boolean(matches));
            NEXT();
        }
        SAVE();
        Result<bool> matches = match_exception(rt, exception, type);
        CONSUME(C);
        if (matches.raised()) goto raised;
        STORE(A, View::boolean(matches.value()));
        NEXT();
    }
    OP(MATCH_GROUP) {
        SAVE();
        View parts[2];
        Result<void> done = match_group(rt, r[B], r[C], parts);
        CONSUME(B);
        CONSUME(C);
        if (done.raised()) goto raised;
        r[A] = parts[0];
        r[A + 1] = parts[1];
        NEXT();
    }
    OP(JOIN_GROUP) {
        SAVE();
        Result<Value> made = join_group(rt, r[B], r[C].as<List>());
        CONSUME(C);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(LOAD_ASSERTION_ERROR) {
        View type = rt.exceptions[AssertionError];
        retain(type);
        STORE(A, type);
        NEXT();
    }

    // ---- pattern matching

    OP(GET_LEN) {
        SAVE();
        Result<std::int64_t> size = length(rt, r[B]);
        if (size.raised()) goto raised;
        STORE(A, View::small_int(size.value()));
        NEXT();
    }
    OP(MATCH_MAPPING) {
        STORE(A, View::boolean(rt.type_of(r[B])->has(Type::mapping_pattern)));
        NEXT();
    }
    OP(MATCH_SEQUENCE) {
        STORE(A, View::boolean(rt.type_of(r[B])->has(Type::sequence_pattern)));
        NEXT();
    }
    OP(MATCH_KEYS) {
        SAVE();
        Result<Value> made = match_keys(rt, r[B], r[C].as<Tuple>());
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT();
    }
    OP(MATCH_CLASS) {
        std::uint32_t positional = data_word(pc);
        SAVE();
        Result<Value> made = match_class(rt, r[B], r[C], r[C + 1].as<Tuple>(), positional);
        CONSUME(C);
        CONSUME(C + 1);
        if (made.raised()) goto raised;
        STORE(A, OWNED(made));
        NEXT_OVER(1);
    }

    // ---- imports

    OP(IMPORT_NAME) {
        SAVE();
        Result<Value> module = import_name(rt, frame, NAME(C), r[B], r[B + 1]);
        CONSUME(B);
        CONSUME(B + 1);
        if (module.raised()) goto raised;
        STORE(A, OWNED(module));
        NEXT();
    }
    OP(IMPORT_FROM) {
        SAVE();
        Result<Value> found = import_from(rt, r[B], NAME(C));
        if (found.raised()) goto raised;
        STORE(A, OWNED(found));
        NEXT();
    }
    VOID_CASE(IMPORT_STAR, import_star(rt, frame, r[A]), CONSUME(A))
    VOID_CASE(SETUP_ANNOTATIONS, setup_annotations(rt, frame), {})

#ifndef OURO_COMPUTED_GOTO
    default: __builtin_unreachable();
    }
#endif

    // ---- calls: the window and count are set, i is the call instruction, pc is behind its data

call_window:
    if (--rt.limits.slice < 0) [[unlikely]] {
        SAVE();
        if (rt.check_stop().raised()) {
            release_window(&r[window], count, gap);
            goto raised;
        }
    }
    {
        View callable = r[window];
        View* arguments = &r[window + kWindowHeader + gap];
        if (is_kind(callable, Kind::function)) [[likely]] {
            auto* function = callable.as<Function>();
            Code* code = function->code;
            if (code->is_generator()) {
                if (code->simple && count == code->argument_count && !state.coroutine_origin_depth) {
                    if (Generator* made = begin_generator(rt, function, arguments)) [[likely]] {
                        STORE(to, View(made));
                        NEXT();
                    }
                }
                goto call_slowly;
            }
            // A heap frame has no room behind it: its calls go on the stack.
            View* place = frame->flags & Frame::heap ? state.heap_top + kWindowHeader : arguments;
            if (rt.depth < rt.recursion_limit && place + code->register_count <= state.stack_end) [[likely]] {
                SAVE();
                if (place != arguments)
                    for (std::uint32_t n = 0; n < count; ++n) place[n] = arguments[n];
                if (!code->simple || count != code->argument_count) [[unlikely]] {
                    if (bind_in_place(rt, function, place, count).raised()) {
                        release(function);
                        goto raised;
                    }
                    count = code->parameter_count;
                }
                for (std::uint32_t n = count; n < code->local_count; ++n) place[n] = View();
                auto* next = reinterpret_cast<Frame*>(place) - 1;
                next->function = function;
                next->code = code;
                next->pc = code->instructions.data();
                next->caller = frame;
                next->result = to;
                next->flags = 0;
                ++rt.depth;
                LOAD_FRAME(next);
                NEXT();
            }
        }
        if (is_kind(callable, Kind::native_function)) {
            SAVE();
            Result<Value> value = call_native(rt, callable.as<NativeFunction>(), {.values = arguments, .count = count, .names = nullptr});
            if (value.raised()) [[unlikely]] {
                release_window_keeping_error(rt, &r[window], count, gap);
                goto raised;
            }
            for (std::uint32_t n = 0; n < count; ++n) RELEASE(arguments[n]);
            RELEASE(callable);
            STORE(to, OWNED(value));
            NEXT();
        }
    call_slowly:
        SAVE();
        CallOutcome outcome = call_slow(rt, frame, &r[window], count, gap, to);
        FINISH_CALL(outcome);
    }

    // ---- a frame ends with the value `carried`

return_carried:
    SAVE();
    if (frame->flags & Frame::has_object) [[unlikely]] detach_frame_object(rt, frame, frame->caller);
    for (std::uint32_t n = 0; n < locals; ++n) {
        View variable = r[n];
        if (variable.is_object() && --variable.object()->references == 0) [[unlikely]] {
            frame->flags |= Frame::ending;
            destroy(variable.object());
        }
    }
    if ((frame->flags & ~Frame::ending) == 0) [[likely]] {
        to = frame->result;
        Object* function = frame->function;
        --rt.depth;
        LOAD_FRAME(frame->caller);
        if (--function->references == 0) [[unlikely]] destroy(function);
        STORE(to, carried);
        NEXT();
    }
    if (!(frame->flags & Frame::heap)) {
        to = frame->result;
        bool entry = frame->flags & Frame::entry;
        target = leave_frame(rt, frame, carried);  // a constructor's result is its instance; it may also raise
        if (entry) {
            if (carried.is_raised()) return Raised{};
            return Value::adopt(carried);
        }
        LOAD_FRAME(target);
        if (carried.is_raised()) goto raised;
        STORE(to, carried);
        NEXT();
    }
    generator = Generator::of(frame);
    target = frame->caller;
    finish_generator(generator);
    if (generator->joined) {
        leave_joined(rt, generator);
        if (generator->kind == Kind::async_generator) {  // the end of an `async for`
            RELEASE(carried);
            LOAD_FRAME(target);
            ++pc;
            goto async_exhausted;
        }
        goto driven_done;
    }
    leave_root(rt, generator);
    if (generator->resumer == Generator::by_native) {
        state.async_yielded = false;
        rt.sent_result = Value::adopt(carried);
        return View();
    }
    LOAD_FRAME(target);  // at a FOR_ITER
    RELEASE(carried);
    RELEASE(r[B]);
    pc += static_cast<std::int16_t>(C);
    NEXT();

    // ---- a suspended heap frame `target` goes on with the value `carried`

deliver:
    LOAD_FRAME(target);
    if (frame->flags & Frame::in_send) {
        frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
        ++pc;
        goto drive;
    }
    if (pc == frame->code->instructions.data()) {
        RELEASE(carried);  // begins; what was sent can only be None
    } else {
            STORE(A, carried);
    }
    NEXT();

    // ---- the chain stops with the value `carried`, which goes to whoever resumed its root

suspend:
    generator = state.root;
    target = suspend_chain(rt, generator, Generator::of(frame));
    if (generator->resumer == Generator::by_native) return Value::adopt(carried);
    LOAD_FRAME(target);  // at a FOR_ITER
    STORE(A, carried);
    NEXT();

yield_async:
    // An async generator's own yield ends the awaiting of one item; only what it awaits suspends the chain.
    generator->state = Generator::suspended;
    target = frame->caller;
    if (generator->joined) {
        leave_joined(rt, generator);
        goto driven_done;
    }
    leave_root(rt, generator);
    state.async_yielded = true;
    rt.sent_result = Value::adopt(carried);
    return View();

    // ---- SEND and FOR_AITER: i is the instruction, pc behind it, `carried` what is sent

drive: {
    View driven = pc[-1].opcode() == Opcode::SEND ? r[B] : r[B + 1];
    SAVE();
    if (is_generator(driven)) {
        auto* inner = driven.as<Generator>();
        if (can_join(inner)) [[likely]] {
            if (--rt.limits.slice < 0 && rt.check_stop().raised()) [[unlikely]] goto drive_raised;
            target = join(rt, inner, frame);
            if (!target) goto drive_raised;
            --frame->pc;
            frame->flags |= Frame::in_send;
            goto deliver;
        }
    }
    Result<Value> step = is_kind(driven, Kind::native_coroutine) && carried.is_none()
                             ? step_native(rt, driven.as<NativeCoroutine>(), carried)
                             : drive_step(rt, driven, Value::adopt(carried));
    if (step.raised()) goto drive_raised;
    if (!step.value().is_unbound()) {
        carried = OWNED(step);
        --frame->pc;
        frame->flags |= Frame::in_send;
        goto suspend;
    }
    carried = rt.sent_result.detach();
    target = frame;
    --frame->pc;
    goto driven_done;
}

driven_done:  // `target` is at a SEND or FOR_AITER whose awaitable ended with `carried`
    LOAD_FRAME(target);
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    ++pc;
    {
        std::uint32_t holder = pc[-1].opcode() == Opcode::SEND ? B : B + 1;
        View driven = r[holder];
        if (is_kind(driven, Kind::async_generator)) driven.as<Generator>()->async_running = false;
        STORE(A, carried);
        if (driven.is_object() && --driven.object()->references == 0) {
            SAVE();
            end_driven(rt, driven.object());
        }
    }
    NEXT();

drive_raised:  // what the present SEND or FOR_AITER drove has raised; pc is behind it
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    SAVE();
    if (pc[-1].opcode() == Opcode::SEND) {
        RELEASE(r[B]);
        goto raised;
    }
    if (rt.stopping() || !rt.swallow(StopAsyncIteration)) {
        end_async_step(r[B + 1]);
        RELEASE(r[B + 1]);
        goto raised;
    }
async_exhausted:
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    end_async_step(r[B + 1]);
    RELEASE(r[B + 1]);
    RELEASE(r[B]);
    pc += static_cast<std::int16_t>(C);
    NEXT();

raise_in_send: {
    // throw() into a frame that drives something which is not part of the chain.
    ++pc;
    frame->flags &= static_cast<std::uint16_t>(~Frame::in_send);
    SAVE();
    View driven = pc[-1].opcode() == Opcode::SEND ? r[B] : r[B + 1];
    Result<Value> step = drive_raising(rt, driven);
    if (step.raised()) goto drive_raised;
    if (!step.value().is_unbound()) {
        carried = OWNED(step);
        --frame->pc;
        frame->flags |= Frame::in_send;
        goto suspend;
    }
    carried = rt.sent_result.detach();
    target = frame;
    --frame->pc;
    goto driven_done;
}

    // ---- exceptions

raised:
    add_traceback_entry(rt, frame);
reraised:
    if (Instruction* handler = find_handler(rt, frame)) {
        frame->pc = handler;
        LOAD_FRAME(frame);
        NEXT();
    }
    if (frame->flags & Frame::has_object) detach_frame_object(rt, frame, frame->caller);
    release_frame_contents(rt, frame);
    if (!(frame->flags & Frame::heap)) {
        bool entry = frame->flags & Frame::entry;
        carried = View(View::kRaisedBits);
        target = leave_frame(rt, frame, carried);
        if (entry) return Raised{};
        LOAD_FRAME(target);
        goto raised;
    }
    generator = Generator::of(frame);
    target = frame->caller;
    convert_stop_iteration(rt, generator);
    finish_generator(generator);
    if (generator->joined) {
        leave_joined(rt, generator);
        LOAD_FRAME(target);
        ++pc;
        goto drive_raised;
    }
    leave_root(rt, generator);
    if (generator->resumer == Generator::by_native) return Raised{};
    LOAD_FRAME(target);
    goto raised;
}

}  // namespace ouro
