// SPDX-License-Identifier: MIT
// The module `_contextvars` (PEP 567). The variables of a context are a hash trie that never changes: setting one copies the few nodes
// on the way to it, so that contexts share what they have in common.
#include "stdlib/contextvars.h"

#include <bit>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"

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

/// A node of the trie: for each set bit a pair, (variable, value) or (Unbound, node below).
struct Node : Object {
    std::uint32_t bitmap;
    std::uint32_t pairs;
    Value items[0];
};

extern const TypeDef context_type, variable_type, token_type, missing_type, node_type;

std::size_t bytes_for(std::size_t pairs) { return sizeof(Node) + pairs * 2 * sizeof(Value); }

Result<Ref<Node>> new_node(Runtime& rt, std::uint32_t bitmap, std::size_t pairs) {
    Type* type = TRY(native_type(rt, node_type));
    auto* node = rt.allocate<Node>(type, bytes_for(pairs));
    if (!node) return rt.raise_memory_error();
    node->bitmap = bitmap;
    node->pairs = static_cast<std::uint32_t>(pairs);
    for (std::size_t n = 0; n < pairs * 2; ++n) new (&node->items[n]) Value();
    return Ref<Node>::adopt(node);
}

/// Addresses are distinct, and multiplying by an odd number keeps them so: no two variables collide to the end.
std::uint64_t path_of(const ContextVar* variable) {
    return (reinterpret_cast<std::uint64_t>(variable) >> 4) * 0x9E3779B97F4A7C15u;
}
std::uint32_t bit_at(std::uint64_t path, int level) { return 1u << (std::rotl(path, 5 * (level + 1)) & 31); }
std::size_t place(std::uint32_t bitmap, std::uint32_t bit) { return static_cast<std::size_t>(std::popcount(bitmap & (bit - 1))); }

View find(View variables, const ContextVar* variable) {
    std::uint64_t path = path_of(variable);
    for (int level = 0; variables.is_object(); ++level) {
        Node* node = variables.as<Node>();
        std::uint32_t bit = bit_at(path, level);
        if (!(node->bitmap & bit)) return View();
        std::size_t at = 2 * place(node->bitmap, bit);
        if (node->items[at].is_unbound()) {
            variables = node->items[at + 1];
            continue;
        }
        return node->items[at] == View(variable) ? View(node->items[at + 1]) : View();
    }
    return View();
}

/// A node for two variables whose paths agree so far.
Result<Ref<Node>> split(Runtime& rt, int level, View first, View first_value, View second, View second_value) {
    std::uint32_t a = bit_at(path_of(first.as<ContextVar>()), level), b = bit_at(path_of(second.as<ContextVar>()), level);
    if (a == b) {
        Ref<Node> below = TRY(split(rt, level + 1, first, first_value, second, second_value));
        Ref<Node> node = TRY(new_node(rt, a, 1));
        node->items[1] = below;
        return node;
    }
    Ref<Node> node = TRY(new_node(rt, a | b, 2));
    std::size_t at = a < b ? 0 : 2;
    node->items[at] = Value(first);
    node->items[at + 1] = Value(first_value);
    node->items[2 - at] = Value(second);
    node->items[3 - at] = Value(second_value);
    return node;
}

/// The map with the variable set. The depth is bounded by the bits of a path.
Result<Ref<Node>> with(Runtime& rt, View variables, View variable, View value, int level = 0) {
    std::uint32_t bit = bit_at(path_of(variable.as<ContextVar>()), level);
    if (variables.is_unbound()) {
        Ref<Node> node = TRY(new_node(rt, bit, 1));
        node->items[0] = Value(variable);
        node->items[1] = Value(value);
        return node;
    }
    Node* old = variables.as<Node>();
    std::size_t at = place(old->bitmap, bit);
    bool there = old->bitmap & bit;
    Ref<Node> node = TRY(new_node(rt, old->bitmap | bit, old->pairs + !there));
    for (std::size_t n = 0; n < old->pairs; ++n) {
        std::size_t to = n + (!there && n >= at);
        node->items[2 * to] = old->items[2 * n];
        node->items[2 * to + 1] = old->items[2 * n + 1];
    }
    Value& key = node->items[2 * at];
    Value& item = node->items[2 * at + 1];
    if (!there || key == variable) {
        key = Value(variable);
        item = Value(value);
    } else if (key.is_unbound()) {
        item = TRY(with(rt, item, variable, value, level + 1));
    } else {
        Ref<Node> below = TRY(split(rt, level + 1, key, item, variable, value));
        key = Value();
        item = below;
    }
    return node;
}

/// The map without the variable, which is there; Unbound when nothing is left.
Result<Value> without(Runtime& rt, View variables, View variable, int level = 0) {
    Node* old = variables.as<Node>();
    std::uint32_t bit = bit_at(path_of(variable.as<ContextVar>()), level);
    std::size_t at = place(old->bitmap, bit);
    Value below;
    if (old->items[2 * at].is_unbound()) below = TRY(without(rt, old->items[2 * at + 1], variable, level + 1));
    bool keep = !below.is_unbound();
    if (!keep && old->pairs == 1) return Value();
    Ref<Node> node = TRY(new_node(rt, keep ? old->bitmap : old->bitmap & ~bit, old->pairs - !keep));
    for (std::size_t n = 0, to = 0; n < old->pairs; ++n) {
        if (n == at && !keep) continue;
        node->items[2 * to] = old->items[2 * n];
        node->items[2 * to + 1] = n == at ? below : old->items[2 * n + 1];
        ++to;
    }
    return node;
}

/// Calls visit(variable, value) for each.
template <typename Visit>
Result<void> for_each_variable(View variables, Visit&& visit) {
    if (variables.is_unbound()) return {};
    Node* node = variables.as<Node>();
    for (std::size_t n = 0; n < node->pairs; ++n) {
        if (node->items[2 * n].is_unbound()) TRY(for_each_variable(node->items[2 * n + 1], visit));
        else TRY(visit(View(node->items[2 * n]), View(node->items[2 * n + 1])));
    }
    return {};
}

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

enum class Part { keys, values, items };
template <Part part>
Result<Value> listed(Runtime& rt, Args args) {
    Ref<List> all = TRY(new_list(rt));
    Value variables = context_self(args)->variables;
    TRY(for_each_variable(variables, [&](View variable, View value) -> Result<void> {
        if constexpr (part == Part::keys) return list_append(rt, all.get(), variable);
        else if constexpr (part == Part::values) return list_append(rt, all.get(), value);
        else {
            Ref<Tuple> pair = TRY(new_tuple(rt, {variable, value}));
            return list_append(rt, all.get(), pair);
        }
    }));
    return iter(rt, View(all));
}

Result<Value> context_get(Runtime& rt, Args args) {
    View variable = TRY(expect_variable(rt, args[1]));
    View value = find(context_self(args)->variables, variable.as<ContextVar>());
    return Value(value.is_unbound() ? args[2] : value);
}

constexpr FunctionDef context_methods[] = {
    {"run(self, *args, **kwargs)", run_method, "Calls a function in this context."},
    {"copy(self, /)",
     [](Runtime& rt, Args args) -> Result<Value> { return TRY(new_context(rt, TRY(native_type(rt, context_type)), context_self(args)->variables)); },
     "A copy."},
    {"get(self, key, default=None, /)", context_get, "The value of the variable, or the default."},
    {"keys(self, /)", listed<Part::keys>, "The variables."},
    {"values(self, /)", listed<Part::values>, "Their values."},
    {"items(self, /)", listed<Part::items>, "Pairs of both."},
};

Result<std::int64_t> count(Runtime&, View self) {
    std::int64_t n = 0;
    Value variables = self.as<Context>()->variables;
    (void)for_each_variable(variables, [&](View, View) -> Result<void> {
        ++n;
        return {};
    });
    return n;
}

Result<Value> compare_contexts(Runtime& rt, View left, View right, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || !is_context(right)) return View::not_implemented();
    Value a = left.as<Context>()->variables, b = right.as<Context>()->variables;
    bool same = TRY(count(rt, left)) == TRY(count(rt, right));
    if (same && !(View(a) == View(b))) {
        TRY(for_each_variable(a, [&](View variable, View value) -> Result<void> {
            if (!same) return {};
            Value other(find(b, variable.as<ContextVar>()));
            same = !other.is_unbound() && TRY(equal(rt, value, other));
            return {};
        }));
    }
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
                  return !find(self.as<Context>()->variables, variable.as<ContextVar>()).is_unbound();
              },
              .iter =
                  [](Runtime& rt, View self) -> Result<Value> {
                  View values[] = {self};
                  return listed<Part::keys>(rt, Args(rt, values, 1, nullptr));
              },
              .get_item =
                  [](Runtime& rt, View self, View key) -> Result<Value> {
                  View variable = TRY(expect_variable(rt, key));
                  View value = find(self.as<Context>()->variables, variable.as<ContextVar>());
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
    View value = find(variables, variable);
    if (!value.is_unbound()) return Value(value);
    if (args.given(1)) return Value(args[1]);
    if (!variable->default_value.is_unbound()) return Value(variable->default_value);
    return rt.raise_value(LookupError, args[0]);
}

Result<Value> variable_set(Runtime& rt, Args args) {
    Ref<Context> context = TRY(running_context(rt));
    auto* token = rt.allocate<Token>(TRY(native_type(rt, token_type)));
    if (!token) return rt.raise_memory_error();
    new (&token->context) Ref<Context>(context);
    new (&token->variable) Ref<ContextVar>(args.self<ContextVar>());
    new (&token->old_value) Value(find(context->variables, args.self<ContextVar>()));
    token->used = false;
    Value made = Value::adopt(View(token));
    Ref<Node> changed = TRY(with(rt, context->variables, args[0], args[1]));
    context->variables = changed;
    return made;
}

Result<Value> variable_reset(Runtime& rt, Args args) {
    Type* type = TRY(native_type(rt, token_type));
    Ref<Str> shown = TRY(repr(rt, args[1]));
    std::string text(shown->text());
    if (!args[1].is_object() || args[1].object()->type() != type)
        return rt.raise_value(TypeError, TRY(rt.str("expected an instance of Token, got " + text)));
    auto* token = args[1].as<Token>();
    if (token->used) return rt.raise_value(RuntimeError, TRY(rt.str(text + " has already been used once")));
    if (!(View(token->variable) == args[0])) return rt.raise_value(ValueError, TRY(rt.str(text + " was created by a different ContextVar")));
    Ref<Context> context = TRY(running_context(rt));
    if (token->context.get() != context.get()) return rt.raise_value(ValueError, TRY(rt.str(text + " was created in a different Context")));
    token->used = true;
    if (token->old_value.is_unbound()) {
        if (find(context->variables, args.self<ContextVar>()).is_unbound()) return rt.raise_value(LookupError, args[0]);
        context->variables = TRY(without(rt, context->variables, args[0]));
    } else {
        Ref<Node> changed = TRY(with(rt, context->variables, args[0], token->old_value));
        context->variables = changed;
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

const TypeDef node_type{
    .name = "hamt",
    .module = "_contextvars",
    .doc = "Variables of a context.",
    .size = sizeof(Node),
    .flags = Type::container | Type::disallow_construct | Type::immutable | Type::variable_size,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* node = static_cast<Node*>(object);
                      std::size_t pairs = node->pairs;
                      for (std::size_t n = 0; n < pairs * 2; ++n) node->items[n].~Value();
                      rt.free_instance(node, bytes_for(pairs));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* node = static_cast<Node*>(object);
                      for (std::size_t n = 0; n < node->pairs * 2; ++n) visit(node->items[n]);
                  }},
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
