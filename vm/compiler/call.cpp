// SPDX-License-Identifier: MIT
// Calls, of methods and of super() too.
#include "runtime/objects/containers.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

/// Whether `e` is a super() that stands for super(__class__, self) of the function around, as nothing hints at anything else.
bool FunctionCompiler::is_bare_super(const Expr* e) const {
    auto* c = e->try_as<Call>();
    if (!c || !c->args.empty() || !c->keywords.empty() || !c->func->is<Name>() || c->func->as<Name>()->id != "super") return false;
    if (scope_->comprehension || scope_->parameters.empty() || scope_->find("super") != Scope::Where::global_implicit || scope_->find("__class__") != Scope::Where::free) return false;
    const std::string& self = scope_->parameters[0];
    return place(self).where == Scope::Where::local && !(scope_->uses.find(self)->second & Scope::deleted);
}

/// super, __class__ and self in three registers, for the instruction that follows, which consumes them.
FunctionCompiler::Target FunctionCompiler::super_operands(const Call* e) {
    Register base = out_.take(3);
    TRY(name(e->func, "super", base));
    out_.locate(e);
    out_.emit(Opcode::LOAD_FREE, base + 1, frees_.find("__class__")->second);
    out_.define(base + 1);
    TRY(name(e->func, scope_->parameters[0], base + 2));
    out_.consume(base, 3);
    return base;
}

Location at_name(Location where, const Attribute* a) {
    const Location& whole = a->location;
    if (where.lineno == whole.end_lineno) return where;
    auto size = static_cast<std::int32_t>(a->attr.size());
    where.lineno = whole.end_lineno;
    where.col_offset = whole.end_col_offset >= size ? whole.end_col_offset - size : 0;
    where.end_col_offset = whole.end_col_offset;
    return where;
}

FunctionCompiler::Target FunctionCompiler::call(const Call* e, Register into) {
    bool stars = has_star(e->args) || e->args.count + e->keywords.count > 200;
    for (Keyword* k : e->keywords) stars = stars || k->arg.empty();
    TRY(check_callee(e->func));
    TRY(check_keywords(e->keywords));
    if (stars) return call_extended(e, into);
    int mark = out_.depth();
    auto* method = e->func->try_as<Attribute>();
    Register window = out_.take(kWindowHeader + (method ? 1 : 0));
    if (method) {
        int n = TRY(out_.name(mangled(method->attr)));
        if (is_bare_super(method->value)) {
            int inner = out_.depth();
            Register base = TRY(super_operands(method->value->as<Call>()));
            out_.locate(at_name(method->location, method));
            out_.emit(Opcode::LOAD_SUPER_METHOD, window, base, n);
            out_.set_depth(inner);
        } else {
            int inner = out_.depth();
            Register object = TRY(expr(method->value));
            out_.locate(at_name(method->location, method));
            out_.consume(object);
            out_.emit(Opcode::LOAD_METHOD, window, object, n);
            out_.set_depth(inner);
        }
        out_.define(window);
        out_.define(window + kWindowHeader);
    } else {
        TRY(expr(e->func, window));
    }
    Register first = window + kWindowHeader + (method ? 1 : 0);
    int count = static_cast<int>(e->args.count + e->keywords.count);
    out_.take(count);
    int top = out_.depth();
    for (int n = 0; n < count; ++n) {
        out_.set_depth(top);
        auto at = static_cast<std::size_t>(n);
        TRY(expr(at < e->args.count ? e->args[at] : e->keywords[at - e->args.count]->value, first + n));
    }
    out_.locate(method ? at_name(e->location, method) : e->location);
    out_.consume(window);
    if (method) out_.consume(window + kWindowHeader);
    out_.consume(first, count);
    if (!e->keywords.count) return settle(into, mark, method ? Opcode::CALL_METHOD : Opcode::CALL, window, count);
    Ref<ouro::Tuple> names = TRY(new_tuple(rt_, e->keywords.count));
    for (std::size_t n = 0; n < e->keywords.count; ++n) names->items[n] = TRY(intern(rt_, e->keywords[n]->arg));
    int at = TRY(out_.constant(names));
    Register to = settle(into, mark, method ? Opcode::CALL_METHOD_KW : Opcode::CALL_KW, window, count);
    out_.data(static_cast<std::uint32_t>(at), 1);
    return to;
}

FunctionCompiler::Target FunctionCompiler::call_extended(const Call* e, Register into) {
    int mark = out_.depth();
    Register base = out_.take(3);
    TRY(expr(e->func, base));
    int top = out_.depth();
    if (e->args.count == 1 && e->args[0]->is<Starred>()) {
        // A single *argument is given on as it is.
        TRY(expr(e->args[0]->as<Starred>()->value, base + 1));
    } else {
        Register list = TRY(list_with_stars(e->args));
        out_.consume(list);
        out_.locate(e);
        out_.emit(Opcode::MOVE, base + 1, list);
        out_.define(base + 1);
    }
    out_.set_depth(top);
    bool keywords = e->keywords.count > 0;
    if (keywords) {
        out_.emit(Opcode::BUILD_MAP, base + 2, base + 2, 0);
        out_.define(base + 2);
        for (Keyword* k : e->keywords) {
            out_.set_depth(top);
            if (k->arg.empty()) {
                Register r = TRY(expr(k->value));
                out_.locate(e);
                out_.consume(r);
                out_.emit(Opcode::DICT_MERGE, base + 2, r, base);
                continue;
            }
            // Written keywords go the same way, so that a repeated one is found.
            Register pair = out_.take(2);
            Value key = TRY(intern(rt_, k->arg));
            TRY(constant(key, pair));
            TRY(expr(k->value, pair + 1));
            out_.locate(e);
            out_.consume(pair, 2);
            out_.emit(Opcode::BUILD_MAP, pair, pair, 1);
            out_.define(pair);
            out_.consume(pair);
            out_.emit(Opcode::DICT_MERGE, base + 2, pair, base);
        }
    }
    out_.locate(e);
    out_.consume(base, keywords ? 3 : 2);
    return settle(into, mark, Opcode::CALL_EX, base, keywords);
}

}  // namespace ouro
