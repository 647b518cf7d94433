// SPDX-License-Identifier: MIT
// _thread._local: an object with attributes of which each thread has its own. A class derived from it has its __init__ called again in each
// thread that uses an instance.
#include <vector>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/thread/thread.h"

namespace ouro {

namespace {

struct Local : Object {
    Value dicts;      // dict: thread -> its dict
    Value arguments;  // tuple of the constructor's, or Unbound
    Value names;      // tuple of keyword names, or Unbound
};

void forget_other_threads(Runtime& rt);

const char kLocals = 0;  // of library_state: all Locals, to forget threads that end
using Locals = std::vector<Local*>;

Locals& all_locals(Runtime& rt) {
    std::shared_ptr<void>& known = rt.library_state[&kLocals];
    if (!known) {
        known = std::make_shared<Locals>();
        in_forked_child(rt).push_back(forget_other_threads);
    }
    return *static_cast<Locals*>(known.get());
}

/// The running thread's dict of attributes.
Result<Ref<Dict>> own_dict(Runtime& rt, View self) {
    auto* local = self.as<Local>();
    Value key = TRY(rt.integer_unsigned(thread_identity()));
    View known = TRY(dict_get(rt, local->dicts.as<Dict>(), key));
    if (!known.is_unbound()) return Ref<Dict>(known.as<Dict>());
    Ref<Dict> made = TRY(new_dict(rt));
    TRY(dict_set(rt, local->dicts.as<Dict>(), key, View(made.get())));
    Type* type = rt.type_of(self);
    if (type->slots.init && local->arguments.is_object()) {
        // The thread that made it has run __init__ already; this one has not.
        Value held(self), values = local->arguments, names = local->names;
        Tuple* tuple = values.as<Tuple>();
        std::vector<View> views(tuple->items, tuple->items + tuple->size);
        Tuple* keywords = as_tuple(names);
        std::size_t positional = tuple->size - (keywords ? keywords->size : 0);
        if (type->slots.init(rt, self, Arguments{.values = views.data(), .count = positional, .names = keywords}).raised()) {
            Value error = std::exchange(rt.pending, Value());
            if (rt.stopping()) return Raised{};
            TRY(dict_pop(rt, local->dicts.as<Dict>(), key));
            rt.pending = std::move(error);
            return Raised{};
        }
    }
    return made;
}

bool is_data_descriptor(Runtime& rt, View found) { return !found.is_unbound() && rt.type_of(found)->slots.set; }

Result<Value> get_attribute_slot(Runtime& rt, View self, Str* name) {
    Ref<Dict> own = TRY(own_dict(rt, self));
    if (name == rt.names.dict_) return own;
    if (!is_data_descriptor(rt, lookup_on_type(rt.type_of(self), name))) {
        Value found(TRY(dict_get(rt, own.get(), name)));
        if (!found.is_unbound()) return found;
    }
    return generic_get_attribute(rt, self, name);
}

Result<void> set_attribute_slot(Runtime& rt, View self, Str* name, View value) {
    Ref<Dict> own = TRY(own_dict(rt, self));
    if (name == rt.names.dict_)
        return rt.raise(AttributeError, "'%s' object attribute '__dict__' is read-only", type_name(rt, self));
    if (is_data_descriptor(rt, lookup_on_type(rt.type_of(self), name))) return generic_set_attribute(rt, self, name, value);
    if (!value.is_unbound()) return dict_set(rt, own.get(), name, value);
    if (TRY(dict_pop(rt, own.get(), View(name))).is_unbound())
        return rt.raise(AttributeError, "'%s' object has no attribute '%s'", type_name(rt, self), name->data());
    return {};
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments& arguments) {
    Type* own = TRY(native_type(rt, local_type));
    bool initializes = type->slots.init != own->slots.init;
    if (arguments.total() && !initializes) return rt.raise(TypeError, "Initialization arguments are not supported");
    auto* made = rt.allocate<Local>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    for (Value* field : {&made->dicts, &made->arguments, &made->names}) new (field) Value();
    all_locals(rt).push_back(made);
    Ref<Local> local = Ref<Local>::adopt(made);
    local->dicts = TRY(new_dict(rt));
    // This thread's dict exists before __init__ runs; the call of it follows from the construction itself.
    Value key = TRY(rt.integer_unsigned(thread_identity()));
    Ref<Dict> first = TRY(new_dict(rt));
    TRY(dict_set(rt, local->dicts.as<Dict>(), key, View(first.get())));
    if (initializes) {
        Ref<Tuple> all = TRY(new_tuple(rt, arguments.total()));
        for (std::size_t n = 0; n < arguments.total(); ++n) all->items[n] = Value(arguments[n]);
        local->arguments = all;
        if (arguments.names) local->names = View(static_cast<const Object*>(arguments.names));
    }
    return local;
}

}  // namespace

void forget_locals(Runtime& rt, std::uint64_t identity) {
    Result<Value> key = rt.integer_unsigned(identity);
    if (key.raised()) {
        rt.pending = Value();
        return;
    }
    std::vector<Value> gone;  // released when no list is being walked
    for (Local* local : all_locals(rt)) {
        if (!local->dicts.is_object()) continue;
        Result<Value> dict = dict_pop(rt, local->dicts.as<Dict>(), key.value());
        if (dict.raised()) rt.pending = Value();
        else gone.push_back(dict.take());
    }
}

namespace {

/// In the child of a fork: new threads may get the identities of those that are gone.
void forget_other_threads(Runtime& rt) {
    std::uint64_t self = thread_identity();
    std::vector<std::uint64_t> others;
    for (Local* local : all_locals(rt)) {
        if (!local->dicts.is_object()) continue;
        Dict* dicts = local->dicts.as<Dict>();
        for (auto* entry = dict_first(dicts); entry; entry = dict_next(dicts, entry)) {
            auto identity = static_cast<std::uint64_t>(entry->key.as_int());
            if (identity != self) others.push_back(identity);
        }
    }
    for (std::uint64_t each : others) forget_locals(rt, each);
}

}  // namespace

const TypeDef local_type{
    .name = "_local",
    .module = "_thread",
    .doc = "Thread-local data",
    .size = sizeof(Local),
    .flags = Type::base_type | Type::container | Type::weak_referable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* local = static_cast<Local*>(object);
                      std::erase(all_locals(rt), local);
                      for (Value* field : {&local->dicts, &local->arguments, &local->names}) field->~Value();
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* local = static_cast<Local*>(object);
                      for (Value* field : {&local->dicts, &local->arguments, &local->names}) visit(*field);
                  },
              .clear =
                  [](Runtime& rt, Object* object) {
                      auto* local = static_cast<Local*>(object);
                      if (local->dicts.is_object()) dict_clear(rt, local->dicts.as<Dict>());
                      local->arguments = Value();
                  },
              .construct = construct,
              .get_attribute = get_attribute_slot,
              .set_attribute = set_attribute_slot},
};

}  // namespace ouro
