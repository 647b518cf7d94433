// SPDX-License-Identifier: MIT
// The type of host functions: it binds arguments by the signature's text, and is where C++ exceptions end.
#include "vm/embed/host_function.h"

#include "runtime/native/module.h"
#include "runtime/native/signature.h"

namespace ouro::v1::detail {

namespace {

struct HostFunctionObject : ouro::Object {
    struct Parts {
        State* state;
        HostFunction function;
        std::unique_ptr<Signature> signature;
        std::string name, module, text, doc;
    };
    Parts* parts;  // owned
};

HostFunctionObject::Parts& parts_of(View self) { return *self.as<HostFunctionObject>()->parts; }

ouro::Result<Value> call_host(Runtime& rt, View self, const Arguments& arguments) {
    HostFunctionObject::Parts& parts = parts_of(self);
    Value held(self);
    std::size_t count = parts.signature->parameters.size();
    Value small[8];
    std::vector<Value> large;
    Value* values = small;
    if (count > 8) {
        large.resize(count);
        values = large.data();
    }
    TRY(parts.signature->bind(rt, nullptr, 0, arguments, values));
    State& state = *parts.state;
    static_assert(sizeof(Value) == sizeof(Word));
    Value result;
    ++state.host_calls;
    bool thrown = false;
    try {
        Call call(state, reinterpret_cast<const Word*>(values), parts.signature.get());
        result = Value::adopt(view(parts.function(call)));
    } catch (...) {
        thrown = true;
        (void)state.raise_current();
    }
    --state.host_calls;
    // A stop that the function caught on its way is a stop all the same.
    if (thrown || rt.stopping()) return Raised{};
    return result;
}

void destroy_host(Runtime& rt, ouro::Object* object) {
    delete static_cast<HostFunctionObject*>(object)->parts;
    rt.free_instance(object, sizeof(HostFunctionObject));
}

ouro::Result<Value> host_repr(Runtime& rt, View self) { return rt.str("<host function " + parts_of(self).name + ">"); }

constexpr PropertyDef host_properties[] = {
    {"__name__", [](Runtime& rt, View self) { return rt.str(parts_of(self).name); }},
    {"__qualname__", [](Runtime& rt, View self) { return rt.str(parts_of(self).name); }},
    {"__module__", [](Runtime& rt, View self) { return rt.str(parts_of(self).module); }},
    {"__doc__", [](Runtime& rt, View self) -> ouro::Result<Value> { return parts_of(self).doc.empty() ? Value(View::none()) : TRY(rt.str(parts_of(self).doc)); }},
    {"__text_signature__", [](Runtime& rt, View self) { return rt.str(parts_of(self).text); }},
};

const TypeDef host_function_type{
    .name = "host_function",
    .doc = "A function of the program that this interpreter is embedded in.",
    .size = sizeof(HostFunctionObject),
    .flags = Type::disallow_construct | Type::immutable | Type::weak_referable,
    .slots = {.destroy = destroy_host, .call = call_host, .repr = host_repr},
    .properties = host_properties,
};

}  // namespace

ouro::Result<Value> make_host_function(State& state, std::string_view signature, std::string_view module, std::size_t parameters, HostFunction function,
                                       std::string_view doc) {
    Runtime& rt = *state.runtime;
    auto parts = std::make_unique<HostFunctionObject::Parts>();
    std::size_t open = signature.find('(');
    parts->state = &state;
    parts->function = std::move(function);
    parts->name = signature.substr(0, open);
    parts->module = module;
    parts->doc = doc;
    if (open == std::string_view::npos) {
        parts->text = "(";
        for (std::size_t n = 0; n < parameters; ++n) parts->text += "arg" + std::to_string(n) + ", ";
        parts->text += parameters ? "/)" : ")";
    } else {
        parts->text = signature.substr(open);
    }
    parts->signature = TRY(Signature::parse(rt, parts->text.c_str(), parts->name));
    parts->signature->method = false;
    if (parts->signature->parameters.size() != parameters)
        return rt.raise(TypeError, "%s() has %zu parameters in its signature and %zu in C++", parts->name.c_str(), parts->signature->parameters.size(), parameters);
    Type* type = TRY(native_type(rt, host_function_type));
    auto* made = rt.allocate<HostFunctionObject>(type);
    if (!made) return rt.raise_memory_error();
    made->parts = parts.release();
    return Value::adopt(View(made));
}

std::string argument_name(const Call& call, std::size_t index) {
    auto* signature = static_cast<const Signature*>(call.signature());
    const Signature::Parameter& parameter = signature->parameters[index];
    if (parameter.kind != Signature::Parameter::positional_only) return signature->name + "() argument '" + parameter.name + "'";
    if (signature->positional_count == 1) return signature->name + "() argument";
    return signature->name + "() argument " + std::to_string(index + 1);
}

}  // namespace ouro::v1::detail
