// SPDX-License-Identifier: MIT
// The long or rare halves of opcodes. Unless said otherwise they borrow their operands, which the interpreter consumes afterwards.
#pragma once

#include <string>

#include "runtime/objects/cell.h"
#include "vm/interp/caches.h"
#include "vm/interp/interpreter.h"

namespace ouro {

inline View cell_content(View cell) { return cell.as<Cell>()->content; }
/// Puts an owned value into a cell; the former content, owned, is the caller's to release.
inline View exchange_cell(View cell, View value) {
    View old = cell.as<Cell>()->content.detach();
    cell.as<Cell>()->content = Value::adopt(value);
    return old;
}
View free_cell(Frame* frame, std::uint32_t index);
/// A cell that takes over `content`.
Result<Value> make_cell(Runtime& rt, View content);
[[gnu::cold]] Raised raise_unbound_local(Runtime& rt, Frame* frame, std::uint32_t local);
[[gnu::cold]] Raised raise_unbound_free(Runtime& rt, Frame* frame, std::uint32_t index);

/// A register's text (an exact str) with something added. The register gives its text up, unless this raises.
Result<Value> add_to_text(Runtime& rt, View* text, View more);

Result<Value> load_global(Runtime& rt, Function* function, Str* name, GlobalCache* cache);
Result<void> delete_global(Runtime& rt, Function* function, Str* name);
Result<Value> load_name(Runtime& rt, Frame* frame, Str* name);
Result<void> store_name(Runtime& rt, Frame* frame, Str* name, View value);
Result<void> delete_name(Runtime& rt, Frame* frame, Str* name);
Result<Value> load_locals(Runtime& rt, Frame* frame);
Result<Value> load_name_or_free(Runtime& rt, Frame* frame, Str* name, std::uint32_t free);
Result<Value> load_from_or_global(Runtime& rt, Frame* frame, View mapping, Str* name);
Result<Value> load_from_or_free(Runtime& rt, Frame* frame, View mapping, Str* name, std::uint32_t free);

Result<Value> load_attribute(Runtime& rt, View object, Str* name, AttributeCache* caches);
Result<void> store_attribute(Runtime& rt, View object, Str* name, View value, AttributeCache* caches);
/// `bound`: the result is to be called with the object as first argument.
Result<Value> load_method(Runtime& rt, View object, Str* name, AttributeCache* caches, bool& bound);
/// operands: super, class, self. `bound` null: an ordinary attribute is wanted.
Result<Value> load_super(Runtime& rt, const View* operands, Str* name, bool* bound);
Result<Value> load_special(Runtime& rt, View object, int which, bool& bound);

Result<Value> build_slice(Runtime& rt, const View* operands);
Result<Value> build_set(Runtime& rt, const View* items, std::size_t count);
Result<Value> build_map(Runtime& rt, const View* pairs, std::size_t count);
Result<Value> build_string(Runtime& rt, const View* parts, std::size_t count);
Result<void> extend_display(Runtime& rt, List* list, View iterable);
Result<Value> list_to_tuple(Runtime& rt, List* list);
Result<void> display_update(Runtime& rt, Dict* dict, View mapping);
/// "module.f()" as the errors about arguments name a callable.
std::string call_name(Runtime& rt, View callable);
Result<void> merge_keywords(Runtime& rt, Dict* dict, View mapping, View callable);
Result<Value> convert(Runtime& rt, View value, int conversion);
Result<Value> format_value(Runtime& rt, View value, View specification);
View fast_power(double base, double exponent);

Result<Value> make_function(Runtime& rt, Frame* frame, Code* code);
void set_function_attribute(Function* function, int which, Value value);
Result<Value> load_build_class(Runtime& rt, Frame* frame);
Result<Value> run_intrinsic(Runtime& rt, Frame* frame, int which, const View* operands);

/// next() for FOR_ITER: an iterator's own `next` slot, Unbound where exhausted.
Result<Value> next_item(Runtime& rt, View iterator);
/// On failure nothing is stored.
Result<void> unpack_sequence(Runtime& rt, View source, std::size_t count, View* to);
Result<void> unpack_extended(Runtime& rt, View source, std::size_t before, std::size_t after, View* to);

Result<Value> get_yield_from(Runtime& rt, Frame* frame, View value);
Result<Value> get_awaitable(Runtime& rt, View value, int where);
Result<Value> get_aiter(Runtime& rt, View value);
/// What FOR_AITER drives for one item: an async generator itself, marked as running, where it can join the chain; else an awaitable.
Result<Value> begin_anext(Runtime& rt, View iterator);
/// `driven` no longer runs for this `async for`.
void end_async_step(View driven);
/// One step of anything that SEND drives and that cannot join: what it yields; Unbound at its end, with rt.sent_result its result.
Result<Value> drive_step(Runtime& rt, View driven, Value sent);
/// Raises the pending exception inside what SEND drives; otherwise as drive_step.
Result<Value> drive_raising(Runtime& rt, View driven);
/// close() of what is driven, if it has that.
Result<void> close_driven(Runtime& rt, View driven);

Raised raise_statement(Runtime& rt, View exception, View cause);
/// A bare raise: whether an exception was being handled, which goes on with the traceback it has; else a RuntimeError is raised.
bool raise_again(Runtime& rt);
Result<bool> match_exception(Runtime& rt, View exception, View type);
/// PEP 654: to[0], to[1] = the rest and the matching part of a group (or of a single exception), owned.
Result<void> match_group(Runtime& rt, View exception, View type, View* to);
Result<Value> join_group(Runtime& rt, View original, List* raised);

Result<Value> match_keys(Runtime& rt, View subject, Tuple* keys);
Result<Value> match_class(Runtime& rt, View subject, View type, Tuple* names, std::uint32_t positional);

Result<Value> import_name(Runtime& rt, Frame* frame, Str* name, View level, View fromlist);
Result<Value> import_from(Runtime& rt, View module, Str* name);
Result<void> import_star(Runtime& rt, Frame* frame, View module);
Result<void> setup_annotations(Runtime& rt, Frame* frame);

}  // namespace ouro
