// SPDX-License-Identifier: MIT
// Code objects as scripts see them.
#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/code.h"
#include "vm/bytecode/verify.h"
#include "vm/interp/types.h"

namespace ouro {

namespace {

Code* self_of(View self) { return self.as<Code>(); }

Result<Value> number(std::uint64_t n) { return View::small_int(static_cast<std::int64_t>(n)); }

Result<Value> tuple_of(Runtime& rt, const std::vector<Ref<Str>>& names) {
    Ref<Tuple> tuple = TRY(new_tuple(rt, names.size()));
    for (std::size_t n = 0; n < names.size(); ++n) tuple->items[n] = names[n];
    return tuple;
}

bool is_hidden(const Str* name) { return name->size && name->data()[0] == '.' && name->text() != ".0"; }

bool is_cell(const Code* code, std::uint32_t local) {
    for (std::uint16_t each : code->cell_locals)
        if (each == local) return true;
    return false;
}

/// Local variables other than cells that are not parameters.
Result<Value> variable_names(Runtime& rt, View self) {
    Code* code = self_of(self);
    if (!(code->code_flags & Code::optimized)) return rt.empty_tuple;
    std::vector<Ref<Str>> names;
    for (std::uint32_t n = 0; n < code->local_count; ++n)
        // A comprehension's variable may have the name of another.
        if (!is_hidden(code->local_names[n].get()) && (n < code->parameter_count || !is_cell(code, n)) &&
            std::none_of(names.begin(), names.end(), [&](const Ref<Str>& each) { return each.get() == code->local_names[n].get(); }))
            names.push_back(code->local_names[n]);
    return tuple_of(rt, names);
}

Result<Value> cell_names(Runtime& rt, View self) {
    Code* code = self_of(self);
    std::vector<Ref<Str>> names;
    for (std::uint16_t each : code->cell_locals) names.push_back(code->local_names[each]);
    // Parameters' cells too are in alphabetical order; a comprehension's may have the name of another.
    std::sort(names.begin(), names.end(), [](const Ref<Str>& a, const Ref<Str>& b) { return a->text() < b->text(); });
    names.erase(std::unique(names.begin(), names.end(), [](const Ref<Str>& a, const Ref<Str>& b) { return a.get() == b.get(); }), names.end());
    return tuple_of(rt, names);
}

Result<Value> constants(Runtime& rt, View self) {
    Code* code = self_of(self);
    Ref<Tuple> tuple = TRY(new_tuple(rt, std::span<const Value>(code->constants)));
    return tuple;
}


/// co_positions(): one tuple for each instruction word.
Result<Value> positions(Runtime& rt, Args args) {
    Code* code = args.self<Code>();
    Ref<List> list = TRY(new_list(rt, code->instructions.size()));
    for (std::uint32_t pc = 0; pc < code->instructions.size(); ++pc) {
        const Code::Position* p = code->position_at(pc);
        View none = View::none();
        auto column = [&](std::uint32_t n) { return n == Code::Position::kNoColumn ? none : View::small_int(n); };
        Ref<Tuple> entry = p && p->line ? TRY(new_tuple(rt, {View::small_int(p->line), View::small_int(p->end_line), column(p->column), column(p->end_column)}))
                                        : TRY(new_tuple(rt, {none, none, none, none}));
        TRY(list_append(rt, list.get(), entry));
    }
    return iter(rt, View(list.get()));
}

/// co_lines(): (start, end, line) for each run of instructions of one line; offsets are bytes as in CPython, two a word. The definition
/// itself stands before the first, and marks where Code::offset_of_mark() says.
Result<Value> lines(Runtime& rt, Args args) {
    Code* code = args.self<Code>();
    Ref<List> list = TRY(new_list(rt));
    std::uint32_t size = static_cast<std::uint32_t>(code->instructions.size());
    const std::vector<Code::Position>& positions = code->all_positions();
    auto row = [&](std::int64_t from, std::int64_t to, std::uint32_t line) -> Result<void> {
        View shown = line || from < 0 ? View::small_int(line) : View::none();
        return list_append(rt, list.get(), TRY(new_tuple(rt, {View::small_int(from), View::small_int(to), shown})));
    };
    TRY(row(-2, -1, code->entry_line()));
    std::size_t mark = 0;
    for (std::size_t n = 0; n < positions.size();) {
        std::uint32_t line = positions[n].line;
        std::size_t end = n + 1;
        while (end < positions.size() && positions[end].line == line) ++end;
        std::uint32_t pc = positions[n].pc, to = end < positions.size() ? positions[end].pc : size;
        for (; mark < code->marks.size() && code->marks[mark].pc < to; ++mark) {
            std::uint32_t at = code->marks[mark].pc;
            if (code->offset_of_mark(mark) >= 2 * std::int64_t{size}) continue;
            if (at > pc) TRY(row(2 * std::int64_t{pc}, 2 * std::int64_t{at} - 1, line));
            TRY(row(2 * std::int64_t{at} - 1, 2 * std::int64_t{at}, code->marks[mark].line));
            pc = at;
        }
        TRY(row(2 * std::int64_t{pc}, 2 * std::int64_t{to}, line));
        n = end;
    }
    for (mark = 0; mark < code->marks.size(); ++mark)
        if (std::int64_t at = code->offset_of_mark(mark); at >= 2 * std::int64_t{size}) TRY(row(at, at + 2, code->marks[mark].line));
    return iter(rt, View(list.get()));
}

/// What instructions take for granted of their constants stays: code in the place of code, tuples of the same size and texts in the place
/// of tuples of texts.
bool stands_for(View made, View given) {
    if (Code* code = as_code(given)) {
        Code* other = as_code(made);
        return other && other->captures.size() == code->captures.size() && other->is_generator() == code->is_generator();
    }
    Tuple* tuple = as_tuple(given);
    if (!tuple) return true;
    Tuple* other = as_tuple(made);
    if (!other || other->size != tuple->size) return false;
    for (std::size_t n = 0; n < tuple->size; ++n)
        if (as_str(tuple->items[n]) && !as_str(other->items[n])) return false;
    return true;
}

Result<void> replace_constants(Runtime& rt, Code* code, Tuple* constants) {
    if (constants->size != code->constants.size()) return rt.raise(NotImplementedError, "code.replace(co_consts=...) with another number of constants is not in ouro");
    for (std::size_t n = 0; n < constants->size; ++n) {
        if (!stands_for(constants->items[n], code->constants[n])) return rt.raise(ValueError, "code: constant %zu is of another kind", n);
        code->constants[n] = constants->items[n];
    }
    return {};
}

Result<void> replace_names(Runtime& rt, Code* code, Tuple* given) {
    std::vector<Ref<Str>>& names = code->names;
    if (given->size != names.size()) return rt.raise(NotImplementedError, "code.replace(co_names=...) with another number of names is not in ouro");
    for (std::size_t n = 0; n < given->size; ++n) {
        if (!as_str(given->items[n])) return rt.raise(SystemError, "non-string found in code slot");
        names[n] = TRY(intern(rt, as_str(given->items[n])->text()));
    }
    // What instructions remember of a name is of the former one.
    for (std::size_t at = 0; at < code->instructions.size();) {
        const OpcodeInfo& what = info(code->instructions[at].opcode());
        auto words = static_cast<std::size_t>(what.data_words);
        if (std::string_view(what.operands).find_first_of("nN") != std::string_view::npos)
            std::fill_n(code->instructions.begin() + static_cast<std::ptrdiff_t>(at + 1), words, Instruction{});
        at += 1 + words;
    }
    return {};
}

/// replace(): what describes may be changed; bytecode from outside is never run.
Result<Value> replace(Runtime& rt, Args args) {
    Code* code = args.self<Code>();
    auto* changes = args[1].as<Dict>();
    Ref<Code> copy = TRY(new_code(rt));
    copy->argument_count = code->argument_count;
    copy->positional_only_count = code->positional_only_count;
    copy->keyword_only_count = code->keyword_only_count;
    copy->code_flags = code->code_flags;
    copy->local_count = code->local_count;
    copy->register_count = code->register_count;
    copy->first_line = code->first_line;
    copy->name = code->name;
    copy->qualified_name = code->qualified_name;
    copy->filename = code->filename;
    copy->constants = code->constants;
    copy->names = code->names;
    copy->local_names = code->local_names;
    copy->free_names = code->free_names;
    copy->cell_locals = code->cell_locals;
    copy->captures = code->captures;
    copy->instructions = code->instructions;
    copy->handlers = code->handlers;
    copy->live = code->live;
    copy->live_registers = code->live_registers;
    copy->marks = code->marks;
    copy->positions = code->all_positions();
    for (auto* entry = dict_first(changes); entry; entry = dict_next(changes, entry)) {
        std::string_view what = View(entry->key).as<Str>()->text();
        Str* text = as_str(entry->value);
        if (what == "co_name" && text) copy->name = Ref<Str>(text);
        else if (what == "co_qualname" && text) copy->qualified_name = Ref<Str>(text);
        else if (what == "co_filename" && text) copy->filename = Ref<Str>(text);
        else if (what == "co_firstlineno") copy->first_line = static_cast<std::uint32_t>(TRY(index_to_int64(rt, entry->value)));
        else if (what == "co_flags") {
            // Only the mark of types.coroutine(): other flags describe the instructions and cannot be forged.
            auto wanted = static_cast<std::uint32_t>(TRY(index_to_int64(rt, entry->value)));
            copy->code_flags = (copy->code_flags & ~std::uint32_t{Code::iterable_coroutine}) | (wanted & Code::iterable_coroutine);
        } else if (what == "co_consts" && as_tuple(entry->value)) {
            TRY(replace_constants(rt, copy.get(), entry->value.as<Tuple>()));
        } else if (what == "co_names" && as_tuple(entry->value)) {
            TRY(replace_names(rt, copy.get(), entry->value.as<Tuple>()));
        } else if (Value present = TRY(find_attribute(rt, View(code), View(entry->key).as<Str>()));
                   present.is_unbound()) {
            return rt.raise(TypeError, "replace() got an unexpected keyword argument '%s'", View(entry->key).as<Str>()->data());
        } else if (!TRY(equal(rt, present, entry->value))) {  // anything may stay what it is
            return rt.raise(NotImplementedError, "code.replace(%s=...) is not in ouro", View(entry->key).as<Str>()->data());
        }
    }
    std::string problem = verify(*copy.get());
    if (!problem.empty()) return rt.raise(ValueError, "code: %s", problem.c_str());
    TRY(copy->finish(rt));
    return copy;
}

constexpr FunctionDef methods[] = {
    {"co_positions(self, /)", positions, "An iterator over (line, end line, column, end column) of each instruction."},
    {"co_lines(self, /)", lines, "An iterator over (start, end, line) of runs of instructions."},
    {"_varname_from_oparg(self, oparg, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         Code* code = args.self<Code>();
         std::int64_t n = TRY(args.integer(1));
         if (n < 0 || static_cast<std::size_t>(n) >= code->local_names.size()) return rt.raise(IndexError, "tuple index out of range");
         return code->local_names[static_cast<std::size_t>(n)];
     },
     "The name of a local variable, by its register."},
    {"replace(self, /, **changes)", replace, "A copy with another name, file, first line or flags; bytecode cannot be replaced."},
    {"__replace__(self, /, **changes)", replace, "The same as replace()."},
};

constexpr PropertyDef properties[] = {
    {"co_argcount", [](Runtime&, View self) { return number(self_of(self)->argument_count); }, nullptr, "", true},
    {"co_posonlyargcount", [](Runtime&, View self) { return number(self_of(self)->positional_only_count); }, nullptr, "", true},
    {"co_kwonlyargcount", [](Runtime&, View self) { return number(self_of(self)->keyword_only_count); }, nullptr, "", true},
    {"co_nlocals",
     [](Runtime& rt, View self) -> Result<Value> {
         Value names = TRY(variable_names(rt, self));
         return number(names.as<Tuple>()->size);
     },
     nullptr, "", true},
    {"co_stacksize", [](Runtime&, View self) { return number(self_of(self)->register_count - self_of(self)->local_count); }, nullptr, "", true},
    {"co_flags",
     [](Runtime&, View self) {
         Code* code = self_of(self);
         return number((code->code_flags & ~std::uint32_t{Code::unlisted}) | (code->free_names.empty() ? 0 : std::uint32_t{Code::nested}));
     },
     nullptr, "", true},
    {"co_name", [](Runtime&, View self) -> Result<Value> { return self_of(self)->name; }, nullptr, "", true},
    {"co_qualname", [](Runtime&, View self) -> Result<Value> { return self_of(self)->qualified_name; }, nullptr, "", true},
    {"co_filename", [](Runtime&, View self) -> Result<Value> { return self_of(self)->filename; }, nullptr, "", true},
    {"co_firstlineno", [](Runtime&, View self) { return number(self_of(self)->first_line); }, nullptr, "", true},
    {"co_names", [](Runtime& rt, View self) { return tuple_of(rt, self_of(self)->names); }, nullptr, "", true},
    {"co_varnames", variable_names},
    {"co_cellvars", cell_names},
    {"co_freevars", [](Runtime& rt, View self) { return tuple_of(rt, self_of(self)->free_names); }},
    {"co_consts", constants, nullptr, "", true},
    {"co_code", [](Runtime& rt, View self) { return code_bytes(rt, self_of(self)); }},
    {"_co_code_adaptive", [](Runtime& rt, View self) { return code_bytes(rt, self_of(self)); }},
    {"co_linetable", [](Runtime& rt, View self) { return code_line_table(rt, self_of(self)); }, nullptr, "", true},
    {"co_exceptiontable", [](Runtime& rt, View self) { return code_exception_table(rt, self_of(self)); }, nullptr, "", true},
    {"co_lnotab",
     [](Runtime& rt, View self) -> Result<Value> {
         if (rt.hooks.warn) TRY(rt.hooks.warn(rt, DeprecationWarning, TRY(rt.str("co_lnotab is deprecated, use co_lines instead.")), 1, View::none()));
         return code_line_steps(rt, self_of(self));
     }},
};

Result<Value> code_repr(Runtime& rt, View self) {
    Code* code = self_of(self);
    return rt.format("<code object %s at %p, file \"%s\", line %u>", code->name->data(), static_cast<void*>(code), code->filename->data(),
                     code->first_line);
}

/// Whether two code objects do the same: names, tables and instructions, not what is in their caches.
Result<bool> same_code(Runtime& rt, const Code* a, const Code* b) {
    NativeGuard guard(rt, " in comparison");
    if (guard.raised()) return Raised{};
    auto same_names = [](const std::vector<Ref<Str>>& x, const std::vector<Ref<Str>>& y) {
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const Ref<Str>& s, const Ref<Str>& t) { return equal(s.get(), t.get()); });
    };
    if (a == b) return true;
    if (!equal(a->name.get(), b->name.get()) || !equal(a->qualified_name.get(), b->qualified_name.get()) || a->code_flags != b->code_flags || a->first_line != b->first_line ||
        a->argument_count != b->argument_count || a->positional_only_count != b->positional_only_count || a->keyword_only_count != b->keyword_only_count ||
        a->instructions.size() != b->instructions.size() || a->positions.size() != b->positions.size() || a->constants.size() != b->constants.size() ||
        !same_names(a->names, b->names) || !same_names(a->local_names, b->local_names) || !same_names(a->free_names, b->free_names))
        return false;
    for (std::size_t at = 0; at < a->instructions.size(); at += 1 + static_cast<std::size_t>(info(a->instructions[at].opcode()).data_words)) {
        const Instruction &x = a->instructions[at], &y = b->instructions[at];
        if (x.opcode() != y.opcode() || x.a != y.a || x.b != y.b || x.c != y.c) return false;
    }
    for (std::size_t n = 0; n < a->positions.size(); ++n)
        if (a->positions[n].line != b->positions[n].line || a->positions[n].column != b->positions[n].column) return false;
    for (std::size_t n = 0; n < a->constants.size(); ++n) {
        View x = a->constants[n], y = b->constants[n];
        const Code *inner = as_code(x), *other = as_code(y);
        if (inner && other) {
            if (!TRY(same_code(rt, inner, other))) return false;
        } else if (rt.type_of(x) != rt.type_of(y) || !TRY(equal(rt, x, y))) {
            return false;  // 1 and 1.0 and True are different constants
        }
    }
    return true;
}

Result<Value> compare_code(Runtime& rt, View self, View other, CompareOp op) {
    if (!as_code(other) || (op != CompareOp::eq && op != CompareOp::ne)) return View::not_implemented();
    return View::boolean(TRY(same_code(rt, self_of(self), as_code(other))) == (op == CompareOp::eq));
}

Result<std::int64_t> hash_code(Runtime& rt, View self) {
    Code* code = self_of(self);
    std::int64_t name = TRY(hash(rt, View(code->name.get())));
    return name ^ static_cast<std::int64_t>(code->first_line * 1000003u + code->instructions.size() * 31u + code->constants.size());
}

void destroy_code(Runtime& rt, Object* object) {
    auto* code = static_cast<Code*>(object);
    rt.limits.refund(code->charged);
    Object header = *code;  // the destructor of the C++ part must not touch the header
    code->~Code();
    static_cast<Object&>(*code) = header;
    rt.free_instance(code, sizeof(Code));
}

void traverse_code(Object* object, Visitor& visit) {
    for (const Value& each : static_cast<Code*>(object)->constants) visit(each);
}

/// Bytecode from outside is never run.
Result<Value> refuse(Runtime& rt, Type*, const Arguments& arguments) {
    if (arguments.count < 16) return rt.raise(TypeError, "code expected at least 16 arguments, got %zu", arguments.count);
    return rt.raise(NotImplementedError, "making code objects from bytecode is not in ouro");
}

}  // namespace

const TypeDef code_type{
    .name = "code",
    .doc = "Compiled source: a function, class body, module or expression.",
    .kind = Kind::code,
    .size = sizeof(Code),
    .flags = Type::weak_referable | Type::immutable | Type::container,
    .slots = {.destroy = destroy_code, .traverse = traverse_code, .construct = refuse, .repr = code_repr, .hash = hash_code, .compare = compare_code},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
