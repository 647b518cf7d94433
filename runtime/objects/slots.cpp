// SPDX-License-Identifier: MIT
// Slot dispatchers (a special method written in Python fills a slot) and slot wrappers (a built-in slot appears as a method).
#include "runtime/objects/slots.h"

#include <climits>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/descriptor.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/reduce.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

using NamePointer = Str* Names::*;

// ---- dispatchers: from a slot to the method

/// Calls the special method, which the type has; None as the method means "not supported".
Result<Value> call_method_of(Runtime& rt, View self, NamePointer name, std::initializer_list<View> arguments) {
    Value result = TRY(call_special(rt, self, rt.names.*name, arguments));
    if (result.is_unbound()) return rt.raise(AttributeError, "'%s' object has no attribute '%s'", type_name(rt, self), (rt.names.*name)->data());
    return result;
}

template <NamePointer name>
Result<Value> unary_dispatch(Runtime& rt, View self) {
    return call_method_of(rt, self, name, {});
}

template <NamePointer name>
Result<Value> iter_dispatch(Runtime& rt, View self) {
    bool refused = name == &Names::iter_ && lookup_on_type(rt.type_of(self), rt.names.iter_).is_none();
    Value result = refused ? Value() : TRY(call_special_if_found(rt, self, rt.names.*name));
    if (!result.is_unbound()) return result;
    if (name == &Names::iter_) return rt.raise(TypeError, "'%s' object is not iterable", type_name(rt, self));
    return rt.raise(AttributeError, "object %s does not have %s method", type_name(rt, self), (rt.names.*name)->data());
}

Result<Value> next_dispatch(Runtime& rt, View self) {
    Result<Value> item = call_method_of(rt, self, &Names::next_, {});
    if (item.raised() && rt.swallow(StopIteration)) return Value();
    return item;
}

Result<Value> repr_dispatch(Runtime& rt, View self) {
    Value result = TRY(call_special_if_found(rt, self, rt.names.repr_));
    return result.is_unbound() ? rt.format("<%s object at %p>", type_name(rt, self), reinterpret_cast<void*>(self.bits())) : result;
}

template <BinaryOp op, NamePointer name, NamePointer reflected>
Result<Value> binary_dispatch(Runtime& rt, View left, View right) {
    // Both operands may have this dispatcher; it plays the part of either one's slot.
    constexpr auto at = static_cast<int>(op);
    BinarySlot here = binary_dispatch<op, name, reflected>;
    Type *x = rt.type_of(left), *y = rt.type_of(right);
    bool do_right = y != x && y->slots.binary[at] == here;
    if (x->slots.binary[at] == here) {
        if (do_right && is_subtype(y, x)) {
            View own = lookup_on_type(y, rt.names.*reflected), inherited = lookup_on_type(x, rt.names.*reflected);
            if (!own.is_unbound() && own != inherited) {
                Value result = TRY(call_special(rt, right, rt.names.*reflected, {left}));
                if (!result.is_unbound() && !result.is_not_implemented()) return result;
                do_right = false;
            }
        }
        Value result = TRY(call_special(rt, left, rt.names.*name, {right}));
        if (!result.is_unbound() && !result.is_not_implemented()) return result;
    }
    if (do_right) {
        Value result = TRY(call_special(rt, right, rt.names.*reflected, {left}));
        if (!result.is_unbound()) return result;
    }
    return View::not_implemented();
}

template <NamePointer name>
Result<Value> inplace_dispatch(Runtime& rt, View self, View other) {
    Value result = TRY(call_special(rt, self, rt.names.*name, {other}));
    return result.is_unbound() ? Value(View::not_implemented()) : result;
}

Result<Value> power_dispatch(Runtime& rt, View base, View exponent, View modulus) {
    if (rt.type_of(base)->slots.power != power_dispatch) return View::not_implemented();  // it is another operand's
    Value result = TRY(call_special(rt, base, rt.names.pow_, {exponent, modulus}));
    if (result.is_unbound()) return rt.raise(AttributeError, "__pow__");
    return result;
}

constexpr NamePointer kCompareNames[] = {&Names::lt_, &Names::le_, &Names::eq_, &Names::ne_, &Names::gt_, &Names::ge_};

Result<Value> compare_dispatch(Runtime& rt, View left, View right, CompareOp op) {
    Value result = TRY(call_special_if_found(rt, left, rt.names.*kCompareNames[static_cast<int>(op)], {right}));
    return result.is_unbound() ? Value(View::not_implemented()) : result;
}

Result<std::int64_t> hash_dispatch(Runtime& rt, View self) {
    View method = lookup_on_type(rt.type_of(self), rt.names.hash_);
    if (method.is_none() || method.is_unbound()) return rt.raise(TypeError, "unhashable type: '%s'", type_name(rt, self));
    Value result = TRY(call_special_if_found(rt, self, rt.names.hash_));
    if (result.is_unbound()) return rt.raise(TypeError, "unhashable type: '%s'", type_name(rt, self));
    if (!is_integer(result)) return rt.raise(TypeError, "__hash__ method should return an integer");
    std::int64_t n;
    if (!fits_int64(result, n)) n = hash_int(result);
    return n == -1 ? -2 : n;
}

Result<std::int64_t> length_result(Runtime& rt, View result) {
    Value exact = TRY(index(rt, result));
    std::int64_t n;
    if (sign_of(exact) < 0) return rt.raise(ValueError, "__len__() should return >= 0");
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, "cannot fit '%s' into an index-sized integer", type_name(rt, result));
    return n;
}

Result<std::int64_t> length_dispatch(Runtime& rt, View self) {
    Value result = TRY(call_method_of(rt, self, &Names::len_, {}));
    if (!is_integer(result) && !rt.type_of(result)->slots.index)
        return rt.raise(TypeError, "'%s' object cannot be interpreted as an integer", type_name(rt, result));
    return length_result(rt, result);
}

Result<bool> truth_dispatch(Runtime& rt, View self) {
    View method = lookup_on_type(rt.type_of(self), rt.names.bool_);
    if (method.is_none()) return rt.raise(TypeError, "'NoneType' object is not callable");
    if (!method.is_unbound()) {
        Value result = TRY(call_method_of(rt, self, &Names::bool_, {}));
        if (!result.is_bool()) return rt.raise(TypeError, "__bool__ should return bool, returned %s", type_name(rt, result));
        return result.is_true();
    }
    if (lookup_on_type(rt.type_of(self), rt.names.len_).is_unbound()) return true;
    return TRY(length(rt, self)) != 0;
}

Result<bool> contains_dispatch(Runtime& rt, View self, View item) {
    View method = lookup_on_type(rt.type_of(self), rt.names.contains_);
    if (method.is_none()) return rt.raise(TypeError, "'%s' object is not a container", type_name(rt, self));
    Value result = TRY(call_method_of(rt, self, &Names::contains_, {item}));
    return truth(rt, result);
}

Result<Value> get_attribute_dispatch(Runtime& rt, View self, Str* name) {
    Type* type = rt.type_of(self);
    View getattribute = lookup_on_type(type, rt.names.getattribute_);
    Result<Value> found = Raised{};
    bool plain = is_kind(getattribute, Kind::descriptor) && getattribute.object()->type() == rt.types.slot_wrapper;
    if (plain) {
        auto* owner = getattribute.as<SlotWrapper>()->owner;
        found = owner->slots.get_attribute ? owner->slots.get_attribute(rt, self, name) : generic_get_attribute(rt, self, name);
    } else {
        found = call_method_of(rt, self, &Names::getattribute_, {View(static_cast<const Object*>(name))});
    }
    if (!found.raised() || !rt.pending_is(AttributeError)) return found;
    if (lookup_on_type(type, rt.names.getattr_).is_unbound()) return found;
    Value dropped = rt.take_exception();
    return call_method_of(rt, self, &Names::getattr_, {View(static_cast<const Object*>(name))});
}

Result<void> set_attribute_dispatch(Runtime& rt, View self, Str* name, View value) {
    View text(static_cast<const Object*>(name));
    if (value.is_unbound()) TRY(call_method_of(rt, self, &Names::delattr_, {text}));
    else TRY(call_method_of(rt, self, &Names::setattr_, {text, value}));
    return {};
}

Result<Value> get_dispatch(Runtime& rt, View self, View instance, Type* owner) {
    View object = instance.is_unbound() ? View::none() : instance;
    View type = owner ? View(static_cast<const Object*>(owner)) : View(static_cast<const Object*>(rt.type_of(instance)));
    // Unlike other special methods it is not bound: it gets the descriptor as an argument, whatever it is.
    Value method(lookup_on_type(rt.type_of(self), rt.names.get_));
    if (method.is_unbound()) return Value(self);
    return call(rt, method, {self, object, type});
}

Result<void> set_dispatch(Runtime& rt, View self, View instance, View value) {
    Result<Value> result = value.is_unbound() ? call_special(rt, self, rt.names.delete_, {instance}) : call_special(rt, self, rt.names.set_, {instance, value});
    if (result.raised()) return Raised{};
    if (result.value().is_unbound()) return rt.raise(AttributeError, "%s", value.is_unbound() ? "__delete__" : "__set__");
    return {};
}

Result<Value> get_item_dispatch(Runtime& rt, View self, View key) { return call_method_of(rt, self, &Names::getitem_, {key}); }

Result<void> set_item_dispatch(Runtime& rt, View self, View key, View value) {
    Result<Value> result = value.is_unbound() ? call_special(rt, self, rt.names.delitem_, {key}) : call_special(rt, self, rt.names.setitem_, {key, value});
    if (result.raised()) return Raised{};
    if (result.value().is_unbound())
        return rt.raise(TypeError, "'%s' object does%s support item %s", type_name(rt, self), value.is_unbound() ? "n't" : " not",
                        value.is_unbound() ? "deletion" : "assignment");
    return {};
}

Result<Value> call_bound_special(Runtime& rt, View self, Str* name, const Arguments& arguments) {
    Value method = TRY(find_special(rt, self, name));
    if (method.is_unbound()) return rt.raise(TypeError, "'%s' object is not callable", type_name(rt, self));
    return call(rt, method, arguments);
}

Result<Value> call_dispatch(Runtime& rt, View self, const Arguments& arguments) { return call_bound_special(rt, self, rt.names.call_, arguments); }

Result<void> init_dispatch(Runtime& rt, View self, const Arguments& arguments) {
    Value result = TRY(call_bound_special(rt, self, rt.names.init_, arguments));
    if (!result.is_none()) return rt.raise(TypeError, "__init__() should return None, not '%s'", type_name(rt, result));
    return {};
}

Result<Value> construct_dispatch(Runtime& rt, Type* type, const Arguments& arguments) {
    View self(static_cast<const Object*>(type));
    Value method = TRY(get_attribute(rt, self, rt.names.new_));
    std::vector<View> values{self};
    for (std::size_t n = 0; n < arguments.total(); ++n) values.push_back(arguments[n]);
    return call(rt, method, {.values = values.data(), .count = arguments.count + 1, .names = arguments.names});
}

void finalize_dispatch(Runtime& rt, Object* object) {
    View self(object);
    View method = lookup_on_type(rt.type_of(self), rt.names.del_);
    if (method.is_unbound()) return;
    Value held(method);
    if (call_special_if_found(rt, self, rt.names.del_).raised()) rt.report_unraisable(held);
}

// ---- wrappers: from a method to the slot

template <auto slot>
Result<Value> call_unary(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) {
    return (slots.*slot)(rt, self);
}
Result<Value> call_next(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) {
    rt.sent_result = Value();
    Value item = TRY(slots.next(rt, self));
    if (!item.is_unbound()) return item;
    return raise_stop_iteration(rt, self);
}
template <int at>
Result<Value> call_binary(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    return slots.binary[at](rt, self, a[0]);
}
template <int at>
Result<Value> call_reflected(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    return slots.binary[at](rt, a[0], self);
}
template <int at>
Result<Value> call_inplace(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    return slots.inplace[at](rt, self, a[0]);
}
template <CompareOp op>
Result<Value> call_compare(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    return slots.compare(rt, self, a[0], op);
}
Result<Value> call_hash(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) { return rt.integer(TRY(slots.hash(rt, self))); }
Result<Value> call_length(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) { return rt.integer(TRY(slots.length(rt, self))); }
Result<Value> call_truth(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) { return View::boolean(TRY(slots.truth(rt, self))); }
Result<Value> call_contains(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    return View::boolean(TRY(slots.contains(rt, self, a[0])));
}
Result<Str*> attribute_name(Runtime& rt, View value) {
    Str* text = as_str(value);
    if (!text) return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, value));
    return intern(rt, text).get();  // the interned one lives at least as long as the argument's text is used
}
Result<Value> call_get_attribute(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    Str* name = TRY(attribute_name(rt, a[0]));
    return slots.get_attribute ? slots.get_attribute(rt, self, name) : generic_get_attribute(rt, self, name);
}
Result<Value> call_set_attribute(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    Str* name = TRY(attribute_name(rt, a[0]));
    if (is_kind(self, Kind::type) && !slots.set_attribute) return rt.raise(TypeError, "can't apply this __setattr__ to type object");
    TRY((slots.set_attribute ? slots.set_attribute : generic_set_attribute)(rt, self, name, a[1]));
    return View::none();
}
Result<Value> call_delete_attribute(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    Str* name = TRY(attribute_name(rt, a[0]));
    if (is_kind(self, Kind::type) && !slots.set_attribute) return rt.raise(TypeError, "can't apply this __delattr__ to type object");
    TRY((slots.set_attribute ? slots.set_attribute : generic_set_attribute)(rt, self, name, View()));
    return View::none();
}
Result<Value> call_get(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    View instance = a[0].is_none() ? View() : a[0];
    Type* owner = a.count > 1 && is_kind(a[1], Kind::type) ? a[1].as<Type>() : nullptr;
    if (instance.is_unbound() && !owner) return rt.raise(TypeError, "__get__(None, None) is invalid");
    return slots.get(rt, self, instance, owner);
}
Result<Value> call_set(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    TRY(slots.set(rt, self, a[0], a[1]));
    return View::none();
}
Result<Value> call_delete(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    TRY(slots.set(rt, self, a[0], View()));
    return View::none();
}
Result<Value> call_get_item(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) { return slots.get_item(rt, self, a[0]); }
Result<Value> call_set_item(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    TRY(slots.set_item(rt, self, a[0], a[1]));
    return View::none();
}
Result<Value> call_delete_item(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    TRY(slots.set_item(rt, self, a[0], View()));
    return View::none();
}
Result<Value> call_call(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) { return slots.call(rt, self, a); }
Result<Value> call_init(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    TRY(slots.init(rt, self, a));
    return View::none();
}
Result<Value> call_power(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    if (a.count == 2 && !a[1].is_none()) {
        if (slots.power) return slots.power(rt, self, a[0], a[1]);
        return View::not_implemented();
    }
    return slots.binary[static_cast<int>(BinaryOp::pow)](rt, self, a[0]);
}
Result<Value> call_reflected_power(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    if (a.count == 2 && !a[1].is_none()) return slots.power ? slots.power(rt, a[0], self, a[1]) : Result<Value>(View::not_implemented());
    return slots.binary[static_cast<int>(BinaryOp::pow)](rt, a[0], self);
}
Result<Value> call_del(Runtime& rt, const TypeSlots& slots, View self, const Arguments&) {
    slots.finalize(rt, self.object());
    return View::none();
}

// ---- __buffer__ (PEP 688)

// A release may come at any time, as a finaliser does: nobody could hear what it raises.

void call_release_buffer(Runtime& rt, View self, View memory) {
    Value pending = std::move(rt.pending);
    Value method(lookup_on_type(rt.type_of(self), rt.names.release_buffer_));
    if (!method.is_unbound() && call_special(rt, self, rt.names.release_buffer_, {memory}).raised()) rt.report_unraisable(method);
    if (!rt.stopping()) rt.pending = std::move(pending);
}

/// The object's own slot, below what its classes made of it.
ReleaseBuffer* native_release(Runtime& rt, View self) {
    Type* type = rt.type_of(self);
    while (!type->def) type = type->base;
    return type->slots.release_buffer;
}

/// For bytes that a built-in slot gave. What __release_buffer__() sees of them ends with the call.
void release_buffer_dispatch(Runtime& rt, View self, BufferView& view) {
    if (!rt.closing && !rt.stopping()) {  // else no script code runs
        Value pending = std::move(rt.pending);
        Result<Value> memory = new_restricted_memoryview(rt, view);
        if (memory.raised()) {
            rt.report_unraisable(self);
        } else {
            call_release_buffer(rt, self, memory.value());
            end_restricted_memoryview(memory.value());
        }
        if (!rt.stopping()) rt.pending = std::move(pending);
    }
    if (auto* release = native_release(rt, self)) release(rt, self, view);
}

/// For bytes of the memoryview that __buffer__() gave, which is the view's owner.
void release_memory(Runtime& rt, View self, BufferView& view) {
    Value memory = std::move(view.owner);
    if (rt.closing) return;
    rt.types.memoryview->slots.release_buffer(rt, memory, view);
    // If it is one of this object's own, its end will tell the object.
    bool told = object_of_memoryview(memory) == self;
    if (!told && !rt.stopping() && rt.type_of(self)->slots.release_buffer == release_buffer_dispatch) call_release_buffer(rt, self, memory);
}

Result<void> get_buffer_dispatch(Runtime& rt, View self, BufferView& view, int flags) {
    Value made = TRY(call_method_of(rt, self, &Names::buffer_, {View::small_int(flags)}));
    if (!is_kind(made, Kind::memoryview)) return rt.raise(TypeError, "__buffer__ returned non-memoryview object");
    TRY(rt.types.memoryview->slots.get_buffer(rt, made, view, flags));
    view.release = release_memory;
    return {};
}

Result<Value> call_buffer(Runtime& rt, const TypeSlots& slots, View self, const Arguments& a) {
    Value exact = TRY(index(rt, a[0]));
    std::int64_t flags;
    if (!fits_int64(exact, flags)) return rt.raise(OverflowError, "cannot fit '%s' into an index-sized integer", type_name(rt, a[0]));
    if (flags > INT_MAX) return rt.raise(OverflowError, "buffer flags too large");
    if (flags < INT_MIN) return rt.raise(OverflowError, "buffer flags too small");
    return new_memoryview(rt, self, slots.get_buffer, static_cast<int>(flags));
}

Result<Value> call_release(Runtime& rt, const TypeSlots&, View self, const Arguments& a) {
    if (!is_kind(a[0], Kind::memoryview)) return rt.raise(TypeError, "expected a memoryview object");
    if (is_released(a[0])) return rt.raise(ValueError, "memoryview's buffer has already been released");
    View object = object_of_memoryview(a[0]);
    if (object.is_unbound()) return View::none();  // its end is near anyway
    if (object != self) return rt.raise(ValueError, "memoryview's buffer is not this object");
    return call_method(rt, a[0], TRY(intern(rt, "release")).get());
}

#define OFFSET(field) offsetof(TypeSlots, field)
#define BINARY_OFFSET(op) (offsetof(TypeSlots, binary) + static_cast<std::size_t>(BinaryOp::op) * sizeof(void*))
#define INPLACE_OFFSET(op) (offsetof(TypeSlots, inplace) + static_cast<std::size_t>(BinaryOp::op) * sizeof(void*))
#define AS_VOID(function) reinterpret_cast<void*>(function)
#define UNARY_ROW(method, slot) \
    {&Names::method, OFFSET(slot), AS_VOID((&unary_dispatch<&Names::method>)), 0, 0, call_unary<&TypeSlots::slot>}
#define BINARY_ROWS(op, forward, reflected, in_place)                                                                                     \
    {&Names::forward, BINARY_OFFSET(op), AS_VOID((&binary_dispatch<BinaryOp::op, &Names::forward, &Names::reflected>)), 1, 1,            \
     call_binary<static_cast<int>(BinaryOp::op)>},                                                                                        \
        {&Names::reflected, BINARY_OFFSET(op), AS_VOID((&binary_dispatch<BinaryOp::op, &Names::forward, &Names::reflected>)), 1, 1,      \
         call_reflected<static_cast<int>(BinaryOp::op)>},                                                                                 \
        {&Names::in_place, INPLACE_OFFSET(op), AS_VOID((&inplace_dispatch<&Names::in_place>)), 1, 1, call_inplace<static_cast<int>(BinaryOp::op)>}
#define COMPARE_ROW(method, op) {&Names::method, OFFSET(compare), AS_VOID(&compare_dispatch), 1, 1, call_compare<CompareOp::op>}

const SlotRow kRows[] = {
    {&Names::repr_, OFFSET(repr), AS_VOID(&repr_dispatch), 0, 0, call_unary<&TypeSlots::repr>},
    {&Names::str_, OFFSET(str), AS_VOID((&unary_dispatch<&Names::str_>)), 0, 0, call_unary<&TypeSlots::str>},
    {&Names::hash_, OFFSET(hash), AS_VOID(&hash_dispatch), 0, 0, call_hash},
    {&Names::call_, OFFSET(call), AS_VOID(&call_dispatch), 0, -1, call_call},
    {&Names::getattribute_, OFFSET(get_attribute), AS_VOID(&get_attribute_dispatch), 1, 1, call_get_attribute},
    {&Names::getattr_, OFFSET(get_attribute), AS_VOID(&get_attribute_dispatch), 1, 1, nullptr},
    {&Names::setattr_, OFFSET(set_attribute), AS_VOID(&set_attribute_dispatch), 2, 2, call_set_attribute},
    {&Names::delattr_, OFFSET(set_attribute), AS_VOID(&set_attribute_dispatch), 1, 1, call_delete_attribute},
    COMPARE_ROW(lt_, lt),
    COMPARE_ROW(le_, le),
    COMPARE_ROW(eq_, eq),
    COMPARE_ROW(ne_, ne),
    COMPARE_ROW(gt_, gt),
    COMPARE_ROW(ge_, ge),
    {&Names::iter_, OFFSET(iter), AS_VOID((&iter_dispatch<&Names::iter_>)), 0, 0, call_unary<&TypeSlots::iter>},
    {&Names::next_, OFFSET(next), AS_VOID(&next_dispatch), 0, 0, call_next},
    {&Names::get_, OFFSET(get), AS_VOID(&get_dispatch), 1, 2, call_get},
    {&Names::set_, OFFSET(set), AS_VOID(&set_dispatch), 2, 2, call_set},
    {&Names::delete_, OFFSET(set), AS_VOID(&set_dispatch), 1, 1, call_delete},
    {&Names::init_, OFFSET(init), AS_VOID(&init_dispatch), 0, -1, call_init},
    {&Names::new_, OFFSET(construct), AS_VOID(&construct_dispatch), 0, -1, nullptr},
    {&Names::del_, OFFSET(finalize), AS_VOID(&finalize_dispatch), 0, 0, call_del},
    {&Names::await_, OFFSET(await), AS_VOID((&iter_dispatch<&Names::await_>)), 0, 0, call_unary<&TypeSlots::await>},
    {&Names::aiter_, OFFSET(aiter), AS_VOID((&iter_dispatch<&Names::aiter_>)), 0, 0, call_unary<&TypeSlots::aiter>},
    {&Names::anext_, OFFSET(anext), AS_VOID((&iter_dispatch<&Names::anext_>)), 0, 0, call_unary<&TypeSlots::anext>},
    BINARY_ROWS(add, add_, radd_, iadd_),
    BINARY_ROWS(sub, sub_, rsub_, isub_),
    BINARY_ROWS(mul, mul_, rmul_, imul_),
    BINARY_ROWS(true_div, truediv_, rtruediv_, itruediv_),
    BINARY_ROWS(floor_div, floordiv_, rfloordiv_, ifloordiv_),
    BINARY_ROWS(mod, mod_, rmod_, imod_),
    {&Names::pow_, BINARY_OFFSET(pow), AS_VOID((&binary_dispatch<BinaryOp::pow, &Names::pow_, &Names::rpow_>)), 1, 2, call_power},
    {&Names::rpow_, BINARY_OFFSET(pow), AS_VOID((&binary_dispatch<BinaryOp::pow, &Names::pow_, &Names::rpow_>)), 1, 2,
     call_reflected_power},
    {&Names::ipow_, INPLACE_OFFSET(pow), AS_VOID((&inplace_dispatch<&Names::ipow_>)), 1, 2, call_inplace<static_cast<int>(BinaryOp::pow)>},
    {&Names::pow_, OFFSET(power), AS_VOID(&power_dispatch), 1, 2, nullptr},
    {&Names::rpow_, OFFSET(power), AS_VOID(&power_dispatch), 1, 2, nullptr},
    BINARY_ROWS(matmul, matmul_, rmatmul_, imatmul_),
    BINARY_ROWS(lshift, lshift_, rlshift_, ilshift_),
    BINARY_ROWS(rshift, rshift_, rrshift_, irshift_),
    BINARY_ROWS(bit_and, and_, rand_, iand_),
    BINARY_ROWS(bit_or, or_, ror_, ior_),
    BINARY_ROWS(bit_xor, xor_, rxor_, ixor_),
    UNARY_ROW(neg_, negative),
    UNARY_ROW(pos_, positive),
    UNARY_ROW(abs_, absolute),
    UNARY_ROW(invert_, invert),
    UNARY_ROW(int_, to_int),
    UNARY_ROW(float_, to_float),
    UNARY_ROW(index_, index),
    {&Names::bool_, OFFSET(truth), AS_VOID(&truth_dispatch), 0, 0, call_truth},
    {&Names::len_, OFFSET(length), AS_VOID(&length_dispatch), 0, 0, call_length},
    {&Names::getitem_, OFFSET(get_item), AS_VOID(&get_item_dispatch), 1, 1, call_get_item},
    {&Names::setitem_, OFFSET(set_item), AS_VOID(&set_item_dispatch), 2, 2, call_set_item},
    {&Names::delitem_, OFFSET(set_item), AS_VOID(&set_item_dispatch), 1, 1, call_delete_item},
    {&Names::contains_, OFFSET(contains), AS_VOID(&contains_dispatch), 1, 1, call_contains},
    {&Names::buffer_, OFFSET(get_buffer), AS_VOID(&get_buffer_dispatch), 1, 1, call_buffer},
    {&Names::release_buffer_, OFFSET(release_buffer), AS_VOID(&release_buffer_dispatch), 1, 1, call_release},
};

/// The built-in type whose slot an attribute stands for: by a wrapper, or by a method with its name (list.__getitem__). Null for any other attribute.
Type* owner_of_slot(Runtime& rt, View found, const SlotRow& row) {
    if (!is_kind(found, Kind::descriptor)) return nullptr;
    Type* type = found.object()->type();
    if (type == rt.types.slot_wrapper) return found.as<SlotWrapper>()->row->offset == row.offset ? found.as<SlotWrapper>()->owner : nullptr;
    if (type != rt.types.method_descriptor || found.as<MethodDescriptor>()->name != rt.names.*row.name) return nullptr;
    Type* owner = found.as<MethodDescriptor>()->owner;
    return slot_at(owner->slots, row.offset) ? owner : nullptr;
}

/// Whether an attribute is the __new__ of a built-in type, whose slot is inherited as such.
bool is_native_constructor(View found) {
    return is_kind(found, Kind::native_function) && std::string_view(found.as<NativeFunction>()->def->signature).starts_with("__new__(");
}

/// What the rows of one slot say for a class.
void update_slot(Runtime& rt, Type* type, const SlotRow* first, const SlotRow* end) {
    void* native = nullptr;
    void* dispatcher = nullptr;
    bool any = false, conflict = false;
    for (const SlotRow* row = first; row < end; ++row) {
        View found = lookup_on_type(type, rt.names.*row->name);
        if (found.is_unbound()) continue;
        if (row->offset == OFFSET(construct)) {
            if (is_native_constructor(found)) continue;
            any = true;
            dispatcher = row->dispatcher;
            continue;
        }
        any = true;
        if (Type* owner = owner_of_slot(rt, found, *row)) {
            void* own = slot_at(owner->slots, row->offset);
            if (native && native != own) conflict = true;
            native = own;
        } else {
            dispatcher = row->dispatcher;
        }
    }
    void*& slot = slot_at(type->slots, first->offset);
    if (first->offset == OFFSET(construct)) {
        // A class that loses its __new__ goes on looking it up: object's, which it then finds, takes no arguments of its __init__.
        if (!any && slot == first->dispatcher && is_native_constructor(lookup_on_type(type, rt.names.new_))) return;
        slot = any ? dispatcher : type->base ? slot_at(type->base->slots, first->offset) : slot;
        return;
    }
    if (first->offset == OFFSET(power)) {
        slot = any && dispatcher && type->slots.binary[static_cast<int>(BinaryOp::pow)] == reinterpret_cast<BinarySlot>((&binary_dispatch<BinaryOp::pow, &Names::pow_, &Names::rpow_>))
                   ? dispatcher
                   : type->base ? slot_at(type->base->slots, first->offset) : nullptr;
        return;
    }
    if (!any) {
        // __hash__ of object is a wrapper, so nothing found means nothing there.
        slot = nullptr;
        return;
    }
    slot = dispatcher || conflict ? (dispatcher ? dispatcher : first->dispatcher) : native;
}

}  // namespace

std::span<const SlotRow> slot_rows() { return kRows; }

void update_slots(Runtime& rt, Type* type, Str* name) {
    const SlotRow* end = kRows + std::size(kRows);
    for (const SlotRow* first = kRows; first < end;) {
        const SlotRow* last = first + 1;
        while (last < end && last->offset == first->offset) ++last;
        bool concerned = !name;
        for (const SlotRow* row = first; row < last; ++row) concerned = concerned || rt.names.*row->name == name;
        if (concerned) update_slot(rt, type, first, last);
        first = last;
    }
    std::uint32_t& flags = type->type_flags;
    auto set = [&](Type::Flag flag, bool on) { flags = on ? flags | flag : flags & ~flag; };
    set(Type::has_finalizer, type->slots.finalize != nullptr);
    set(Type::custom_get_attribute, type->slots.get_attribute == get_attribute_dispatch);
    set(Type::custom_set_attribute, type->slots.set_attribute == set_attribute_dispatch);
}

namespace {

const char* signature_text(Runtime& rt, const SlotRow& row) {
    const Str* name = rt.names.*row.name;
    const Names& names = rt.names;
    if (row.most < 0) return "($self, /, *args, **kwargs)";
    if (name == names.getattribute_ || name == names.getattr_ || name == names.delattr_) return "($self, name, /)";
    if (name == names.setattr_) return "($self, name, value, /)";
    if (name == names.getitem_ || name == names.delitem_ || name == names.contains_) return "($self, key, /)";
    if (name == names.get_) return "($self, instance, owner=None, /)";
    if (name == names.set_) return "($self, instance, value, /)";
    if (name == names.delete_) return "($self, instance, /)";
    if (name == names.pow_ || name == names.rpow_ || name == names.ipow_) return "($self, value, mod=None, /)";
    if (name == names.buffer_) return "($self, flags, /)";
    if (name == names.release_buffer_) return "($self, buffer, /)";
    return row.most == 0 ? "($self, /)" : row.most == 1 ? "($self, value, /)" : "($self, key, value, /)";
}

/// What the special method does: help() and documentation tools read it.
const char* doc_text(Runtime& rt, const SlotRow& row) {
    static constexpr struct {
        Str* Names::*name;
        const char* text;
    } kTexts[] = {
        {&Names::repr_, "Return repr(self)."}, {&Names::str_, "Return str(self)."}, {&Names::hash_, "Return hash(self)."},
        {&Names::call_, "Call self as a function."}, {&Names::getattribute_, "Return getattr(self, name)."},
        {&Names::setattr_, "Implement setattr(self, name, value)."}, {&Names::delattr_, "Implement delattr(self, name)."},
        {&Names::lt_, "Return self<value."}, {&Names::le_, "Return self<=value."}, {&Names::eq_, "Return self==value."},
        {&Names::ne_, "Return self!=value."}, {&Names::gt_, "Return self>value."}, {&Names::ge_, "Return self>=value."},
        {&Names::iter_, "Implement iter(self)."}, {&Names::next_, "Implement next(self)."}, {&Names::init_, "Make self what its arguments say."},
        {&Names::get_, "Return the attribute of instance, or of owner where that is None."}, {&Names::set_, "Set the attribute of instance to value."},
        {&Names::delete_, "Delete the attribute of instance."}, {&Names::del_, "Called before the object is destroyed."},
        {&Names::await_, "Return an iterator for an await expression."}, {&Names::aiter_, "Return an asynchronous iterator."},
        {&Names::anext_, "Return an awaitable of the next item."}, {&Names::len_, "Return len(self)."}, {&Names::getitem_, "Return self[key]."},
        {&Names::setitem_, "Set self[key] to value."}, {&Names::delitem_, "Delete self[key]."}, {&Names::contains_, "Return bool(key in self)."},
        {&Names::add_, "Return self+value."}, {&Names::radd_, "Return value+self."}, {&Names::iadd_, "Implement self+=value."},
        {&Names::sub_, "Return self-value."}, {&Names::rsub_, "Return value-self."}, {&Names::isub_, "Implement self-=value."},
        {&Names::mul_, "Return self*value."}, {&Names::rmul_, "Return value*self."}, {&Names::imul_, "Implement self*=value."},
        {&Names::truediv_, "Return self/value."}, {&Names::rtruediv_, "Return value/self."}, {&Names::itruediv_, "Implement self/=value."},
        {&Names::floordiv_, "Return self//value."}, {&Names::rfloordiv_, "Return value//self."}, {&Names::ifloordiv_, "Implement self//=value."},
        {&Names::mod_, "Return self%value."}, {&Names::rmod_, "Return value%self."}, {&Names::imod_, "Implement self%=value."},
        {&Names::matmul_, "Return self@value."}, {&Names::rmatmul_, "Return value@self."}, {&Names::imatmul_, "Implement self@=value."},
        {&Names::pow_, "Return pow(self, value, mod)."}, {&Names::rpow_, "Return pow(value, self, mod)."}, {&Names::ipow_, "Implement self**=value."},
        {&Names::lshift_, "Return self<<value."}, {&Names::rlshift_, "Return value<<self."}, {&Names::ilshift_, "Implement self<<=value."},
        {&Names::rshift_, "Return self>>value."}, {&Names::rrshift_, "Return value>>self."}, {&Names::irshift_, "Implement self>>=value."},
        {&Names::and_, "Return self&value."}, {&Names::rand_, "Return value&self."}, {&Names::iand_, "Implement self&=value."},
        {&Names::or_, "Return self|value."}, {&Names::ror_, "Return value|self."}, {&Names::ior_, "Implement self|=value."},
        {&Names::xor_, "Return self^value."}, {&Names::rxor_, "Return value^self."}, {&Names::ixor_, "Implement self^=value."},
        {&Names::neg_, "-self"}, {&Names::pos_, "+self"}, {&Names::abs_, "abs(self)"}, {&Names::invert_, "~self"}, {&Names::int_, "int(self)"},
        {&Names::float_, "float(self)"}, {&Names::index_, "Return self as an int."}, {&Names::bool_, "True if self else False"},
        {&Names::buffer_, "Return a buffer of the object's bytes."}, {&Names::release_buffer_, "Release such a buffer."},
    };
    for (const auto& each : kTexts)
        if (rt.names.*each.name == rt.names.*row.name) return each.text;
    return "";
}

}  // namespace

bool is_sequence_type(Runtime& rt, const Type* type) {
    while (!type->def) type = type->base;
    return type == rt.types.str || type == rt.types.bytes || type == rt.types.bytearray ||
           (type->has(Type::sequence_pattern) && type->slots.binary[static_cast<int>(BinaryOp::add)]);
}

bool is_called_natively(const Type* type) { return type->slots.call && type->slots.call != call_dispatch; }

Result<void> add_slot_wrappers(Runtime& rt, Type* type, const TypeSlots& own) {
    for (const SlotRow& row : kRows) {
        if (!row.call) continue;
        TypeSlots& slots = const_cast<TypeSlots&>(own);
        // `object` has its attribute access in name only: an empty slot is the generic one.
        bool generic = type == rt.types.object && (row.offset == OFFSET(get_attribute) || row.offset == OFFSET(set_attribute));
        if (!slot_at(slots, row.offset) && !generic) continue;
        if (is_sequence_type(rt, type) && row.name == &Names::radd_) continue;
        Str* name = rt.names.*row.name;
        if (namespace_find(type->dict, name) >= 0) continue;
        if (row.offset == OFFSET(hash) && type->slots.hash && own.compare) {
            // An unhashable built-in type shows __hash__ = None; its slot raises. Which it is, the type's own definition says.
        }
        Ref<SlotWrapper> wrapper = TRY(new_slot_wrapper(rt, type, &row));
        TRY(dict_set(rt, type->dict, name, View(wrapper.get())));
    }
    return {};
}

// ---- wrapper objects

namespace {

SlotWrapper* wrapper_of(View self) { return self.as<SlotWrapper>(); }
/// Whether it is the repetition of a sequence, which CPython has in a slot of its own.
bool repeats(Runtime& rt, const SlotWrapper* wrapper) {
    auto name = wrapper->row->name;
    return (name == &Names::mul_ || name == &Names::rmul_ || name == &Names::imul_) && is_sequence_type(rt, wrapper->owner);
}

Str* name_of(Runtime& rt, View self) { return rt.names.*wrapper_of(self)->row->name; }

Result<Value> call_row(Runtime& rt, SlotWrapper* wrapper, View self, const Arguments& arguments) {
    const SlotRow& row = *wrapper->row;
    if (row.most >= 0) {
        auto given = static_cast<int>(arguments.count);
        if (arguments.names && arguments.names->size) return rt.raise(TypeError, "wrapper %s() takes no keyword arguments", (rt.names.*row.name)->data());
        if (given < row.least || given > row.most) {
            // CPython reads some of these with an empty name, which leaves its space.
            bool nameless = row.most == 2 || row.offset == OFFSET(get_buffer) || row.offset == OFFSET(release_buffer) || repeats(rt, wrapper);
            const char* name = nameless ? " " : "";
            if (row.least == row.most)
                return rt.raise(TypeError, "%sexpected %d argument%s, got %d", name, row.least, row.least == 1 ? "" : "s", given);
            return rt.raise(TypeError, "%sexpected at %s %d argument%s, got %d", name, given < row.least ? "least" : "most", given < row.least ? row.least : row.most,
                            (given < row.least ? row.least : row.most) == 1 ? "" : "s", given);
        }
    }
    NativeGuard guard(rt);
    if (guard.raised()) return Raised{};
    Result<Value> result = row.call(rt, wrapper->owner->slots, self, arguments);
    // sq_repeat takes an index, nothing else.
    if (repeats(rt, wrapper) && !result.raised() && result.value() == View::not_implemented()) return index(rt, arguments[0]);
    return result;
}

Result<Value> call_wrapper(Runtime& rt, View self, const Arguments& arguments) {
    SlotWrapper* wrapper = wrapper_of(self);
    if (!arguments.count)
        return rt.raise(TypeError, "descriptor '%s' of '%s' object needs an argument", name_of(rt, self)->data(), type_name(wrapper->owner));
    if (!is_subtype(rt.type_of(arguments[0]), wrapper->owner))
        return rt.raise(TypeError, "descriptor '%s' requires a '%s' object but received a '%s'", name_of(rt, self)->data(), type_name(wrapper->owner),
                        type_name(rt, arguments[0]));
    return call_row(rt, wrapper, arguments[0], {.values = arguments.values + 1, .count = arguments.count - 1, .names = arguments.names});
}

/// A slot wrapper fetched from an instance: method-wrapper.
struct MethodWrapper : Object {
    Ref<SlotWrapper> wrapper;
    Value self;
};

Result<Value> bind_wrapper(Runtime& rt, View self, View instance, Type*) {
    if (instance.is_unbound()) return Value(self);
    auto* made = rt.allocate<MethodWrapper>(rt.types.method_wrapper);
    if (!made) return rt.raise_memory_error();
    new (&made->wrapper) Ref<SlotWrapper>(wrapper_of(self));
    new (&made->self) Value(instance);
    return Value::adopt(View(made));
}

constexpr PropertyDef wrapper_properties[] = {
    {"__name__", [](Runtime& rt, View self) -> Result<Value> { return Value(View(name_of(rt, self))); }},
    {"__qualname__",
     [](Runtime& rt, View self) {
         return rt.str(std::string(wrapper_of(self)->owner->qualified_name->text()) + "." + std::string(name_of(rt, self)->text()));
     }},
    {"__objclass__", [](Runtime&, View self) -> Result<Value> { return Value(View(wrapper_of(self)->owner)); }},
    {"__doc__", [](Runtime& rt, View self) { return rt.str(doc_text(rt, *wrapper_of(self)->row)); }},
    {"__text_signature__", [](Runtime& rt, View self) { return rt.str(signature_text(rt, *wrapper_of(self)->row)); }},
};

constexpr FunctionDef wrapper_methods[] = {
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return reduce_to_attribute(rt, View(wrapper_of(args[0])->owner), View(name_of(rt, args[0]))); },
     "Helper for pickle."},
};

MethodWrapper* bound_of(View self) { return self.as<MethodWrapper>(); }

constexpr FunctionDef method_wrapper_methods[] = {
    {"__reduce__(self, /)", [](Runtime& rt, Args args) { return reduce_to_attribute(rt, bound_of(args[0])->self, View(name_of(rt, bound_of(args[0])->wrapper))); },
     "Helper for pickle."},
};

constexpr PropertyDef method_wrapper_properties[] = {
    {"__name__", [](Runtime& rt, View self) -> Result<Value> { return Value(View(name_of(rt, bound_of(self)->wrapper))); }},
    {"__qualname__",
     [](Runtime& rt, View self) {
         SlotWrapper* wrapper = bound_of(self)->wrapper.get();
         return rt.str(std::string(wrapper->owner->qualified_name->text()) + "." + std::string((rt.names.*wrapper->row->name)->text()));
     }},
    {"__self__", [](Runtime&, View self) -> Result<Value> { return bound_of(self)->self; }},
    {"__objclass__", [](Runtime&, View self) -> Result<Value> { return Value(View(bound_of(self)->wrapper->owner)); }},
    {"__doc__", [](Runtime& rt, View self) { return rt.str(doc_text(rt, *bound_of(self)->wrapper->row)); }},
    {"__text_signature__", [](Runtime& rt, View self) { return rt.str(signature_text(rt, *bound_of(self)->wrapper->row)); }},
};

}  // namespace

Result<Ref<SlotWrapper>> new_slot_wrapper(Runtime& rt, Type* owner, const SlotRow* row) {
    auto* made = rt.allocate<SlotWrapper>(rt.types.slot_wrapper);
    if (!made) return rt.raise_memory_error();
    made->row = row;
    made->owner = owner;
    return Ref<SlotWrapper>::adopt(made);
}

const TypeDef slot_wrapper_type{
    .name = "wrapper_descriptor",
    .doc = "A special method of a built-in type.",
    .kind = Kind::descriptor,
    .size = sizeof(SlotWrapper),
    .flags = Type::disallow_construct | Type::immutable | Type::method_descriptor,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(SlotWrapper)); },
              .call = call_wrapper,
              .repr = [](Runtime& rt, View self) { return rt.format("<slot wrapper '%s' of '%s' objects>", name_of(rt, self)->data(), type_name(wrapper_of(self)->owner)); },
              .get = bind_wrapper},
    .methods = wrapper_methods,
    .properties = wrapper_properties,
};

const TypeDef method_wrapper_type{
    .name = "method-wrapper",
    .doc = "A special method of a built-in object.",
    .size = sizeof(MethodWrapper),
    .flags = Type::disallow_construct | Type::immutable | Type::container,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<MethodWrapper*>(object)->wrapper.~Ref();
                      static_cast<MethodWrapper*>(object)->self.~Value();
                      rt.free_instance(object, sizeof(MethodWrapper));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<MethodWrapper*>(object)->self); },
              .call = [](Runtime& rt, View self, const Arguments& arguments) { return call_row(rt, bound_of(self)->wrapper.get(), bound_of(self)->self, arguments); },
              .repr =
                  [](Runtime& rt, View self) {
                      return rt.format("<method-wrapper '%s' of %s object at %p>", name_of(rt, bound_of(self)->wrapper)->data(),
                                       type_name(rt, bound_of(self)->self), reinterpret_cast<void*>(View(bound_of(self)->self).bits()));
                  },
              .hash = [](Runtime&, View self) -> Result<std::int64_t> {
                  return static_cast<std::int64_t>((View(bound_of(self)->self).bits() >> 4) ^ (View(static_cast<const Object*>(bound_of(self)->wrapper.get())).bits() >> 4));
              },
              .compare =
                  [](Runtime&, View a, View b, CompareOp op) -> Result<Value> {
                      if ((op != CompareOp::eq && op != CompareOp::ne) || a.object()->type() != (b.is_object() ? b.object()->type() : nullptr))
                          return View::not_implemented();
                      bool same = bound_of(a)->wrapper.get() == bound_of(b)->wrapper.get() && View(bound_of(a)->self) == View(bound_of(b)->self);
                      return View::boolean(same == (op == CompareOp::eq));
                  }},
    .methods = method_wrapper_methods,
    .properties = method_wrapper_properties,
};

}  // namespace ouro
