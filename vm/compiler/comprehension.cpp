// SPDX-License-Identifier: MIT
// Comprehensions: those of lists, sets and dicts are part of the code around them (PEP 709), generator expressions are functions.
#include "runtime/objects/containers.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

namespace {

struct Parts {
    Sequence<Comprehension*> generators;
    const Expr *element, *value = nullptr;  // value: of a dict
    Opcode build = Opcode::BUILD_LIST;
};

Parts parts_of(const Node* node) {
    switch (node->kind) {
        case NodeKind::ListComp: return {node->as<ListComp>()->generators, node->as<ListComp>()->elt};
        case NodeKind::SetComp: return {node->as<SetComp>()->generators, node->as<SetComp>()->elt, nullptr, Opcode::BUILD_SET};
        case NodeKind::DictComp: return {node->as<DictComp>()->generators, node->as<DictComp>()->key, node->as<DictComp>()->value, Opcode::BUILD_MAP};
        default: return {node->as<GeneratorExp>()->generators, node->as<GeneratorExp>()->elt};
    }
}

}  // namespace

Result<Ref<Code>> FunctionCompiler::comprehension(const Node* node) {
    if (!code_) return Raised{};
    bool lazy = node->is<GeneratorExp>();
    code_->first_line = static_cast<std::uint32_t>(node->location.lineno);
    code_->code_flags = Code::optimized | Code::new_locals | Code::nested;
    if (lazy) code_->code_flags |= scope_->is_async ? Code::async_generator : Code::generator;
    else if (scope_->is_async) code_->code_flags |= Code::coroutine;
    out_.locate(node);
    TRY(set_up_locals(nullptr));
    Register result = -1;
    if (!lazy) {
        result = out_.take();
        out_.emit(parts_of(node).build, result, result, 0);
        out_.define(result);
    }
    // .0 is moved out of its local, so that the iterator dies with the loop.
    Register first = out_.take(2);
    out_.emit(Opcode::MOVE, first, 0);
    out_.define(first);
    TRY(comprehension_loops(node, result, first));
    out_.locate(node);
    if (lazy) {
        int none = TRY(out_.constant(View::none()));
        out_.emit_wide(Opcode::RETURN_CONST, 0, none);
    } else {
        out_.consume(result);
        out_.emit(Opcode::RETURN, result);
    }
    return finish();
}

FunctionCompiler::Target FunctionCompiler::comprehension_value(const Node* e, Register into) {
    // The first iterable is evaluated outside, everything else inside (language reference 6.2.4).
    int mark = out_.depth();
    Scope* inner = scope_->by_node.at(e);
    const Comprehension* generator = parts_of(e).generators[0];
    auto iterate = [&](Register iterator) -> Done {
        Register source = TRY(iterable(generator->iter, iterator));
        out_.locate(generator->iter);
        out_.consume(source);
        out_.emit(generator->is_async ? Opcode::GET_AITER : Opcode::GET_ITER, iterator, source);
        out_.define(iterator);
        return {};
    };
    if (!inner->inlined) {
        Register window = out_.take(kWindowHeader + 1);
        FunctionCompiler child(unit_, inner, this);
        int at = TRY(code_constant(TRY(child.comprehension(e))));
        out_.locate(e);
        out_.emit_wide(Opcode::MAKE_FUNCTION, window, at);
        out_.define(window);
        TRY(iterate(window + kWindowHeader));
        out_.locate(e);
        out_.consume(window);
        out_.consume(window + kWindowHeader);
        bool awaited = inner->is_async && !e->is<GeneratorExp>();
        Register result = settle(awaited ? -1 : into, mark, Opcode::CALL, window, 1);
        return awaited ? await_value(e, result, 0, into) : Target(result);
    }
    auto outside = out_.live();
    std::vector<bool> bound = bound_;
    Register result = out_.take(), first = out_.take(2);
    TRY(iterate(first));
    std::map<std::string, Register, std::less<>> variables;
    out_.locate(e);
    for (const std::string& name : inner->order) {
        Scope::Where where = inner->find(name);
        bool cell = where == Scope::Where::cell;
        if (!cell && where != Scope::Where::local) continue;
        Register r = hidden_.at({inlined_.size(), name, cell});
        variables[name] = r;
        bound_[static_cast<std::size_t>(r)] = false;
        if (cell) out_.emit(Opcode::MAKE_CELL, r);
    }
    Scope* around = scope_;
    scope_ = inner;
    inlined_.push_back(variables);
    Emitter::Region region;
    out_.enter(region);
    out_.emit(parts_of(e).build, result, result, 0);
    out_.define(result);
    TRY(comprehension_loops(e, result, first));
    out_.leave(region);
    inlined_.pop_back();
    scope_ = around;
    // The variables end with the comprehension, whichever way.
    auto forget = [&] {
        out_.locate(e);
        for (auto& [name, r] : variables) {
            out_.emit(Opcode::CLEAR, r);
            bound_[static_cast<std::size_t>(r)] = false;
        }
    };
    forget();
    bound_ = bound;
    auto with_result = out_.live();
    Emitter::Label end;
    out_.jump(end);
    out_.set_live(outside);
    int handler = out_.here();
    out_.define(result);
    forget();
    out_.locate(Location{});
    out_.consume(result);
    out_.emit(Opcode::RERAISE, result);
    out_.add_handlers(region, handler, result, result);
    out_.set_live(with_result);
    out_.bind(end);
    out_.set_depth(mark + 1);
    out_.locate(e);
    if (into < 0 || into == result) return result;
    out_.consume(result);
    return settle(into, mark, Opcode::MOVE, result, 0);
}

FunctionCompiler::Done FunctionCompiler::comprehension_loops(const Node* node, Register result, Register first) {
    auto [generators, element, value, build] = parts_of(node);
    struct Level {
        Emitter::Label exhausted;
        int head;
        Register iterator;
        int depth;
    };
    std::vector<Level> levels(generators.count);
    for (std::size_t n = 0; n < generators.count; ++n) {
        Comprehension* g = generators[n];
        Level& level = levels[n];
        level.depth = out_.depth();
        level.iterator = n ? out_.take(g->is_async ? 2 : 1) : first;
        if (n) {
            Register source = TRY(iterable(g->iter, level.iterator));
            out_.locate(g->iter);
            out_.consume(source);
            out_.emit(g->is_async ? Opcode::GET_AITER : Opcode::GET_ITER, level.iterator, source);
            out_.define(level.iterator);
        }
        level.head = out_.here();
        int inner = out_.depth();
        Register local = g->target->is<Name>() ? local_of(mangled(g->target->as<Name>()->id)) : -1;
        Register item = local >= 0 ? local : out_.take();
        out_.locate(g->iter);
        int at = out_.emit(g->is_async ? Opcode::FOR_AITER : Opcode::FOR_ITER, item, level.iterator);
        out_.jump_short(at, level.exhausted);
        out_.define(item);
        if (local >= 0) bound_[static_cast<std::size_t>(local)] = true;
        else TRY(assign(g->target, item, true));
        out_.set_depth(inner);
        for (Expr* test : g->ifs) {
            Emitter::Label keep;
            TRY(condition(test, true, keep));
            out_.locate(element);
            out_.jump_back(level.head);
            out_.bind(keep);
        }
    }
    int mark = out_.depth();
    if (result < 0) {
        Register r = TRY(expr(element));
        out_.locate(element);
        out_.consume(r);
        Register sent = settle(-1, mark, Opcode::YIELD, r, 0);
        out_.consume(sent);
        out_.emit(Opcode::DROP, sent);
    } else if (value) {
        Register key = TRY(operand(element));
        Register v = TRY(expr(value));
        out_.locate(element);
        out_.consume(key);
        out_.consume(v);
        out_.emit(Opcode::MAP_ADD, result, key, v);
    } else {
        Register r = TRY(expr(element));
        out_.locate(element);
        out_.consume(r);
        out_.emit(build == Opcode::BUILD_SET ? Opcode::SET_ADD : Opcode::LIST_APPEND, result, r);
    }
    out_.set_depth(mark);
    out_.locate(element);
    for (std::size_t n = generators.count; n-- > 0;) {
        out_.jump_back(levels[n].head);
        out_.consume(levels[n].iterator);
        out_.bind(levels[n].exhausted);
        out_.set_depth(levels[n].depth);
    }
    return {};
}

}  // namespace ouro
