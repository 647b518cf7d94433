// SPDX-License-Identifier: MIT
// The variables of frames by name: what locals() gives, and the proxy that f_locals of a function's frame is (PEP 667).
#include <algorithm>

#include "runtime/objects/cell.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/iterator.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/types.h"

namespace ouro {

namespace {

struct FrameProxy : Object {
    Ref<FrameObject> frame;
};

bool is_hidden(const Str* name) { return name->size && name->data()[0] == '.' && name->text() != ".0"; }

bool own_cell(const Str* name) { return name->text() == "__class__" || name->text() == "__classdict__"; }

/// Where a frame keeps its variables.
struct Variables {
    Function* function;
    View* registers;
    bool enclosing = true;  // with the variables of enclosing functions

    const Code* code() const { return function->code; }
    bool optimized() const { return code()->code_flags & Code::optimized; }

    std::vector<bool> cells() const {
        std::vector<bool> found(code()->local_count);
        for (std::uint16_t each : code()->cell_locals) found[each] = true;
        return found;
    }

    /// A class body's or module's registers are cells of its own, and variables of comprehensions, which hide all else while they run.
    bool shown(std::uint32_t n) const {
        const Str* name = code()->local_names[n].get();
        return !is_hidden(name) && (optimized() || !own_cell(name));
    }

    bool any() const {
        if (optimized()) return true;
        for (std::uint32_t n = 0; n < code()->local_count; ++n)
            if (shown(n) && !registers[n].is_unbound()) return true;
        return false;
    }

    /// Calls use(name, place) for each variable, bound or not, until that returns true; a place is a register or the content of a cell.
    template <typename Use>
    void each(Use&& use) const {
        std::vector<bool> is_cell = cells();
        for (std::uint32_t n = 0; n < code()->local_count; ++n) {
            if (!shown(n)) continue;
            View* place = &registers[n];
            if (is_cell[n] && is_kind(*place, Kind::cell)) place = reinterpret_cast<View*>(&place->as<Cell>()->content);
            if (use(code()->local_names[n].get(), place)) return;
        }
        for (std::size_t n = 0; optimized() && enclosing && n < code()->free_names.size(); ++n)
            if (use(code()->free_names[n].get(), reinterpret_cast<View*>(&View(function->closure->items[n]).as<Cell>()->content))) return;
    }

    /// The variable of a name: the last one that is bound, since a comprehension's hides the one around it; null if there is none.
    View* find(const Str* name) const {
        View* found = nullptr;
        each([&](const Str* each, View* place) {
            if (equal(each, name) && (!found || !place->is_unbound())) found = place;
            return false;
        });
        return found;
    }

    Result<Ref<Dict>> by_name(Runtime& rt, Dict* extra) const {
        TRY(rt.charge(code()->local_count + 1));
        Ref<Dict> dict = TRY(new_dict(rt));
        Result<void> done;
        each([&](Str* name, View* place) {
            if (!place->is_unbound()) done = dict_set(rt, dict.get(), name, *place);
            return done.raised();
        });
        TRY(std::move(done));
        if (extra) TRY(dict_update(rt, dict.get(), View(extra)));
        return dict;
    }
};

Variables variables_of(FrameObject* object) { return {object->function.get(), object->variables(), !object->cleared}; }

Result<Ref<Dict>> by_name(Runtime& rt, FrameObject* object) { return variables_of(object).by_name(rt, object->extra.get()); }

}  // namespace

Result<Value> frame_locals(Runtime& rt, Frame* frame) {
    auto* function = static_cast<Function*>(frame->function);
    Variables variables{function, frame->registers()};
    if (!variables.any()) return function->namespace_.is_unbound() ? Value(View(function->globals)) : function->namespace_;
    FrameObject* known = known_frame_object(rt, frame);
    Dict* extra = known ? known->extra.get() : nullptr;
    Ref<Dict> dict = TRY(variables.by_name(rt, extra));
    return dict;
}

Result<Value> frame_variables(Runtime& rt, FrameObject* object) {
    Function* function = object->function.get();
    if (!variables_of(object).any()) return function->namespace_.is_unbound() ? Value(View(function->globals)) : function->namespace_;
    auto* proxy = rt.allocate<FrameProxy>(rt.interpreter->types.frame_locals.get());
    if (!proxy) return rt.raise_memory_error();
    new (&proxy->frame) Ref<FrameObject>(object);
    return Value::adopt(View(proxy));
}

namespace {

FrameObject* frame_of(View self) { return self.as<FrameProxy>()->frame.get(); }

bool is_proxy(Runtime& rt, View value) { return rt.type_of(value) == rt.interpreter->types.frame_locals.get(); }

/// Where the variable lies whose name equals `key`, which may be any hashable object; null if there is none.
Result<View*> place_of(Runtime& rt, FrameObject* object, View key) {
    if (rt.type_of(key) == rt.types.str) return variables_of(object).find(key.as<Str>());
    std::int64_t wanted = TRY(hash(rt, key));
    std::vector<Ref<Str>> names;
    variables_of(object).each([&](Str* name, View*) {
        names.emplace_back(name);
        return false;
    });
    for (const Ref<Str>& name : names)
        if (TRY(hash(rt, name)) == wanted && TRY(equal(rt, key, name))) return variables_of(object).find(name.get());
    return static_cast<View*>(nullptr);
}

/// Unbound if there is no such variable, or it is not bound.
Result<Value> look_up(Runtime& rt, View self, View key) {
    FrameObject* object = frame_of(self);
    if (View* place = TRY(place_of(rt, object, key)); place && !place->is_unbound()) return Value(*place);
    return object->extra ? Result<Value>(Value(TRY(dict_get(rt, object->extra.get(), key)))) : Result<Value>(Value());
}

Result<void> store(Runtime& rt, View self, View key, View value) {
    FrameObject* object = frame_of(self);
    View* place = TRY(place_of(rt, object, key));
    if (!place) {
        if (!object->extra) object->extra = TRY(new_dict(rt));
        hold_frame_object(object);
        return dict_set(rt, object->extra.get(), key, value);
    }
    // A frame that is in a call may be at an instruction that still reads the register: what was there lives until the frame ends.
    if (object->frame && object->frame != rt.interpreter->frame && place->is_object()) {
        if (!object->replaced) {
            object->replaced = TRY(new_list(rt));
            hold_frame_object(object);
        }
        TRY(list_append(rt, object->replaced.get(), Value(*place)));
    }
    Value fresh(value);
    Value old = Value::adopt(std::exchange(*place, fresh.detach()));
    return {};
}

Result<Value> get_item_of(Runtime& rt, View self, View key) {
    Value found = TRY(look_up(rt, self, key));
    if (!found.is_unbound()) return found;
    return rt.raise(KeyError, "local variable '%s' is not defined", TRY(repr(rt, key))->data());
}

Result<void> set_item_of(Runtime& rt, View self, View key, View value) {
    if (value.is_unbound()) return rt.raise(TypeError, "cannot remove variables from FrameLocalsProxy");
    return store(rt, self, key, value);
}

Result<void> update(Runtime& rt, View self, View other) {
    bool proxy = is_proxy(rt, other);
    if (!proxy && !is_kind(other, Kind::dict)) return rt.raise(TypeError, "update() argument must be dict or another FrameLocalsProxy");
    Ref<Dict> given = proxy ? TRY(by_name(rt, frame_of(other))) : TRY(dict_copy(rt, other.as<Dict>()));
    for (auto* entry = dict_first(given.get()); entry; entry = dict_next(given.get(), entry)) TRY(store(rt, self, entry->key, entry->value));
    return {};
}

/// `|` of a proxy and a mapping: a new dict.
Result<Value> merged(Runtime& rt, View a, View b) {
    for (View each : {a, b})
        if (!is_proxy(rt, each) && !is_kind(each, Kind::dict)) return View::not_implemented();
    Ref<Dict> made = is_proxy(rt, a) ? TRY(by_name(rt, frame_of(a))) : TRY(dict_copy(rt, a.as<Dict>()));
    if (is_proxy(rt, b)) TRY(dict_update(rt, made.get(), View(TRY(by_name(rt, frame_of(b))).get())));
    else TRY(dict_update(rt, made.get(), b));
    return made;
}

enum class Part { keys, values, items };

template <Part part>
Result<Ref<List>> list_of(Runtime& rt, View self) {
    Ref<Dict> dict = TRY(by_name(rt, frame_of(self)));
    Ref<List> list = TRY(new_list(rt, dict->used));
    for (auto* entry = dict_first(dict.get()); entry; entry = dict_next(dict.get(), entry)) {
        if constexpr (part == Part::items) TRY(list_append(rt, list.get(), TRY(new_tuple(rt, {entry->key, entry->value}))));
        else TRY(list_append(rt, list.get(), part == Part::keys ? entry->key : entry->value));
    }
    return list;
}

template <Part part>
Result<Value> listed(Runtime& rt, Args args) {
    Ref<List> list = TRY(list_of<part>(rt, args[0]));
    return list;
}

constexpr FunctionDef methods[] = {
    {"keys(self, /)", listed<Part::keys>, ""},
    {"values(self, /)", listed<Part::values>, ""},
    {"items(self, /)", listed<Part::items>, ""},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<Dict> dict = TRY(by_name(rt, frame_of(args[0])));
         return dict;
     },
     ""},
    {"get(self, key, default=None, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value found = TRY(look_up(rt, args[0], args[1]));
         return found.is_unbound() ? Value(args[2]) : found;
     },
     ""},
    {"setdefault(self, key, default=None, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Value found = TRY(look_up(rt, args[0], args[1]));
         if (!found.is_unbound()) return found;
         TRY(store(rt, args[0], args[1], args[2]));
         return Value(args[2]);
     },
     ""},
    {"update(self, other, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(update(rt, args[0], args[1]));
         return View::none();
     },
     ""},
    {"__reversed__(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Ref<List> keys = TRY(list_of<Part::keys>(rt, args[0]));
         std::reverse(keys->items, keys->items + keys->size);
         return keys;
     },
     ""},
};

Result<Value> proxy_repr(Runtime& rt, View self) {
    ReprGuard guard(rt, View(frame_of(self)));
    if (guard.recursive()) return rt.str("{...}");
    Ref<Str> text = TRY(repr(rt, View(TRY(by_name(rt, frame_of(self))).get())));
    return text;
}

Result<Value> proxy_compare(Runtime& rt, View a, View b, CompareOp op) {
    if (op != CompareOp::eq && op != CompareOp::ne) return View::not_implemented();
    bool same;
    if (is_proxy(rt, b)) same = frame_of(a) == frame_of(b);
    else if (is_kind(b, Kind::dict)) same = TRY(equal(rt, View(TRY(by_name(rt, frame_of(a))).get()), b));
    else return View::not_implemented();
    return View::boolean(same == (op == CompareOp::eq));
}

Result<std::int64_t> proxy_length(Runtime& rt, View self) { return static_cast<std::int64_t>(TRY(by_name(rt, frame_of(self)))->used); }

Result<Value> inplace_merge(Runtime& rt, View self, View other) {
    if (!is_proxy(rt, other) && !is_kind(other, Kind::dict)) return View::not_implemented();
    TRY(update(rt, self, other));
    return Value(self);
}

}  // namespace

const TypeDef frame_locals_type{
    .name = "FrameLocalsProxy",
    .doc = "The variables of a frame; storing changes them.",
    .kind = Kind::other,
    .size = sizeof(FrameProxy),
    .flags = Type::container | Type::mapping_pattern | Type::immutable,
    .construct_signature = "(frame, /)",
    .construct_bound = [](Runtime& rt, Type*, Args args) -> Result<Value> {
        if (!is_kind(args[1], Kind::frame)) return rt.raise(TypeError, "expect frame, not %s", type_name(rt, args[1]));
        return frame_variables(rt, args[1].as<FrameObject>());
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<FrameProxy*>(object)->frame.~Ref();
                      rt.free_instance(object, sizeof(FrameProxy));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<FrameProxy*>(object)->frame.get()); },
              .repr = proxy_repr,
              .compare = proxy_compare,
              .length = proxy_length,
              .contains = [](Runtime& rt, View self, View key) -> Result<bool> { return !TRY(look_up(rt, self, key)).is_unbound(); },
              .iter =
                  [](Runtime& rt, View self) -> Result<Value> {
                  Ref<List> keys = TRY(list_of<Part::keys>(rt, self));
                  return iter(rt, View(keys.get()));
              },
              .get_item = get_item_of,
              .set_item = set_item_of,
              .binary = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, merged},
              .inplace = {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, inplace_merge}},
    .methods = methods,
};

}  // namespace ouro
