// SPDX-License-Identifier: MIT
// The classes of the module `_ast`: AST, whose constructor and pickling are native, and a class for each row of the parser's table.
#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

// ---- the table

#define NODE(Struct, name, Base, fields) constexpr NodeField k##Struct##Fields[] = {fields{}};
#define ONE(T, name) {#name, #T, NodeField::one},
#define OPTIONAL(T, name) {#name, #T, NodeField::maybe},
#define MANY(T, name) {#name, #T, NodeField::many},
#define SPARSE(T, name) {#name, #T, NodeField::many},
#define IDENT(name) {#name, "identifier", NodeField::one},
#define MAYBE(name) {#name, "identifier", NodeField::maybe},
#define IDENTS(name) {#name, "identifier", NodeField::many},
#define PLAIN(T, name) {#name, #T, NodeField::one},
#define TEXT(name) {#name, "string", NodeField::maybe},
#define STRING(name) {#name, "string", NodeField::one},
#include "parser/nodes.def"

// How the parser lays out a constant is its own matter.
constexpr NodeField kConstantValueFields[] = {{"value", "ConstantKind", NodeField::one}, {"kind", "string", NodeField::maybe}, {}};
static_assert(std::size(kConstantFields) > 2);

constexpr NodeClass kNodes[] = {
#define NODE(Struct, name, Base, fields) {name, #Base, ast::NodeKind::Struct == ast::NodeKind::Constant ? kConstantValueFields : k##Struct##Fields},
#include "parser/nodes.def"
};

struct Sum {
    const char* name;
    const char* table_name;  // what the table calls it
    const char* members;     // of those that are enumerations
};
constexpr Sum kSums[kNodeSums] = {
    {"mod", "Mod", ""},
    {"stmt", "Stmt", ""},
    {"expr", "Expr", ""},
    {"expr_context", "ExprContext", "Load Store Del"},
    {"boolop", "BoolOperator", "And Or"},
    {"operator", "Operator", "Add Sub Mult MatMult Div Mod Pow LShift RShift BitOr BitXor BitAnd FloorDiv"},
    {"unaryop", "UnaryOperator", "Invert Not UAdd USub"},
    {"cmpop", "CmpOperator", "Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn"},
    {"excepthandler", "AnyHandler", ""},
    {"pattern", "Pattern", ""},
    {"type_ignore", "AnyIgnore", ""},
    {"type_param", "TypeParam", ""},
};

/// What the abstract grammar calls a type of the table.
std::string_view grammar_name(std::string_view type) {
    for (const Sum& sum : kSums)
        if (type == sum.table_name) return sum.name;
    static constexpr std::string_view others[][2] = {
        {"Arguments", "arguments"},   {"Arg", "arg"},           {"Keyword", "keyword"},           {"Alias", "alias"},
        {"WithItem", "withitem"},     {"MatchCase", "match_case"}, {"Comprehension", "comprehension"}, {"ExceptHandler", "excepthandler"},
        {"TypeIgnore", "type_ignore"}, {"ConstantKind", "constant"}, {"OptionalInt", "int"},           {"Sequence<CmpOperator>", "cmpop"},
    };
    for (auto& other : others)
        if (type == other[0]) return other[1];
    return type;
}

NodeField::Count count_of(const NodeField& field) {
    std::string_view type(field.type);
    if (type == "OptionalInt") return NodeField::maybe;
    if (type == "Sequence<CmpOperator>") return NodeField::many;
    return field.count;
}

std::string signature_of(const NodeClass& node) {
    std::string text = node.name;
    for (const NodeField* field = node.fields; field->name; ++field) {
        text += field == node.fields ? "(" : ", ";
        text += grammar_name(field->type);
        NodeField::Count count = count_of(*field);
        text += count == NodeField::maybe ? "? " : count == NodeField::many ? "* " : " ";
        text += field->name;
    }
    return node.fields->name ? text + ")" : text;
}

// ---- AST itself

std::string class_name(Runtime& rt, View self) { return type_name(rt, self); }

Result<void> deprecated(Runtime& rt, const std::string& message) {
    return rt.hooks.warn ? rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str(message)), 1, View::none()) : Result<void>();
}

/// What a field that was not given gets: None stands in the class, a list is made, a context is Load.
Result<void> set_default(Runtime& rt, const NodeClasses& classes, View self, Str* name, View types) {
    Dict* dict = as_dict(types);
    Value type;
    if (dict) {
        type = Value(TRY(dict_get(rt, dict, View(name))));
    } else {
        Result<Value> found = get_item(rt, types, View(name));
        if (found.raised() && !rt.swallow(KeyError)) return Raised{};
        if (!found.raised()) type = found.take();
    }
    if (type.is_unbound())
        return deprecated(rt, "Field '" + std::string(name->text()) + "' is missing from " + class_name(rt, self) + "._field_types. This will become an error in Python 3.15.");
    if (rt.type_of(type) == rt.types.union_) return {};
    if (rt.type_of(type) == rt.types.generic_alias) {
        Ref<List> empty = TRY(new_list(rt));
        return set_attribute(rt, self, name, empty);
    }
    if (type == View(static_cast<const Object*>(classes.sums[static_cast<int>(NodeSum::expr_context)])))
        return set_attribute(rt, self, name, classes.instances[static_cast<int>(NodeSum::expr_context)][0]);
    return deprecated(rt, class_name(rt, self) + ".__init__ missing 1 required positional argument: '" + std::string(name->text()) +
                              "'. This will become an error in Python 3.15.");
}

Result<void> init_node(Runtime& rt, View self, const Arguments& arguments) {
    const NodeClasses& classes = *TRY(node_classes(rt));
    Value type(View(static_cast<const Object*>(rt.type_of(self)))), found = TRY(find_attribute(rt, type, classes.all_fields));
    Ref<Tuple> fields = TRY(found.is_unbound() ? new_tuple(rt, std::size_t{0}) : tuple_from(rt, found));
    if (arguments.count > fields->size)
        return rt.raise(TypeError, "%s constructor takes at most %zu positional argument%s", type_name(rt, self), fields->size, fields->size == 1 ? "" : "s");
    std::vector<bool> given(fields->size);
    for (std::size_t n = 0; n < arguments.count; ++n) {
        Str* name = as_str(fields->items[n]);
        if (!name) return rt.raise(TypeError, "attribute name must be string, not '%s'", type_name(rt, fields->items[n]));
        TRY(set_attribute(rt, self, intern(rt, name).get(), arguments[n]));
        given[n] = true;
    }
    for (std::size_t n = 0; arguments.names && n < arguments.names->size; ++n) {
        Str* name = as_str(arguments.names->items[n]);
        std::size_t at = 0;
        while (at < fields->size && !(as_str(fields->items[at]) && equal(as_str(fields->items[at]), name))) ++at;
        if (at < fields->size) {
            if (given[at]) return rt.raise(TypeError, "%s got multiple values for argument '%s'", type_name(rt, self), name->data());
            given[at] = true;
        } else {
            Value attributes = TRY(get_attribute(rt, type, classes.all_attributes));
            if (!TRY(contains(rt, attributes, View(name))))
                TRY(deprecated(rt, class_name(rt, self) + ".__init__ got an unexpected keyword argument '" + std::string(name->text()) +
                                       "'. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15."));
        }
        TRY(set_attribute(rt, self, intern(rt, name).get(), arguments[arguments.count + n]));
    }
    if (std::find(given.begin(), given.end(), false) == given.end()) return {};
    Value types = TRY(find_attribute(rt, type, classes.field_types));
    if (types.is_unbound()) return {};  // a class of the user's
    for (std::size_t n = 0; n < fields->size; ++n)
        if (!given[n])
            if (Str* name = as_str(fields->items[n])) TRY(set_default(rt, classes, self, intern(rt, name).get(), types));
    return {};
}

/// The constructor gets None for the fields that are there, so that it does not miss them; their values come with the state.
Result<Value> reduce(Runtime& rt, Args args) {
    const NodeClasses& classes = *TRY(node_classes(rt));
    View type(static_cast<const Object*>(rt.type_of(args[0])));
    Value dict = TRY(dict_of(rt, args[0]));
    if (!as_dict(dict)) return TRY(new_tuple(rt, {type, View(rt.empty_tuple.get())}));
    Ref<Dict> state = TRY(dict_copy(rt, dict.as<Dict>()));
    Value fields = TRY(find_attribute(rt, type, classes.all_fields));
    if (fields.is_unbound()) return TRY(new_tuple(rt, {type, View(rt.empty_tuple.get()), View(state.get())}));
    Ref<Tuple> names = TRY(tuple_from(rt, fields));
    std::size_t count = 0;
    while (count < names->size && !TRY(dict_get(rt, state.get(), names->items[count])).is_unbound()) ++count;
    Ref<Tuple> nothing = TRY(new_tuple(rt, count));
    for (std::size_t n = 0; n < count; ++n) nothing->items[n] = View::none();
    return TRY(new_tuple(rt, {type, View(nothing.get()), View(state.get())}));
}

constexpr FunctionDef kMethods[] = {{"__reduce__(self, /)", reduce, ""}};

Result<Value> no_names(Runtime& rt) { return Value(View(rt.empty_tuple.get())); }
constexpr ConstantDef kConstants[] = {{"_fields", no_names}, {"_attributes", no_names}, {"__match_args__", no_names}};

const TypeDef ast_type{.name = "AST",
                       .module = "ast",
                       .doc = "",
                       .kind = Kind::other,
                       .size = sizeof(Object),
                       .flags = Type::base_type | Type::container | Type::has_dict,
                       .inline_slots = 0,
                       .slots = {.init = init_node},
                       .methods = kMethods,
                       .constants = kConstants};

// ---- making the classes

const char kClasses = 0;  // of library_state
const char kKept = 0;     // of library: the list that keeps them

struct Maker {
    Runtime& rt;
    NodeClasses& classes;
    List* kept;

    Result<Str*> name(std::string_view text) {
        Ref<Str> made = TRY(intern(rt, text));
        TRY(list_append(rt, kept, Value(View(made.get()))));
        return made.get();
    }
    Result<Type*> make(std::string_view name, Type* base, const std::string& doc, std::span<const NodeField> fields) {
        Ref<Dict> body = TRY(new_dict(rt));
        Ref<Tuple> names = TRY(new_tuple(rt, fields.size()));
        for (std::size_t n = 0; n < fields.size(); ++n) names->items[n] = Value(TRY(intern(rt, fields[n].name)));
        TRY(set(body.get(), "_fields", View(names.get())));
        TRY(set(body.get(), "__match_args__", View(names.get())));
        TRY(set(body.get(), "__module__", TRY(rt.str("ast"))));
        TRY(set(body.get(), "__doc__", TRY(rt.str(doc))));
        Ref<Str> called = TRY(intern(rt, name));
        Ref<Tuple> bases = TRY(new_tuple(rt, {View(static_cast<const Object*>(base))}));
        Ref<Type> type = TRY(new_class(rt, rt.types.type, called.get(), bases.get(), body.get(), {}));
        if (fields.size() || base != classes.base) type->inline_slots = static_cast<std::uint16_t>(std::max<std::size_t>(type->inline_slots, fields.size() + 4));
        TRY(list_append(rt, kept, Value(View(type.get()))));
        return type.get();
    }
    Result<void> set(Dict* dict, std::string_view name, View value) { return dict_set(rt, dict, TRY(intern(rt, name)).get(), value); }
    Result<void> set(Dict* dict, std::string_view name, const Value& value) { return set(dict, name, View(value)); }
    Result<void> set(Type* type, std::string_view name, View value) {
        Ref<Str> key = TRY(intern(rt, name));
        return set_attribute(rt, View(static_cast<const Object*>(type)), key.get(), value);
    }

    Result<void> attributes(Type* type, bool ends_are_optional) {
        Ref<Tuple> names = TRY(new_tuple(rt, {View(classes.lineno), View(classes.col_offset), View(classes.end_lineno), View(classes.end_col_offset)}));
        TRY(set(type, "_attributes", View(names.get())));
        if (!ends_are_optional) return {};
        TRY(set(type, "end_lineno", View::none()));
        return set(type, "end_col_offset", View::none());
    }
    Type* sum(std::string_view table_name) {
        for (std::size_t n = 0; n < kNodeSums; ++n)
            if (table_name == kSums[n].table_name) return classes.sums[n];
        return nullptr;
    }
    /// The class that stands for a type of the table.
    Type* meant(std::string_view type) {
        std::string_view name = grammar_name(type);
        for (std::size_t n = 0; n < kNodeSums; ++n)
            if (name == kSums[n].name) return classes.sums[n];
        for (std::size_t n = 0; n < kNodeClasses; ++n)
            if (name == kNodes[n].name) return classes.nodes[n];
        return name == "int" ? rt.types.int_ : name == "constant" ? rt.types.object : rt.types.str;
    }
    Result<void> field_types(Type* type, const NodeField* fields) {
        Ref<Dict> types = TRY(new_dict(rt));
        for (const NodeField* field = fields; field->name; ++field) {
            View one(static_cast<const Object*>(meant(field->type)));
            NodeField::Count count = count_of(*field);
            Value what = count == NodeField::many    ? TRY(get_item(rt, View(static_cast<const Object*>(rt.types.list)), one))
                         : count == NodeField::maybe ? TRY(union_of_types(rt, one, View::none()))
                                                     : Value(one);
            TRY(set(types.get(), field->name, what));
            if (count == NodeField::maybe) TRY(set(type, field->name, View::none()));
        }
        TRY(set(type, "_field_types", View(types.get())));
        return set(type, "__annotations__", View(types.get()));
    }

    Result<void> everything() {
        classes.lineno = TRY(name("lineno"));
        classes.col_offset = TRY(name("col_offset"));
        classes.end_lineno = TRY(name("end_lineno"));
        classes.end_col_offset = TRY(name("end_col_offset"));
        classes.all_fields = TRY(name("_fields"));
        classes.all_attributes = TRY(name("_attributes"));
        classes.field_types = TRY(name("_field_types"));
        classes.base = TRY(native_type(rt, ast_type));
        classes.base->type_flags &= ~static_cast<std::uint32_t>(Type::immutable);
        for (std::size_t n = 0; n < kNodeSums; ++n) TRY(make_sum(n));
        for (std::size_t n = 0; n < kNodeClasses; ++n) TRY(make_node(n));
        for (std::size_t n = 0; n < kNodeClasses; ++n) TRY(field_types(classes.nodes[n], kNodes[n].fields));
        return {};
    }
    Result<void> make_sum(std::size_t n) {
        const Sum& sum = kSums[n];
        std::string doc = std::string(sum.name) + " = ";
        bool enumeration = *sum.members;
        if (enumeration) {
            for (const char* at = sum.members; *at; ++at) doc += *at == ' ' ? std::string(" | ") : std::string(1, *at);
        } else {
            bool first = true;
            for (const NodeClass& node : kNodes) {
                if (std::string_view(node.base) != sum.table_name) continue;
                if (!first) doc += "\n" + std::string(std::strlen(sum.name) + 1, ' ') + "| ";
                doc += signature_of(node);
                first = false;
            }
        }
        Type* type = classes.sums[n] = TRY(make(sum.name, classes.base, doc, {}));
        auto which = static_cast<NodeSum>(n);
        if (which == NodeSum::stmt || which == NodeSum::expr || which == NodeSum::excepthandler) TRY(attributes(type, true));
        if (which == NodeSum::pattern || which == NodeSum::type_param) TRY(attributes(type, false));
        if (!enumeration) return {};
        std::size_t member = 0;
        for (const char* at = sum.members; *at; ++member) {
            std::size_t size = std::strcspn(at, " ");
            std::string name(at, size);
            Type* made = classes.members[n][member] = TRY(make(name, type, name, {}));
            constexpr NodeField none[] = {{}};
            TRY(field_types(made, none));
            Object* instance = rt.allocate_instance(made, made->basic_size);
            if (!instance) return rt.raise_memory_error();
            classes.instances[n][member] = View(instance);
            TRY(list_append(rt, kept, Value::adopt(View(instance))));
            at += size;
            if (*at) ++at;
        }
        return {};
    }
    Result<void> make_node(std::size_t n) {
        const NodeClass& node = kNodes[n];
        std::size_t count = 0;
        while (node.fields[count].name) {
            classes.fields[n][count] = TRY(name(node.fields[count].name));
            ++count;
        }
        Type* above = sum(node.base);
        classes.nodes[n] = TRY(make(node.name, above ? above : classes.base, signature_of(node), {node.fields, count}));
        classes.kinds[classes.nodes[n]] = static_cast<ast::NodeKind>(n);
        if (!above && has_location(static_cast<ast::NodeKind>(n))) TRY(attributes(classes.nodes[n], true));
        return {};
    }
};

}  // namespace

std::span<const NodeClass> node_class_table() { return kNodes; }

NodeSum sum_of(ast::NodeKind kind, bool& found) {
    std::string_view base = kNodes[static_cast<int>(kind)].base;
    for (std::size_t n = 0; n < kNodeSums; ++n) {
        if (base != kSums[n].table_name) continue;
        found = true;
        return static_cast<NodeSum>(n);
    }
    found = false;
    return NodeSum::mod;
}

bool has_location(ast::NodeKind kind) {
    bool found;
    NodeSum sum = sum_of(kind, found);
    if (found) return sum != NodeSum::mod && sum != NodeSum::type_ignore;
    return kind == ast::NodeKind::Arg || kind == ast::NodeKind::Keyword || kind == ast::NodeKind::Alias;
}

Result<const NodeClasses*> node_classes(Runtime& rt) {
    if (auto known = rt.library_state.find(&kClasses); known != rt.library_state.end()) return static_cast<const NodeClasses*>(known->second.get());
    auto made = std::make_shared<NodeClasses>();
    Ref<List> kept = TRY(new_list(rt, kNodeClasses + 64));
    Maker maker{rt, *made, kept.get()};
    TRY(maker.everything());
    rt.library[&kKept] = View(kept.get());
    rt.library_state[&kClasses] = made;
    return static_cast<const NodeClasses*>(made.get());
}

Result<bool> is_node(Runtime& rt, View value) {
    if (!value.is_object()) return false;
    // Before the classes are made there are no instances.
    auto known = rt.library_state.find(&kClasses);
    return known != rt.library_state.end() && is_subtype(rt.type_of(value), static_cast<const NodeClasses*>(known->second.get())->base);
}

// ---- the module

namespace {

Result<void> fill_module(Runtime& rt, Module* module) {
    const NodeClasses& classes = *TRY(node_classes(rt));
    View self(static_cast<const Object*>(static_cast<const void*>(module)));
    auto add = [&](Type* type) -> Result<void> {
        Ref<Str> name = TRY(intern(rt, short_type_name(type)));
        return set_attribute(rt, self, name.get(), View(static_cast<const Object*>(type)));
    };
    TRY(add(classes.base));
    for (std::size_t n = 0; n < kNodeSums; ++n) {
        TRY(add(classes.sums[n]));
        for (Type* member : classes.members[n])
            if (member) TRY(add(member));
    }
    for (Type* type : classes.nodes) TRY(add(type));
    return {};
}

template <int value>
Result<Value> number(Runtime&) {
    return Value(View::small_int(value));
}

constexpr ConstantDef kFlags[] = {{"PyCF_ALLOW_TOP_LEVEL_AWAIT", number<0x2000>},
                                  {"PyCF_ONLY_AST", number<0x400>},
                                  {"PyCF_OPTIMIZED_AST", number<0x8400>},
                                  {"PyCF_TYPE_COMMENTS", number<0x1000>}};

}  // namespace

extern const ModuleDef ast_module;
const ModuleDef ast_module{.name = "_ast", .doc = "", .constants = kFlags, .init = fill_module};

}  // namespace ouro
