// SPDX-License-Identifier: MIT
// What the modules for tests of the interpreter share.
#include "stdlib/testing/testing.h"

#include "runtime/native/signature.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/system_text.h"

namespace ouro {

Result<Value> not_in_ouro(Runtime& rt, Args args) {
    return rt.raise(NotImplementedError, "%s() is not in ouro", args.signature()->full_name.c_str());
}

Result<std::string_view> c_string(Runtime& rt, View value) {
    if (!is_kind(value, Kind::bytes)) return rt.raise(TypeError, "a bytes-like object is required, not '%s'", type_name(rt, value));
    return value.as<Bytes>()->text();
}

Result<Ref<Str>> c_name(Runtime& rt, View value) {
    std::string_view bytes = TRY(c_string(rt, value));
    Value text = TRY(text_from_system(rt, bytes));
    return intern(rt, text.as<Str>());
}

Result<void> add_test_type(Runtime& rt, Module* module, const TypeDef& type) {
    return dict_set(rt, module->dict.get(), TRY(intern(rt, type.name)).get(), View(static_cast<const Object*>(TRY(native_type(rt, type)))));
}

Result<Value> plain_instance(Runtime& rt, Type* type, Args) {
    auto* made = rt.allocate<Object>(type);
    if (!made) return rt.raise_memory_error();
    return Value::adopt(View(made));
}

void destroy_plain(Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Object)); }

}  // namespace ouro
