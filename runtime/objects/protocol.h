// SPDX-License-Identifier: MIT
// The operations of Python's abstract objects, as natives and the interpreter's slow paths use them. Each is what the named
// built-in or expression does; each may run script code unless it says otherwise.
#pragma once

#include <initializer_list>

#include "runtime/runtime.h"

namespace ouro {

// ---- calls (call.cpp)
Result<Value> call(Runtime& rt, View callable, const Arguments& arguments);
Result<Value> call(Runtime& rt, View callable, std::initializer_list<View> arguments = {});
Result<Value> call_method(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments = {});
/// Calls a special method found on the type; Unbound if the type has none.
Result<Value> call_special(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments = {});
/// The same where whatever the method's descriptor raises means that there is no method.
Result<Value> call_special_if_found(Runtime& rt, View object, Str* name, std::initializer_list<View> arguments = {});
bool is_callable(Runtime& rt, View value);

// ---- attributes (attribute.cpp)
Result<Value> get_attribute(Runtime& rt, View object, Str* name);
/// Unbound instead of AttributeError.
Result<Value> find_attribute(Runtime& rt, View object, Str* name);
Result<void> set_attribute(Runtime& rt, View object, Str* name, View value);  // value Unbound: delete
/// Looks `name` up along the MRO, without descriptors; Unbound if absent. Runs no script code. `name` is interned.
View lookup_on_type(Type* type, Str* name);
/// A special method of the object's type, bound as if fetched from the object; Unbound if absent.
Result<Value> find_special(Runtime& rt, View object, Str* name);
/// object.__getattribute__ and object.__setattr__.
Result<Value> generic_get_attribute(Runtime& rt, View object, Str* name);
Result<void> generic_set_attribute(Runtime& rt, View object, Str* name, View value);
/// The dict of an object with attribute storage (moves it to dictionary mode); Unbound if it has none.
Result<Value> dict_of(Runtime& rt, View object);
/// object.__dict__ = dict
Result<void> replace_dict(Runtime& rt, View object, View dict);

// ---- comparison, hashing, truth (comparison.cpp, hashing.cpp, truth.cpp)
Result<Value> compare(Runtime& rt, View left, View right, CompareOp op);
Result<bool> compare_truth(Runtime& rt, View left, View right, CompareOp op);
/// Identity or ==, as containers compare.
Result<bool> equal(Runtime& rt, View left, View right);
Result<std::int64_t> hash(Runtime& rt, View value);
Result<bool> truth(Runtime& rt, View value);

// ---- arithmetic (arithmetic.cpp)
Result<Value> binary(Runtime& rt, BinaryOp op, View left, View right);
Result<Value> inplace(Runtime& rt, BinaryOp op, View left, View right);
Result<Value> negative(Runtime& rt, View value);
Result<Value> positive(Runtime& rt, View value);
Result<Value> invert(Runtime& rt, View value);
Result<Value> absolute(Runtime& rt, View value);
Result<Value> power(Runtime& rt, View base, View exponent, View modulus);
/// operator.index(): an exact int; "'x' object cannot be interpreted as an integer".
Result<Value> index(Runtime& rt, View value);
/// index() as 64 bits; OverflowError ("Python int too large to convert to C ssize_t").
Result<std::int64_t> index_to_int64(Runtime& rt, View value);
/// How often `sequence * times` repeats: index() as 64 bits; OverflowError ("cannot fit 'int' into an index-sized integer").
Result<std::int64_t> repeat_count(Runtime& rt, View times);
/// A bound of a range of positions: index() clipped; "slice indices must be integers or None or have an __index__ method".
Result<std::ptrdiff_t> slice_bound(Runtime& rt, View value, bool none_allowed = true);
/// index() clipped to ptrdiff_t, for slices.
Result<std::ptrdiff_t> index_clipped(Runtime& rt, View value);
Result<double> to_double(Runtime& rt, View value);

// ---- items and containers (subscript.cpp)
Result<Value> get_item(Runtime& rt, View object, View key);
Result<void> set_item(Runtime& rt, View object, View key, View value);  // value Unbound: delete
Result<bool> contains(Runtime& rt, View container, View item);
Result<std::int64_t> length(Runtime& rt, View object);                  // "object of type 'x' has no len()"
/// operator.length_hint with a default of 0.
Result<std::int64_t> length_hint(Runtime& rt, View object);
/// Start, stop, step of a slice for a sequence of `length`, and the number of items: slice.indices().
struct SliceRange {
    std::int64_t start, stop, step, count;
};
Result<SliceRange> slice_range(Runtime& rt, Slice* slice, std::int64_t length);

// ---- iteration (iteration.cpp)
Result<Value> iter(Runtime& rt, View object);  // "'x' object is not iterable"
/// Unbound where exhausted (a StopIteration raised by script code is swallowed into that).
Result<Value> next(Runtime& rt, View iterator);
/// Calls fn(View item) -> Result<bool> (false stops) for each item of any iterable; lists, tuples and dicts take a short way.
template <typename Function>
Result<void> for_each(Runtime& rt, View iterable, Function&& fn);

// ---- text (repr.cpp, format.cpp)
Result<Ref<Str>> repr(Runtime& rt, View value);
Result<Ref<Str>> to_str(Runtime& rt, View value);
Result<Ref<Str>> ascii(Runtime& rt, View value);
Result<Ref<Str>> format(Runtime& rt, View value, Str* specification);
/// Guards repr of containers that contain themselves: true if `object` is being printed already.
class ReprGuard {
public:
    ReprGuard(Runtime& rt, View object);
    ~ReprGuard();
    bool recursive() const { return recursive_; }

private:
    Runtime& rt_;
    bool recursive_;
};

// ---- classes (type.cpp)
Result<bool> is_instance(Runtime& rt, View object, View class_or_tuple);
Result<bool> is_subclass(Runtime& rt, View type, View class_or_tuple);
inline Type* as_type(View value) { return is_kind(value, Kind::type) ? value.as<Type>() : nullptr; }
/// type(name, bases, namespace) with its whole protocol (__set_name__, __init_subclass__), without metaclass choice.
Result<Ref<Type>> new_class(Runtime& rt, Type* metatype, Str* name, Tuple* bases, Dict* namespace_, const Arguments& keywords);
/// To be called after any change of type->dict: new versions for its shapes and those of its subclasses, slots brought up to date.
void type_modified(Runtime& rt, Type* type, Str* name);
/// The name for messages, as CPython's tp_name: "int", "collections.deque".
const char* type_name(Runtime& rt, View value);
const char* type_name(const Type* type);
/// __name__ of a class: "deque".
const char* short_type_name(const Type* type);

template <typename Function>
Result<void> for_each(Runtime& rt, View iterable, Function&& fn) {
    Value iterator = TRY(iter(rt, iterable));
    for (;;) {
        Value item = TRY(next(rt, iterator));
        if (item.is_unbound()) return {};
        if (!TRY(fn(View(item)))) return {};
    }
}

}  // namespace ouro
