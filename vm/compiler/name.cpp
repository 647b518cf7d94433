// SPDX-License-Identifier: MIT
// Names: where a variable lies, and how it is read, stored and deleted.
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

FunctionCompiler::Place FunctionCompiler::place(std::string_view id) const {
    const Scope* s = scope_;
    for (std::size_t n = inlined_.size(); n-- > 0; s = s->parent) {
        Scope::Where where = s->find(id);
        if (where == Scope::Where::local || where == Scope::Where::cell) return {where, inlined_[n].find(id)->second, s};
        if (s->parent->kind == Scope::function) continue;
        // The names of a class or module are not looked up one by one from within a comprehension: what is not its own is free or global.
        if (where == Scope::Where::global_implicit && s->parent->kind == Scope::module) return {Scope::Where::name, -1, s};
        if (where != Scope::Where::free) return {where, -1, s};
        auto cell = locals_.find(id);
        return cell != locals_.end() ? Place{Scope::Where::cell, cell->second, s} : Place{where, frees_.find(id)->second, s};
    }
    Scope::Where where = s->find(id);
    switch (where) {
        case Scope::Where::local:
        case Scope::Where::cell: return {where, locals_.find(id)->second, s};
        case Scope::Where::free: return {where, frees_.find(id)->second, s};
        default: return {where, -1, s};
    }
}

Code::Capture FunctionCompiler::capture_of(const std::string& name) const {
    const Scope* s = scope_;
    for (std::size_t n = inlined_.size(); n-- > 0; s = s->parent)
        if (s->find(name) == Scope::Where::cell) return {true, static_cast<std::uint16_t>(inlined_[n].find(name)->second)};
    auto cell = locals_.find(name);
    if (cell != locals_.end() && (s->find(name) == Scope::Where::cell || s->kind == Scope::class_body)) return {true, static_cast<std::uint16_t>(cell->second)};
    return {false, static_cast<std::uint16_t>(frees_.at(name))};
}

Register FunctionCompiler::local_of(std::string_view id) const {
    Place p = place(id);
    return p.where == Scope::Where::local ? p.index : -1;
}

FunctionCompiler::Done FunctionCompiler::check_bound(const Place& local, std::string_view id) {
    auto at = static_cast<std::size_t>(local.index);
    if (!bound_[at]) {
        out_.emit(Opcode::CHECK_BOUND, local.index);
        auto how = local.scope->uses.find(id);
        if (how == local.scope->uses.end() || !(how->second & Scope::deleted)) bound_[at] = true;
    }
    return {};
}

FunctionCompiler::Target FunctionCompiler::name(const Node* node, std::string_view raw, Register into) {
    std::string id = mangled(raw);
    int mark = out_.depth();
    out_.locate(node);
    if (id == "__debug__") return constant(View::boolean(debugging()), into);
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            TRY(check_bound(p, id));
            if (into < 0) {
                out_.mark();  // in place: on a line of its own there is no other instruction
                return r;
            }
            out_.emit(Opcode::MOVE, into, r);
            out_.define(into);
            return into;
        }
        case Scope::Where::cell: return settle(into, mark, Opcode::LOAD_CELL, p.index, 0);
        case Scope::Where::free: {
            int at = p.index;
            if (p.scope->kind == Scope::class_body) {
                int n = TRY(out_.name(id));
                return settle(into, mark, Opcode::LOAD_NAME_OR_FREE, at, n);
            }
            if (p.scope->seen_class && id != "__classdict__" && id[0] != '.') {
                int n = TRY(out_.name(id));
                Register names = TRY(this->name(node, "__classdict__", -1));
                out_.consume(names);
                Register to = settle(into, mark, Opcode::LOAD_FROM_OR_FREE, names, at);
                out_.data(static_cast<std::uint32_t>(n), 1);
                return to;
            }
            return settle(into, mark, Opcode::LOAD_FREE, at, 0);
        }
        case Scope::Where::global_explicit:
        case Scope::Where::global_implicit: {
            int n = TRY(out_.name(id));
            if (p.scope->seen_class && p.where == Scope::Where::global_implicit) {
                Register names = TRY(this->name(node, "__classdict__", -1));
                out_.consume(names);
                return settle(into, mark, Opcode::LOAD_NAME_OR_GLOBAL, names, n);
            }
            Register to = destination(into, mark);
            out_.emit_wide(Opcode::LOAD_GLOBAL, to, n);
            out_.define(to);
            return to;
        }
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            Register to = destination(into, mark);
            out_.emit_wide(Opcode::LOAD_NAME, to, n);
            out_.define(to);
            return to;
        }
    }
    return 0;
}

FunctionCompiler::Done FunctionCompiler::store_name(const Node* node, std::string_view raw, Register value) {
    std::string id = mangled(raw);
    out_.locate(node);
    TRY(check_debug(node, id));
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            if (r != value) {
                out_.consume(value);
                out_.emit(Opcode::MOVE, r, value);
            }
            bound_[static_cast<std::size_t>(r)] = true;
            auto how = p.scope->uses.find(id);
            if (how != p.scope->uses.end() && (how->second & Scope::deleted)) bound_[static_cast<std::size_t>(r)] = false;
            return {};
        }
        case Scope::Where::cell:
            out_.consume(value);
            out_.emit(Opcode::STORE_CELL, p.index, value);
            return {};
        case Scope::Where::free:
            out_.consume(value);
            out_.emit(Opcode::STORE_FREE, p.index, value);
            return {};
        case Scope::Where::global_explicit:
        case Scope::Where::global_implicit: {
            int n = TRY(out_.name(id));
            out_.consume(value);
            out_.emit_wide(Opcode::STORE_GLOBAL, value, n);
            return {};
        }
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            out_.consume(value);
            out_.emit_wide(Opcode::STORE_NAME, value, n);
            return {};
        }
    }
    return {};
}

FunctionCompiler::Done FunctionCompiler::delete_name(const Node* node, std::string_view raw) {
    std::string id = mangled(raw);
    TRY(check_debug(node, id, true));
    out_.locate(node);
    Place p = place(id);
    switch (p.where) {
        case Scope::Where::local: {
            Register r = p.index;
            out_.emit(Opcode::CHECK_BOUND, r);
            out_.emit(Opcode::CLEAR, r);
            bound_[static_cast<std::size_t>(r)] = false;
            return {};
        }
        case Scope::Where::cell: out_.emit(Opcode::DELETE_CELL, p.index); return {};
        case Scope::Where::free: out_.emit(Opcode::DELETE_FREE, p.index); return {};
        case Scope::Where::name: {
            int n = TRY(out_.name(id));
            out_.emit_wide(Opcode::DELETE_NAME, 0, n);
            return {};
        }
        default: {
            int n = TRY(out_.name(id));
            out_.emit_wide(Opcode::DELETE_GLOBAL, 0, n);
            return {};
        }
    }
}

}  // namespace ouro
