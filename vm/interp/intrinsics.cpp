// SPDX-License-Identifier: MIT
// What the INTRINSIC opcode does (intrinsics.def): the prompt's display, and type parameters (PEP 695, 696).
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

namespace {

/// Calls an attribute of a module, which is imported first.
Result<Value> call_in_module(Runtime& rt, const char* module_name, const char* function, std::initializer_list<View> arguments) {
    Ref<Str> name = TRY(intern(rt, module_name));
    Value module = TRY(rt.hooks.import(rt, name.get(), rt.builtins.get(), View::none(), 0));
    return call_method(rt, module, TRY(intern(rt, function)).get(), arguments);
}

}  // namespace

Result<Value> run_intrinsic(Runtime& rt, Frame* frame, int which, const View* operands) {
    switch (static_cast<Intrinsic>(which)) {
        case Intrinsic::PRINT: {
            View hook = TRY(dict_get(rt, TRY(dict_of(rt, View(reinterpret_cast<Object*>(rt.sys_module.get())))).as<Dict>(),
                                     TRY(intern(rt, "displayhook")).get()));
            if (hook.is_unbound()) return rt.raise(RuntimeError, "lost sys.displayhook");
            return call(rt, Value(hook), {operands[0]});
        }
        case Intrinsic::TYPEVAR: return call_in_module(rt, "_typing", "_make_typevar", {operands[0], View::none(), View::none()});
        case Intrinsic::TYPEVAR_BOUND: return call_in_module(rt, "_typing", "_make_typevar", {operands[0], operands[1], View::none()});
        case Intrinsic::TYPEVAR_CONSTRAINTS: return call_in_module(rt, "_typing", "_make_typevar", {operands[0], View::none(), operands[1]});
        case Intrinsic::PARAMSPEC: return call_in_module(rt, "_typing", "_make_paramspec", {operands[0]});
        case Intrinsic::TYPEVARTUPLE: return call_in_module(rt, "_typing", "_make_typevartuple", {operands[0]});
        case Intrinsic::SET_TYPEPARAM_DEFAULT: return call_in_module(rt, "_typing", "_set_default", {operands[0], operands[1]});
        case Intrinsic::TYPEALIAS: return new_type_alias(rt, operands[0], operands[1], static_cast<Function*>(frame->function)->module, operands[2]);
        case Intrinsic::count_: break;
        case Intrinsic::SUBSCRIPT_GENERIC: return call_in_module(rt, "_typing", "_subscript_generic", {operands[0]});
    }
    return rt.raise(SystemError, "unknown intrinsic");
}

}  // namespace ouro
