// SPDX-License-Identifier: MIT
// Scopes: modules, functions, classes, lambdas and comprehensions.
#include <algorithm>
#include <set>

#include "lexer/source.h"
#include "parser/parser.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/verify.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

FunctionCompiler::FunctionCompiler(Unit& unit, Scope* scope, FunctionCompiler* outer)
    : unit_(unit), rt_(unit.rt), scope_(scope), base_(scope), outer_(outer), code_([&] {
          Result<Ref<Code>> made = new_code(unit.rt);
          return made.raised() ? Ref<Code>() : made.take();
      }()),
      out_(unit.rt, code_.get()) {
    for (std::size_t n = 0; n < scope->frees.size(); ++n) frees_[scope->frees[n]] = static_cast<int>(n);
    in_async_ = scope->is_async && !scope->comprehension;
}

std::string FunctionCompiler::qualified_name() const {
    std::vector<std::string_view> parts;  // from the last to the first
    for (const FunctionCompiler* at = this;;) {
        const std::string& name = at->base_->name;
        parts.push_back(name);
        // Scopes of type parameters do not count.
        const FunctionCompiler* around = at->outer_;
        while (around && around->base_->annotation == Scope::type_parameters) around = around->outer_;
        if (!around || around->base_->kind == Scope::module) break;
        if (at->base_->annotation != Scope::type_parameters && around->base_->find(around->base_->mangle(name)) == Scope::Where::global_explicit) break;
        parts.push_back(around->base_->kind == Scope::class_body ? "." : ".<locals>.");
        at = around;
    }
    std::string all;
    for (std::size_t n = parts.size(); n-- > 0;) all += parts[n];
    return all;
}

FunctionCompiler::Done FunctionCompiler::fail(const Node* node, std::string message) {
    if (!unit_.failed) {
        unit_.failed = true;
        unit_.error.kind = Diagnostic::Kind::SyntaxError;
        unit_.error.message = std::move(message);
        unit_.error.line = node->location.lineno;
        unit_.error.column = node->location.col_offset + 1;
        unit_.error.end_line = node->location.end_lineno;
        unit_.error.end_column = node->location.end_col_offset + 1;
    }
    return Raised{};
}

FunctionCompiler::Done FunctionCompiler::check_limits() {
    if (out_.overflow) {
        Node here;
        here.location = out_.location();
        return fail(&here, "code is too large for one function");
    }
    if (code_->instructions.size() > 4096) TRY(expect_memory(rt_, code_->table_bytes()));  // all of it is charged at the end
    return rt_.charge(1);
}

Result<void> FunctionCompiler::set_up_locals(const ast::Arguments* a) {
    std::vector<std::string> order;
    if (a) {
        for (Arg* arg : a->posonlyargs) order.push_back(mangled(arg->arg));
        for (Arg* arg : a->args) order.push_back(mangled(arg->arg));
        for (Arg* arg : a->kwonlyargs) order.push_back(mangled(arg->arg));
        if (a->vararg) order.push_back(mangled(a->vararg->arg));
        if (a->kwarg) order.push_back(mangled(a->kwarg->arg));
        code_->argument_count = static_cast<std::uint32_t>(a->posonlyargs.count + a->args.count);
        code_->positional_only_count = static_cast<std::uint32_t>(a->posonlyargs.count);
        code_->keyword_only_count = static_cast<std::uint32_t>(a->kwonlyargs.count);
        if (a->vararg) code_->code_flags |= Code::var_args;
        if (a->kwarg) code_->code_flags |= Code::var_keywords;
    } else if (scope_->comprehension || scope_->annotation == Scope::type_parameters) {
        order = scope_->parameters;
        code_->argument_count = static_cast<std::uint32_t>(order.size());
    }
    std::size_t parameters = order.size();
    for (std::size_t n = 0; n < parameters; ++n) locals_[order[n]] = static_cast<Register>(n);
    auto add_own = [&](const std::string& name) {
        if (locals_.try_emplace(name, static_cast<Register>(order.size())).second) order.push_back(name);
    };
    // In order of appearance, those of inlined comprehensions among them.
    std::size_t child = 0;
    for (std::size_t n = 0; n <= scope_->order.size(); ++n) {
        for (; child < scope_->children.size() && (!scope_->children[child]->inlined || scope_->children[child]->appears <= n); ++child)
            if (scope_->children[child]->inlined) set_up_hidden(scope_->children[child].get(), 0, order);
        if (n == scope_->order.size() || scope_->kind != Scope::function) continue;
        const std::string& name = scope_->order[n];
        Scope::Where where = scope_->find(name);
        if ((where == Scope::Where::local || where == Scope::Where::cell) && !scope_->only_declared(name)) add_own(name);
    }
    if (scope_->needs_class_cell) add_own("__class__");
    if (scope_->needs_class_dict) add_own("__classdict__");
    for (const std::string& name : order) code_->local_names.push_back(TRY(intern(rt_, name)));
    code_->local_count = static_cast<std::uint32_t>(order.size());
    bound_.assign(order.size(), false);
    for (std::size_t n = 0; n < parameters; ++n) {
        auto how = scope_->uses.find(order[n]);
        bound_[n] = how == scope_->uses.end() || !(how->second & Scope::deleted);
    }
    for (std::size_t n = 0; n < order.size(); ++n) {
        if (auto own = locals_.find(order[n]); own == locals_.end() || own->second != static_cast<Register>(n)) continue;
        bool cell = scope_->kind == Scope::class_body || scope_->find(order[n]) == Scope::Where::cell;
        if (!cell) continue;
        out_.emit(Opcode::MAKE_CELL, static_cast<int>(n));
        code_->cell_locals.push_back(static_cast<std::uint16_t>(n));
    }
    for (const std::string& name : scope_->frees) {
        code_->free_names.push_back(TRY(intern(rt_, name)));
        code_->captures.push_back(outer_ ? outer_->capture_of(name) : Code::Capture{false, 0});
    }
    return {};
}

void FunctionCompiler::set_up_hidden(const Scope* comprehension, std::size_t depth, std::vector<std::string>& order) {
    for (const std::string& name : comprehension->order) {
        Scope::Where where = comprehension->find(name);
        bool cell = where == Scope::Where::cell;
        if (!cell && where != Scope::Where::local) continue;
        auto [entry, fresh] = hidden_.try_emplace({depth, name, cell}, static_cast<Register>(order.size()));
        if (!fresh) continue;
        if (cell) code_->cell_locals.push_back(static_cast<std::uint16_t>(order.size()));
        order.push_back(name);
    }
    for (auto& child : comprehension->children)
        if (child->inlined) set_up_hidden(child.get(), depth + 1, order);
}

std::uint32_t first_line_of(const Node* node) {
    Sequence<Expr*> decorators;
    if (auto* f = node->try_as<FunctionDef>()) decorators = f->decorator_list;
    if (auto* f = node->try_as<AsyncFunctionDef>()) decorators = f->decorator_list;
    if (auto* c = node->try_as<ClassDef>()) decorators = c->decorator_list;
    return static_cast<std::uint32_t>(decorators.empty() ? node->location.lineno : decorators[0]->location.lineno);
}

Result<Ref<Code>> FunctionCompiler::finish() {
    TRY(out_.finish());
    TRY(check_limits());
    code_->filename = unit_.filename;
    code_->name = TRY(intern(rt_, scope_->name));
    code_->qualified_name = TRY(intern(rt_, qualified_name()));
    code_->code_flags |= unit_.futures;
    // Await at the top level (PyCF_ALLOW_TOP_LEVEL_AWAIT): the code of a coroutine, if there is any.
    if (in_async_ && scope_->kind == Scope::module && code_->awaits()) code_->code_flags |= Code::coroutine;
#ifndef NDEBUG
    std::string problem = verify(*code_.get());
    if (!problem.empty()) return rt_.raise(SystemError, "compiler: %s: %s", qualified_name().c_str(), problem.c_str());
#endif
    return code_;
}

namespace {

/// The docstring of a body, or empty; 3.13 takes out its indentation.
const Constant* docstring(Sequence<Stmt*> body) {
    if (body.empty() || !body[0]->is<ExprStmt>()) return nullptr;
    auto* c = body[0]->as<ExprStmt>()->value->try_as<Constant>();
    return c && c->value == ConstantKind::Str ? c : nullptr;
}

/// The statements that do something.
Sequence<Stmt*> without_docstring(Sequence<Stmt*> body) { return docstring(body) ? Sequence<Stmt*>{body.items + 1, body.count - 1} : body; }

std::string clean_docstring(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at <= text.size();) {
        std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) end = text.size();
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    std::size_t margin = std::string_view::npos;
    for (std::size_t n = 1; n < lines.size(); ++n) {
        std::size_t first = lines[n].find_first_not_of(' ');
        if (first != std::string_view::npos) margin = std::min(margin, first);
    }
    std::string out;
    for (std::size_t n = 0; n < lines.size(); ++n) {
        if (n) out += '\n';
        std::string_view line = lines[n];
        if (n == 0) line = line.substr(std::min(line.size(), line.find_first_not_of(' ') == std::string_view::npos ? 0 : line.find_first_not_of(' ')));
        else if (margin != std::string_view::npos) line = line.substr(std::min(line.size(), std::min(margin, line.find_first_not_of(' '))));
        out += line;
    }
    return out;
}

}  // namespace

Result<Ref<Code>> FunctionCompiler::finish_without_value() {
    ast::Location first;
    first.lineno = first.end_lineno = static_cast<std::int32_t>(code_->first_line);
    out_.locate(out_.is_empty() ? first : ast::Location{});
    TRY(out_.return_constant(TRY(out_.constant(View::none()))));
    return finish();
}

Result<Ref<Code>> FunctionCompiler::module(const Mod* tree, CompileMode mode) {
    if (!code_) return Raised{};
    code_->first_line = mode == CompileMode::exec ? 1 : tree->location.lineno ? static_cast<std::uint32_t>(tree->location.lineno) : 1;
    TRY(set_up_locals(nullptr));
    ast::Location start{1, 0, 1, 0};
    out_.locate(start);
    if (auto* m = tree->try_as<ast::Module>()) {
        bool annotates = std::any_of(scope_->uses.begin(), scope_->uses.end(), [](auto& u) { return u.second & Scope::annotated; });
        if (annotates) out_.emit(Opcode::SETUP_ANNOTATIONS);
        if (const Constant* doc = unit_.optimize == 2 ? nullptr : docstring(m->body)) {
            Value text = TRY(rt_.str(clean_docstring(doc->text)));
            Register r = TRY(constant(text, -1));
            Node here;
            here.location = doc->location;
            TRY(store_name(&here, "__doc__", r));
            out_.set_depth(0);
        }
        TRY(body(without_docstring(m->body)));
    } else if (auto* i = tree->try_as<Interactive>()) {
        TRY(body(i->body));
    } else if (auto* e = tree->try_as<Expression>()) {
        Register r = TRY(expr(e->body));
        out_.consume(r);
        out_.emit(Opcode::RETURN, r);
        return finish();
    }
    return finish_without_value();
}

Result<Ref<Code>> FunctionCompiler::function(const Node* node, const ast::Arguments* a, Sequence<Stmt*> statements, const Expr* value, std::string_view) {
    if (!code_) return Raised{};
    code_->first_line = first_line_of(node);
    code_->code_flags = Code::optimized | Code::new_locals;
    const Scope* around = scope_->parent;
    if (around && around->kind == Scope::function) code_->code_flags |= Code::nested;
    while (around && around->annotation == Scope::type_parameters) around = around->parent;
    if (around && around->kind == Scope::class_body) code_->code_flags |= Code::method;
    if (scope_->is_async && scope_->yields) code_->code_flags |= Code::async_generator;
    else if (scope_->is_async) code_->code_flags |= Code::coroutine;
    else if (scope_->yields) code_->code_flags |= Code::generator;
    nested_blocks_ = scope_->is_async || scope_->yields;  // CPython has one around them, for StopIteration
    out_.locate(node);
    if (!value) {
        if (const Constant* doc = unit_.optimize == 2 ? nullptr : docstring(statements)) {
            Value text = TRY(rt_.str(clean_docstring(doc->text)));
            TRY(out_.constant(text));
            code_->code_flags |= Code::has_docstring;
        }
    }
    if (a) TRY(check_parameters(a));
    out_.locate(ast::Location{});  // the cells belong to no line
    TRY(set_up_locals(a));
    out_.locate(node);
    if (value) {
        Register r = TRY(expr(value));
        out_.consume(r);
        out_.emit(Opcode::RETURN, r);
        return finish();
    }
    TRY(body(without_docstring(statements)));
    return finish_without_value();
}

Result<Ref<Code>> FunctionCompiler::class_body(const ClassDef* c) {
    if (!code_) return Raised{};
    code_->first_line = first_line_of(c);
    TRY(set_up_locals(nullptr));
    Node at(*c);
    at.location = {};
    at.location.lineno = at.location.end_lineno = static_cast<std::int32_t>(code_->first_line);
    out_.locate(&at);
    Register module = TRY(name(&at, "__name__", -1));
    TRY(store_name(&at, "__module__", module));
    out_.set_depth(0);
    Value qualified = TRY(rt_.str(qualified_name()));
    TRY(store_name(&at, "__qualname__", TRY(constant(qualified, -1))));
    out_.set_depth(0);
    TRY(store_name(&at, "__firstlineno__", TRY(constant(View::small_int(code_->first_line), -1))));
    out_.set_depth(0);
    if (!c->type_params.empty()) {
        TRY(store_name(&at, "__type_params__", TRY(name(&at, ".type_params", -1))));
        out_.set_depth(0);
    }
    if (scope_->needs_class_dict) {
        Register names = out_.take();
        out_.emit(Opcode::LOAD_LOCALS, names);
        out_.define(names);
        out_.consume(names);
        out_.emit(Opcode::STORE_CELL, locals_.find("__classdict__")->second, names);
        out_.set_depth(0);
    }
    bool annotates = std::any_of(scope_->uses.begin(), scope_->uses.end(), [](auto& u) { return u.second & Scope::annotated; });
    if (annotates) out_.emit(Opcode::SETUP_ANNOTATIONS);
    if (const Constant* doc = unit_.optimize == 2 ? nullptr : docstring(c->body)) {
        Value text = TRY(rt_.str(clean_docstring(doc->text)));
        at.location = doc->location;
        out_.locate(&at);
        TRY(store_name(&at, "__doc__", TRY(constant(text, -1))));
        out_.set_depth(0);
    }
    TRY(body(without_docstring(c->body)));
    // __static_attributes__: what methods assign to attributes of their first parameter.
    std::vector<std::string> attributes;
    std::vector<const Node*> work(c->body.begin(), c->body.end());
    while (!work.empty()) {
        const Node* at = work.back();
        work.pop_back();
        if (at->is<ClassDef>()) continue;
        if (auto* a = at->try_as<Attribute>(); a && a->ctx == ExprContext::Store && a->value->is<Name>() && a->value->as<Name>()->id == "self")
            if (std::find(attributes.begin(), attributes.end(), std::string(a->attr)) == attributes.end()) attributes.emplace_back(a->attr);
        for_each_child(at, [&](Node* child) { work.push_back(child); });
    }
    std::sort(attributes.begin(), attributes.end());
    Ref<ouro::Tuple> names = TRY(new_tuple(rt_, attributes.size()));
    for (std::size_t n = 0; n < attributes.size(); ++n) names->items[n] = TRY(intern(rt_, attributes[n]));
    out_.locate(ast::Location{});
    TRY(out_.leave_code([&]() -> Done {
        at.location = out_.location();
        TRY(store_name(&at, "__static_attributes__", TRY(constant(Value(names), -1))));
        out_.set_depth(0);
        // Cells are left in the namespace for type.__new__.
        auto leave_cell = [&](const char* cell, const char* as) -> Done {
            Register copy = out_.take();
            out_.emit(Opcode::COPY, copy, locals_.find(cell)->second);
            out_.define(copy);
            int n = TRY(out_.name(as));
            out_.consume(copy);
            out_.emit_wide(Opcode::STORE_NAME, copy, n);
            out_.set_depth(0);
            return {};
        };
        if (scope_->needs_class_dict) TRY(leave_cell("__classdict__", "__classdictcell__"));
        if (scope_->needs_class_cell) {
            TRY(leave_cell("__class__", "__classcell__"));
            out_.emit(Opcode::RETURN, locals_.find("__class__")->second);
        } else {
            out_.emit_wide(Opcode::RETURN_CONST, 0, TRY(out_.constant(View::none())));
        }
        return {};
    }));
    return finish();
}

// ---- statements and expressions that make functions

FunctionCompiler::Target FunctionCompiler::default_tuple(const Node* node, const ast::Arguments* a, Register into) {
    if (a->defaults.empty()) return -1;
    return display(node, a->defaults, Opcode::BUILD_TUPLE, into);
}

FunctionCompiler::Target FunctionCompiler::keyword_default_dict(const ast::Arguments* a, Register into) {
    if (std::all_of(a->kw_defaults.begin(), a->kw_defaults.end(), [](Expr* d) { return d == nullptr; })) return -1;
    Register dict = into >= 0 ? into : out_.take();
    out_.emit(Opcode::BUILD_MAP, dict, dict, 0);
    out_.define(dict);
    for (std::size_t n = 0; n < a->kw_defaults.count; ++n) {
        if (!a->kw_defaults[n]) continue;
        int inner = out_.depth();
        Register pair = out_.take(2);
        TRY(constant(Value(TRY(intern(rt_, mangled(a->kwonlyargs[n]->arg)))), pair));
        TRY(expr(a->kw_defaults[n], pair + 1));
        out_.consume(pair, 2);
        out_.emit(Opcode::MAP_ADD, dict, pair, pair + 1);
        out_.set_depth(inner);
    }
    return dict;
}

FunctionCompiler::Target FunctionCompiler::annotation_dict(const ast::Arguments* a, const Expr* returns) {
    std::vector<std::pair<std::string, const Expr*>> notes;
    auto note = [&](Arg* arg) {
        if (arg && arg->annotation) notes.push_back({mangled(arg->arg), arg->annotation});
    };
    for (Arg* arg : a->posonlyargs) note(arg);
    for (Arg* arg : a->args) note(arg);
    note(a->vararg);
    for (Arg* arg : a->kwonlyargs) note(arg);
    note(a->kwarg);
    if (returns) notes.push_back({"return", returns});
    if (notes.empty()) return -1;
    Register dict = out_.take();
    out_.emit(Opcode::BUILD_MAP, dict, dict, 0);
    out_.define(dict);
    for (auto& [key, what] : notes) {
        int inner = out_.depth();
        Register name_register = TRY(constant(Value(TRY(intern(rt_, key))), out_.take()));
        Register r = TRY(annotation(what));
        out_.consume(name_register);
        out_.consume(r);
        out_.emit(Opcode::MAP_ADD, dict, name_register, r);
        out_.set_depth(inner);
    }
    return dict;
}

Result<int> FunctionCompiler::code_constant(const Ref<Code>& code) { return out_.constant(Value(View(static_cast<const Object*>(code.get())))); }

Register FunctionCompiler::make_function(const Node* node, int code, const FunctionParts& parts) {
    Register function = out_.take();
    out_.locate(node);
    out_.emit_wide(Opcode::MAKE_FUNCTION, function, code);
    out_.define(function);
    auto attach = [&](Register what, int kind) {
        if (what < 0) return;
        out_.consume(what);
        out_.emit(Opcode::SET_FUNCTION_ATTRIBUTE, function, what, kind);
    };
    attach(parts.defaults, 1);
    attach(parts.keyword_defaults, 2);
    attach(parts.annotations, 4);
    return function;
}

FunctionCompiler::Done FunctionCompiler::decorators_then(Sequence<Expr*> decorators, Register value, int mark, const Node* node, std::string_view) {
    // The windows of the decorators' calls lie below the value, innermost last.
    (void)node;
    Register current = value;
    for (std::size_t n = decorators.count; n-- > 0;) {
        Register window = static_cast<Register>(code_->local_count) + mark + static_cast<int>(n) * (kWindowHeader + 1);
        out_.locate(decorators[n]);
        out_.consume(current);
        out_.emit(Opcode::MOVE, window + kWindowHeader, current);
        out_.define(window + kWindowHeader);
        out_.consume(window);
        out_.consume(window + kWindowHeader);
        out_.emit(Opcode::CALL, window, window, 1);
        out_.define(window);
        current = window;
    }
    return {};
}

template <typename F>
FunctionCompiler::Done FunctionCompiler::function_statement(const F* f, bool) {
    int mark = out_.depth();
    for (std::size_t n = 0; n < f->decorator_list.count; ++n) {
        Register window = out_.take(kWindowHeader + 1);
        int top = out_.depth();
        TRY(expr(f->decorator_list[n], window));
        out_.set_depth(top);
    }
    FunctionCompiler child(unit_, scope_->by_node.at(f), this);
    Register result;
    if (!f->type_params.empty()) {
        result = TRY(call_generic(f, child.generic_function(f), f->args));
    } else {
        FunctionParts parts;
        parts.defaults = TRY(default_tuple(f, f->args));
        parts.keyword_defaults = TRY(keyword_default_dict(f->args));
        parts.annotations = TRY(annotation_dict(f->args, f->returns));
        result = make_function(f, TRY(code_constant(TRY(child.function(f, f->args, f->body, nullptr, f->name)))), parts);
    }
    if (f->decorator_list.count) {
        TRY(decorators_then(f->decorator_list, result, mark, f, f->name));
        result = static_cast<Register>(code_->local_count) + mark;
    }
    TRY(store_name(f, f->name, result));
    out_.set_depth(mark);
    return {};
}
template FunctionCompiler::Done FunctionCompiler::function_statement(const ast::FunctionDef*, bool);
template FunctionCompiler::Done FunctionCompiler::function_statement(const AsyncFunctionDef*, bool);

FunctionCompiler::Target FunctionCompiler::lambda(const Lambda* e, Register into) {
    int mark = out_.depth();
    FunctionParts parts;
    parts.defaults = TRY(default_tuple(e, e->args));
    parts.keyword_defaults = TRY(keyword_default_dict(e->args));
    FunctionCompiler child(unit_, scope_->by_node.at(e), this);
    int code = TRY(code_constant(TRY(child.function(e, e->args, {}, e->body, "<lambda>"))));
    Register function = make_function(e, code, parts);
    if (into < 0 && function == static_cast<Register>(code_->local_count) + mark) {
        out_.set_depth(mark + 1);
        return function;
    }
    out_.consume(function);
    return settle(into, mark, Opcode::MOVE, function, 0);
}

FunctionCompiler::Done FunctionCompiler::class_statement(const ClassDef* c) {
    int mark = out_.depth();
    for (std::size_t n = 0; n < c->decorator_list.count; ++n) {
        Register window = out_.take(kWindowHeader + 1);
        int top = out_.depth();
        TRY(expr(c->decorator_list[n], window));
        out_.set_depth(top);
    }
    Register result;
    if (c->type_params.empty()) {
        result = TRY(class_value(c, -1));
    } else {
        FunctionCompiler child(unit_, scope_->by_node.at(c), this);
        result = TRY(call_generic(c, child.generic_class(c), nullptr));
    }
    if (c->decorator_list.count) {
        TRY(decorators_then(c->decorator_list, result, mark, c, c->name));
        result = static_cast<Register>(code_->local_count) + mark;
    }
    TRY(store_name(c, c->name, result));
    out_.set_depth(mark);
    return {};
}

/// __build_class__(body, name, *bases, **keywords); a generic class has one more base, which is consumed.
FunctionCompiler::Target FunctionCompiler::class_value(const ClassDef* c, Register generic_base) {
    TRY(check_keywords(c->keywords));
    FunctionCompiler child(unit_, scope_->by_node.at(c), this);
    Ref<Code> code = TRY(child.class_body(c));
    bool stars = std::any_of(c->bases.begin(), c->bases.end(), [](Expr* b) { return b->is<Starred>(); }) ||
                 std::any_of(c->keywords.begin(), c->keywords.end(), [](Keyword* k) { return k->arg.empty(); });
    int inner = out_.depth();
    Register result;
    Value class_name = TRY(intern(rt_, c->name));
    int at = TRY(code_constant(code));
    out_.locate(c);
    if (!stars) {
        int bases = static_cast<int>(c->bases.count) + (generic_base >= 0), count = 2 + bases + static_cast<int>(c->keywords.count);
        Register window = out_.take(kWindowHeader + count), first = window + kWindowHeader;
        int top = out_.depth();
        out_.emit(Opcode::LOAD_BUILD_CLASS, window);
        out_.define(window);
        out_.emit_wide(Opcode::MAKE_FUNCTION, first, at);
        out_.define(first);
        TRY(constant(class_name, first + 1));
        Register argument = first + 2;
        for (Expr* b : c->bases) {
            TRY(expr(b, argument++));
            out_.set_depth(top);
        }
        if (generic_base >= 0) {
            out_.consume(generic_base);
            out_.emit(Opcode::MOVE, argument, generic_base);
            out_.define(argument++);
        }
        for (Keyword* k : c->keywords) {
            TRY(expr(k->value, argument++));
            out_.set_depth(top);
        }
        out_.locate(c);
        out_.consume(window);
        out_.consume(first, count);
        if (c->keywords.count) {
            Ref<ouro::Tuple> names = TRY(new_tuple(rt_, c->keywords.count));
            for (std::size_t n = 0; n < c->keywords.count; ++n) names->items[n] = TRY(intern(rt_, c->keywords[n]->arg));
            int names_at = TRY(out_.constant(Value(names)));
            result = settle(-1, inner, Opcode::CALL_KW, window, count);
            out_.data(static_cast<std::uint32_t>(names_at), 1);
        } else {
            result = settle(-1, inner, Opcode::CALL, window, count);
        }
    } else {
        Register base = out_.take(3);
        int top = out_.depth();
        out_.emit(Opcode::LOAD_BUILD_CLASS, base);
        out_.define(base);
        Register list = out_.take();
        out_.emit(Opcode::BUILD_LIST, list, list, 0);
        out_.define(list);
        Register item = out_.take();
        out_.emit_wide(Opcode::MAKE_FUNCTION, item, at);
        out_.define(item);
        out_.consume(item);
        out_.emit(Opcode::LIST_APPEND, list, item);
        TRY(constant(class_name, item));
        out_.consume(item);
        out_.emit(Opcode::LIST_APPEND, list, item);
        for (Expr* b : c->bases) {
            out_.set_depth(top + 1);
            auto* star = b->try_as<Starred>();
            Register r = TRY(expr(star ? star->value : b));
            out_.consume(r);
            out_.emit(star ? Opcode::LIST_EXTEND : Opcode::LIST_APPEND, list, r);
        }
        if (generic_base >= 0) {
            out_.consume(generic_base);
            out_.emit(Opcode::LIST_APPEND, list, generic_base);
        }
        out_.consume(list);
        out_.emit(Opcode::MOVE, base + 1, list);
        out_.define(base + 1);
        out_.set_depth(top);
        out_.emit(Opcode::BUILD_MAP, base + 2, base + 2, 0);
        out_.define(base + 2);
        for (Keyword* k : c->keywords) {
            out_.set_depth(top);
            Register pair = out_.take(2);
            if (k->arg.empty()) {
                TRY(expr(k->value, pair));
            } else {
                TRY(constant(Value(TRY(intern(rt_, k->arg))), pair));
                TRY(expr(k->value, pair + 1));
                out_.consume(pair, 2);
                out_.emit(Opcode::BUILD_MAP, pair, pair, 1);
                out_.define(pair);
            }
            out_.consume(pair);
            out_.emit(Opcode::DICT_MERGE, base + 2, pair, base);
        }
        out_.consume(base, 3);
        result = settle(-1, inner, Opcode::CALL_EX, base, 1);
    }
    return result;
}

}  // namespace ouro
