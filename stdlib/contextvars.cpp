// SPDX-License-Identifier: MIT
// The module `_contextvars` (PEP 567). The variables of a context are a hash trie that never changes (hash_trie.h), so that contexts
// share what they have in common.
#include "stdlib/contextvars.h"

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/hash_trie.h"

namespace ouro {

namespace {

struct ContextVar : Object {
    Ref<Str> name;
    Value default_value;  // or Unbound
};

struct Token : Object {
    Ref<Context> context;
    Ref<ContextVar> variable;
    Value old_value;  // Unbound: Token.MISSING
    bool used;
};

using Variables = HashTrie<IdentityKeys>;

extern const TypeDef context_type, variable_type, token_type, missing_type;

Result<Ref<Context>> new_context(Runtime& rt, Type* type, View variables) {
    auto* made = rt.allocate<Context>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->variables) Value(variables);
    made->entered = false;
    return Ref<Context>::adopt(made);
}

/// The running context as an object.
Result<Ref<Context>> running_context(Runtime& rt) {
    Ref<Context> context = TRY(context_of(rt, rt.context));
    context->entered = true;
    return context;
}

Result<View> expect_variable(Runtime& rt, View key) {
    Type* type = TRY(native_type(rt, variable_type));
    if (key.is_object() && key.object()->type() == type) return key;
    Ref<Str> shown = TRY(repr(rt, key));
    return rt.raise_value(TypeError, TRY(rt.str("a ContextVar key was expected, got " + std::string(shown->text()))));
}

Result<Value> missing(Runtime& rt) {
    static constexpr char key = 0;
    Value& kept = rt.library[&key];
    if (kept.is_unbound()) {
        auto* made = rt.allocate<Object>(TRY(native_type(rt, missing_type)));
        if (!made) return rt.raise_memory_error();
        kept = Value::adopt(View(made));
    }
    return kept;
}

}  // namespace

Result<Ref<Context>> context_of(Runtime& rt, Value& held) {
    if (is_context(held)) return Ref<Context>(held.as<Context>());
    Type* type = TRY(native_type(rt, context_type));
    Ref<Context> context = TRY(new_context(rt, type, held));
    held = context;
    return context;
}

Result<void> raise_already_entered(Runtime& rt, View context) {
    Ref<Str> shown = TRY(repr(rt, context));
    return rt.raise_value(RuntimeError, TRY(rt.str("cannot enter context: " + std::string(shown->text()) + " is already entered")));
}

namespace {

// ---- Context

Context* context_self(Args args) { return args.self<Context>(); }

Result<Value> run(Runtime& rt, View self, const Arguments& arguments) {
    if (!arguments.count) return rt.raise(TypeError, "run() missing 1 required positional argument");
    Value held(self), callable(arguments[0]);
    TRY(enter_context(rt, held));
    Result<Value> result = call(rt, callable, Arguments{.values = arguments.values + 1, .count = arguments.count - 1, .names = arguments.names});
    leave_context(rt, held);
    return result;
}

Result<Value> run_method(Runtime& rt, Args args) {
    Tuple* given = args[1].as<Tuple>();
    Dict* named = args[2].as<Dict>();
    std::vector<View> values(given->items, given->items + given->size);
    Ref<Tuple> names;
    if (named->used) {
        names = TRY(new_tuple(rt, named->used));
        std::size_t n = 0;
        for (auto* entry = dict_first(named); entry; entry = dict_next(named, entry)) {
            names->items[n++] = entry->key;
            values.push_back(entry->value);
        }
    }
    return run(rt, args[0], Arguments{.values = values.data(), .count = given->size, .names = names.get()});
}

template <TriePart part>
Result<Value> listed(Runtime& rt, Args args) {
    return new_trie_iterator(rt, context_self(args)->variables, part);
}

Result<Value> context_get(Runtime& rt, Args args) {
    View variable = TRY(expect_variable(rt, args[1]));
    View value = TRY(Variables::find(rt, context_self(args)->variables, variable));
    return Value(value.is_unbound() ? args[2] : value);
}

constexpr FunctionDef context_methods[] = {
    {"run(self, *args, **kwargs)", run_method, "Calls a function in this context."},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return TRY(new_context(rt, TRY(native_type(rt, context_type)), context_self(args)->variables)); },
     "A copy."},
    {"get(self, key, default=None, /)", context_get, "The value of the variable, or the default."},
    {"keys(self, /)", listed<TriePart::keys>, "The variables."},
    {"values(self, /)", listed<TriePart::values>, "Their values."},
    {"items(self, /)", listed<TriePart::items>, "Pairs of both."},
};

Result<std::int64_t> count(Runtime&, View self) { return static_cast<std::int64_t>(trie_size(self.as<Context>()->variables)); }

Result<Value> compare_contexts(Runtime& rt, View left, View right, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_context(right)) return View::not_implemented();
    bool same = TRY(Variables::equal(rt, left.as<Context>()->variables, right.as<Context>()->variables));
    return View::boolean(same == (op == CompareOp::eq));
}

const TypeDef context_type{
    .name = "Context",
    .module = "_contextvars",
    .doc = "The values of context variables.",
    .kind = Kind::context,
    .size = sizeof(Context),
    .flags = Type::container | Type::weak_referable | Type::immutable,
    .construct_signature = "(*args, **kwargs)",
    .construct_bound = [](Runtime& rt, Type* type, Args args) -> Result<Value> {
        if (args[1].as<Tuple>()->size || args[2].as<Dict>()->used) return rt.raise(TypeError, "Context() does not accept any arguments");
        return TRY(new_context(rt, type, View()));
    },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Context*>(object)->variables.~Value();
                      rt.free_instance(object, sizeof(Context));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Context*>(object)->variables); },
              .clear = [](Runtime&, Object* object) { static_cast<Context*>(object)->variables = Value(); },
              .hash = [](Runtime& rt, View) -> Result<std::int64_t> { return rt.raise(TypeError, "unhashable type: '_contextvars.Context'"); },
              .compare = compare_contexts,
              .length = count,
              .contains =
                  [](Runtime& rt, View self, View key) -> Result<bool> {
                  View variable = TRY(expect_variable(rt, key));
                  return !TRY(Variables::find(rt, self.as<Context>()->variables, variable)).is_unbound();
              },
              .iter =
                  [](Runtime& rt, View self) -> Result<Value> {
                  View values[] = {self};
                  return listed<TriePart::keys>(rt, Args(rt, values, 1, nullptr));
              },
              .get_item =
                  [](Runtime& rt, View self, View key) -> Result<Value> {
                  View variable = TRY(expect_variable(rt, key));
                  View value = TRY(Variables::find(rt, self.as<Context>()->variables, variable));
                  if (value.is_unbound()) return rt.raise_value(KeyError, key);
                  return Value(value);
              }},
    .methods = context_methods,
};

// ---- ContextVar

Result<Value> construct_variable(Runtime& rt, Type* type, const Arguments& arguments) {
    if (arguments.count > 1) return rt.raise(TypeError, "ContextVar() takes at most 1 positional argument (%zu given)", arguments.count);
    Value values[2];  // name, default
    TRY(bind_constructor(rt, type, arguments, values));
    if (!is_kind(values[0], Kind::str)) return rt.raise(TypeError, "context variable name must be a str");
    auto* made = rt.allocate<ContextVar>(type);
    if (!made) return rt.raise_memory_error();
    new (&made->name) Ref<Str>(values[0].as<Str>());
    new (&made->default_value) Value(values[1]);
    return Value::adopt(View(made));
}

Result<Value> variable_get(Runtime& rt, Args args) {
    auto* variable = args.self<ContextVar>();
    View variables = is_context(rt.context) ? View(rt.context.as<Context>()->variables) : View(rt.context);
    View value = TRY(Variables::find(rt, variables, args[0]));
    if (!value.is_unbound()) return Value(value);
    if (args.given(1)) return Value(args[1]);
    if (!variable->default_value.is_unbound()) return Value(variable->default_value);
    return rt.raise_value(LookupError, args[0]);
}

Result<Value> variable_set(Runtime& rt, Args args) {
    Ref<Context> context = TRY(running_context(rt));
    Value old = TRY(Variables::find(rt, context->variables, args[0]));
    auto* token = rt.allocate<Token>(TRY(native_type(rt, token_type)));
    if (!token) return rt.raise_memory_error();
    new (&token->context) Ref<Context>(context);
    new (&token->variable) Ref<ContextVar>(args.self<ContextVar>());
    new (&token->old_value) Value(std::move(old));
    token->used = false;
    Value made = Value::adopt(View(token));
    context->variables = TRY(Variables::with(rt, context->variables, args[0], args[1]));
    return made;
}

Result<Value> variable_reset(Runtime& rt, Args args) {
    auto refuse = [&](ExceptionType type, const char* before, const char* after) -> Raised {
        Ref<Str> shown = TRY(repr(rt, args[1]));
        return rt.raise_value(type, TRY(rt.str(before + std::string(shown->text()) + after)));
    };
    Type* type = TRY(native_type(rt, token_type));
    if (!args[1].is_object() || args[1].object()->type() != type) return refuse(TypeError, "expected an instance of Token, got ", "");
    auto* token = args[1].as<Token>();
    if (token->used) return refuse(RuntimeError, "", " has already been used once");
    if (!(View(token->variable) == args[0])) return refuse(ValueError, "", " was created by a different ContextVar");
    Ref<Context> context = TRY(running_context(rt));
    if (token->context.get() != context.get()) return refuse(ValueError, "", " was created in a different Context");
    token->used = true;
    if (token->old_value.is_unbound()) {
        if (TRY(Variables::find(rt, context->variables, args[0])).is_unbound()) return rt.raise_value(LookupError, args[0]);
        context->variables = TRY(Variables::without(rt, context->variables, args[0]));
    } else {
        context->variables = TRY(Variables::with(rt, context->variables, args[0], token->old_value));
    }
    return View::none();
}

Result<Value> variable_repr(Runtime& rt, View self) {
    auto* variable = self.as<ContextVar>();
    Ref<Str> name = TRY(repr(rt, View(variable->name)));
    std::string text = "<ContextVar name=" + std::string(name->text());
    if (!variable->default_value.is_unbound()) {
        NativeGuard guard(rt, " while getting the repr of an object");
        if (guard.raised()) return Raised{};
        Ref<Str> shown = TRY(repr(rt, variable->default_value));
        text += " default=" + std::string(shown->text());
    }
    char address[32];
    std::snprintf(address, sizeof address, " at %p>", static_cast<void*>(self.object()));
    return rt.str(text + address);
}

constexpr FunctionDef variable_methods[] = {
    {"get(self, default=<no value>, /)", variable_get, "The value in the running context, or the default."},
    {"set(self, value, /)", variable_set, "Sets the value in the running context; a Token to undo it."},
    {"reset(self, token, /)", variable_reset, "Sets the value that there was before set()."},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

constexpr PropertyDef variable_properties[] = {
    {"name", [](Runtime&, View self) -> Result<Value> { return Value(View(self.as<ContextVar>()->name)); }},
};

const TypeDef variable_type{
    .name = "ContextVar",
    .module = "_contextvars",
    .doc = "A variable whose value depends on the running context.",
    .kind = Kind::context_variable,
    .size = sizeof(ContextVar),
    .flags = Type::container | Type::immutable,
    .construct_signature = "(name, /, *, default=<no value>)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* variable = static_cast<ContextVar*>(object);
                      variable->name.~Ref();
                      variable->default_value.~Value();
                      rt.free_instance(object, sizeof(ContextVar));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<ContextVar*>(object)->default_value); },
              .clear = [](Runtime&, Object* object) { static_cast<ContextVar*>(object)->default_value = Value(); },
              .construct = construct_variable,
              .repr = variable_repr},
    .methods = variable_methods,
    .properties = variable_properties,
};

// ---- Token

Result<Value> token_repr(Runtime& rt, View self) {
    auto* token = self.as<Token>();
    Ref<Str> variable = TRY(repr(rt, View(token->variable)));
    char address[32];
    std::snprintf(address, sizeof address, " at %p>", static_cast<void*>(self.object()));
    return rt.str(std::string(token->used ? "<Token used var=" : "<Token var=") + std::string(variable->text()) + address);
}

constexpr FunctionDef token_methods[] = {
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585.",
     FunctionDef::class_method},
};

constexpr PropertyDef token_properties[] = {
    {"var", [](Runtime&, View self) -> Result<Value> { return Value(View(self.as<Token>()->variable)); }},
    {"old_value",
     [](Runtime& rt, View self) -> Result<Value> {
         Value& old = self.as<Token>()->old_value;
         return old.is_unbound() ? missing(rt) : Result<Value>(old);
     }},
};

constexpr ConstantDef token_constants[] = {{"MISSING", missing}};

const TypeDef token_type{
    .name = "Token",
    .module = "_contextvars",
    .doc = "What ContextVar.set() returns.",
    .size = sizeof(Token),
    .flags = Type::container | Type::immutable,
    .construct_signature = "(*args, **kwargs)",
    .construct_bound = [](Runtime& rt, Type*, Args) -> Result<Value> { return rt.raise(RuntimeError, "Tokens can only be created by ContextVars"); },
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* token = static_cast<Token*>(object);
                      token->context.~Ref();
                      token->variable.~Ref();
                      token->old_value.~Value();
                      rt.free_instance(object, sizeof(Token));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* token = static_cast<Token*>(object);
                      visit(static_cast<const Object*>(token->context.get()));
                      visit(static_cast<const Object*>(token->variable.get()));
                      visit(token->old_value);
                  },
              .clear = [](Runtime&, Object* object) { static_cast<Token*>(object)->old_value = Value(); },
              .repr = token_repr},
    .methods = token_methods,
    .properties = token_properties,
    .constants = token_constants,
};

const TypeDef missing_type{
    .name = "Token.MISSING",
    .module = "_contextvars",
    .doc = "There was no value.",
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Object)); },
              .repr = [](Runtime& rt, View) -> Result<Value> { return rt.str("<Token.MISSING>"); }},
};

// ---- the module

constexpr FunctionDef functions[] = {
    {"copy_context()",
     [](Runtime& rt, Args) -> Result<Value> { return TRY(new_context(rt, TRY(native_type(rt, context_type)), hold_context(rt))); },
     "A copy of the running context."},
};

const TypeDef* const types[] = {&context_type, &variable_type, &token_type};

}  // namespace

extern const ModuleDef contextvars_module;
const ModuleDef contextvars_module{.name = "_contextvars", .doc = "Context variables (PEP 567).", .functions = functions, .types = types};

}  // namespace ouro
