// SPDX-License-Identifier: MIT
// The module `_symtable`: the compiler's table of scopes as tuples, with CPython's flags; `symtable` makes objects of them.
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/compiler.h"
#include "vm/compiler/symtable.h"

namespace ouro {

namespace {

enum Flag : int { kGlobal = 1, kLocal = 2, kParameter = 4, kNonlocal = 8, kUse = 16, kImport = 128, kAnnotated = 256 };
enum Where : int { kIsLocal = 1, kGlobalExplicit, kGlobalImplicit, kFree, kCell, kWhereShift = 12 };
enum Type : int { kFunction, kClass, kModule, kAnnotation, kTypeAlias, kTypeParameters, kTypeVariable };

int flags_of(int how) {
    int flags = 0;
    if (how & (Scope::used | Scope::inlined_use)) flags |= kUse;
    if (how & Scope::parameter) flags |= kParameter;
    else if (how & Scope::imported) flags |= kImport;
    else if (how & Scope::assigned) flags |= kLocal;
    if (how & Scope::deleted) flags |= kLocal;
    if (how & Scope::global_) flags |= kGlobal;
    if (how & Scope::nonlocal_) flags |= kNonlocal;
    if (how & Scope::annotated) flags |= kAnnotated;
    return flags;
}

int where_of(Scope::Where where, int how) {
    switch (where) {
        case Scope::Where::local: return kIsLocal;
        case Scope::Where::cell: return kCell;
        case Scope::Where::free: return kFree;
        case Scope::Where::global_explicit: return kGlobalExplicit;
        case Scope::Where::global_implicit: return kGlobalImplicit;
        case Scope::Where::name: return how & Scope::assigned ? kIsLocal : kGlobalImplicit;
    }
    return 0;
}

class Shower {
public:
    explicit Shower(Runtime& rt) : rt_(rt) {}

    Result<Value> scope(const Scope* s, bool nested) {
        NativeGuard guard(rt_);
        if (guard.raised()) return Raised{};
        TRY(rt_.charge(static_cast<std::int64_t>(s->order.size()) + 1));
        Ref<Dict> symbols = TRY(new_dict(rt_));
        Ref<List> children = TRY(new_list(rt_));
        TRY(add(s, s, symbols.get(), children.get(), nested || s->kind == Scope::function));
        if (s->kind == Scope::module) TRY(add_globals(s, symbols.get()));
        Ref<Tuple> parameters = TRY(new_tuple(rt_, s->parameters.size()));
        for (std::size_t n = 0; n < s->parameters.size(); ++n) parameters->items[n] = TRY(rt_.str(s->parameters[n]));
        int type = s->kind == Scope::module ? kModule : s->kind == Scope::class_body ? kClass : kFunction;
        if (s->annotation != Scope::no_annotation) type = s->annotation == Scope::type_parameters ? kTypeParameters : s->annotation == Scope::type_alias ? kTypeAlias : kTypeVariable;
        Value name = TRY(rt_.str(name_of(s)));
        int line = s->kind == Scope::module ? 0 : s->annotation == Scope::type_variable || s->annotation == Scope::type_alias ? line_of(s) : s->node->location.lineno;
        return TRY(new_tuple(rt_, {View::small_int(type), name, View::small_int(line), View::boolean(nested), View(parameters.get()), View(symbols.get()), View(children.get())}));
    }

private:
    static int line_of(const Scope* s) { return s->node->location.lineno; }

    static std::string name_of(const Scope* s) {
        if (s->kind == Scope::module) return "top";
        constexpr std::string_view generic = "<generic parameters of ";
        std::string_view name = s->name;
        if (s->annotation == Scope::type_parameters && name.starts_with(generic)) name = name.substr(generic.size(), name.size() - generic.size() - 1);
        else if (name.size() > 2 && name.front() == '<') name = name.substr(1, name.size() - 2);
        return std::string(name);
    }

    /// What global statements anywhere name is a name of the module.
    Result<void> add_globals(const Scope* s, Dict* symbols) {
        NativeGuard guard(rt_);
        if (guard.raised()) return Raised{};
        for (const std::string& name : s->order)
            if (s->uses.find(name)->second & Scope::global_)
                TRY(dict_set_default(rt_, symbols, TRY(intern(rt_, name)), View::small_int(kGlobal | kGlobalExplicit << kWhereShift)));
        for (auto& child : s->children) TRY(add_globals(child.get(), symbols));
        return {};
    }

    /// The names of a scope, and of the comprehensions that are part of its code.
    Result<void> add(const Scope* owner, const Scope* s, Dict* symbols, List* children, bool nested) {
        for (const std::string& name : s->order) {
            int how = s->uses.find(name)->second;
            Ref<Str> key = TRY(intern(rt_, name));
            if (s != owner && !TRY(dict_get(rt_, symbols, key.get())).is_unbound()) continue;
            int where = where_of(s->find(name), how);
            // A variable of an inlined comprehension is the owner's.
            if (s != owner && where == kFree && owner->kind == Scope::module) where = kGlobalImplicit;
            TRY(dict_set(rt_, symbols, key.get(), View::small_int(flags_of(how) | where << kWhereShift)));
        }
        if (s == owner && s->kind == Scope::function)
            for (auto& [name, where] : s->where)  // what only passes through
                if (!s->uses.count(name)) TRY(dict_set(rt_, symbols, TRY(intern(rt_, name)).get(), View::small_int(where_of(where, 0) << kWhereShift)));
        for (auto& child : s->children) {
            if (child->inlined) TRY(add(owner, child.get(), symbols, children, nested));
            else TRY(list_append(rt_, children, TRY(scope(child.get(), nested))));
        }
        return {};
    }

    Runtime& rt_;
};

Result<Value> symtable(Runtime& rt, Args args) {
    Value filename(args[1]);
    if (!is_kind(filename, Kind::str) && !is_kind(filename, Kind::bytes)) {
        Value path = TRY(call_special(rt, filename, TRY(intern(rt, "__fspath__")).get()));
        if (!path.is_unbound()) filename = path;
    }
    if (is_kind(filename, Kind::bytes)) filename = TRY(call_method(rt, filename, rt.names.decode));
    if (!is_kind(filename, Kind::str)) return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, args[1]));
    std::string_view wanted = TRY(args.text(2));
    if (wanted != "exec" && wanted != "eval" && wanted != "single") return rt.raise(ValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
    Mode mode = wanted == "exec" ? Mode::File : wanted == "eval" ? Mode::Eval : Mode::Single;
    std::string text;
    bool decoded = is_kind(args[0], Kind::str);
    if (decoded) {
        text = args[0].as<Str>()->text();
    } else if (rt.type_of(args[0])->slots.get_buffer) {
        BufferGuard bytes(rt, args[0]);
        if (bytes.raised()) return Raised{};
        text = bytes.text();
    } else {
        return rt.raise(TypeError, "symtable() arg 1 must be a string or bytes object");
    }
    if (text.find('\0') != std::string::npos) return rt.raise(SyntaxError, "source code string cannot contain null bytes");
    ParsedSource parsed(rt);
    TRY(parse_source(rt, text, filename.as<Str>(), mode, decoded ? 1 : 0, parsed));
    SymbolTable table = build_symbols(parsed.tree);
    if (table.failed) return raise_symbol_error(rt, table.error, *parsed.source, filename.as<Str>(), mode, decoded);
    return Shower(rt).scope(table.top.get(), false);
}

constexpr FunctionDef kFunctions[] = {
    {"symtable(source, filename, startstr, /)", symtable,
     "The scopes of a source: type, name, line, whether nested, parameters, flags of each name, scopes within."},
};

}  // namespace

extern const ModuleDef symtable_module;
const ModuleDef symtable_module{.name = "_symtable", .doc = "The compiler's scopes.", .functions = kFunctions};

}  // namespace ouro
