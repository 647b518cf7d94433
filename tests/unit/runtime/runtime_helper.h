// SPDX-License-Identifier: MIT
// What the runtime's tests share: a Runtime without a VM, values made in one word, results and errors as text.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/runtime.h"

namespace ouro::test {

// Objects without an interpreter. Values made with it must die before it does.
class World {
public:
    explicit World(Settings given = {}) : settings_(std::move(given)), rt(settings_) {}

private:
    Settings settings_;

public:
    Runtime rt;

    Value text(std::string_view utf8) { return rt.str(utf8).take(); }
    Value number(const char* digits) { return int_from_text(rt, digits, 0, View::none()).take(); }
    Value real(double d) { return rt.real(d).take(); }
    Value list(std::initializer_list<View> items) {
        Ref<List> made = new_list(rt).take();
        for (View item : items) (void)list_append(rt, made.get(), item).raised();
        return made;
    }
    Value tuple(std::initializer_list<View> items) { return new_tuple(rt, items).take(); }
    Value dict(std::initializer_list<std::pair<View, View>> items = {}) {
        Ref<Dict> made = new_dict(rt).take();
        for (auto [key, value] : items) (void)dict_set(rt, made.get(), key, value).raised();
        return made;
    }

    // A native module, as its import makes it.
    Ref<Module> module(const ModuleDef& def) { return make_native_module(rt, def).take(); }
    Value bytes(std::string_view content) { return new_bytes(rt, content).take(); }
    // What a method returns, where it must not raise.
    Value result(View self, const char* name, std::initializer_list<View> arguments = {}) {
        return call_method(rt, self, intern(rt, name).take().get(), arguments).take();
    }

    // repr() of a result, or "TypeError: message" of what it raised (which is taken).
    std::string shown(Result<Value> result) {
        if (result.raised()) return error();
        Value value = result.take();
        auto made = repr(rt, value);
        if (made.raised()) return error();
        return std::string(made.value()->text());
    }
    std::string error() {
        if (rt.stopping()) return "stopped";
        Value exception = rt.take_exception();
        std::string out = type_name(rt, exception);
        auto message = to_str(rt, exception);
        if (message.raised()) {
            (void)rt.take_exception();
            return out;
        }
        return message.value()->size ? out + ": " + std::string(message.value()->text()) : out;
    }
    // repr() of what a method returns, or its error.
    std::string method(View self, const char* name, std::initializer_list<View> arguments = {}) {
        Ref<Str> interned = intern(rt, name).take();
        return shown(call_method(rt, self, interned.get(), arguments));
    }
    std::string formatted(View value, std::string_view specification) {
        Ref<Str> spec = new_str(rt, specification).take();
        auto made = format(rt, value, spec.get());
        return made.raised() ? error() : std::string(made.value()->text());
    }
};

}  // namespace ouro::test
