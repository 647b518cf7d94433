// SPDX-License-Identifier: MIT
// Building the symbol table: one walk collects the uses of names, a second decides what they are.
#include "vm/compiler/symtable.h"

#include <algorithm>
#include <set>

namespace ouro {

using namespace ast;

std::string mangle(std::string_view class_name, std::string_view name) {
    if (class_name.empty() || name.size() < 3 || name.substr(0, 2) != "__" || name.substr(name.size() - 2) == "__" || name.find('.') != std::string_view::npos)
        return std::string(name);
    std::size_t lead = class_name.find_first_not_of('_');
    return lead == std::string_view::npos ? std::string(name) : "_" + std::string(class_name.substr(lead)) + std::string(name);
}

namespace {

class Builder {
public:
    SymbolTable table;

    void run(const Mod* tree) {
        table.top = std::make_unique<Scope>();
        table.top->node = tree;
        table.top->name = "<module>";
        scope_ = table.top.get();
        for_each_child(tree, [&](Node* child) { visit(child); });
        if (!table.failed) resolve(table.top.get(), {});
    }

private:
    void fail(const Node* node, std::string message) {
        if (table.failed) return;
        table.failed = true;
        table.error.message = std::move(message);
        table.error.line = node->location.lineno;
        table.error.column = node->location.col_offset + 1;
        table.error.end_line = node->location.end_lineno;
        table.error.end_column = node->location.end_col_offset + 1;
    }

    void use(std::string_view raw, int how, const Node* node = nullptr) {
        std::string name = mangle(scope_->class_name, raw);
        auto [entry, fresh] = scope_->uses.try_emplace(name, 0);
        if (fresh) scope_->order.push_back(name);
        if ((how & Scope::parameter) && (entry->second & Scope::parameter) && node) fail(node, "duplicate argument '" + std::string(raw) + "' in function definition");
        entry->second |= how;
        if (how & Scope::parameter) scope_->parameters.push_back(name);
    }

    void open(const Node* node, Scope::Kind kind, std::string_view name) {
        auto child = std::make_unique<Scope>();
        child->node = node;
        child->kind = kind;
        child->parent = scope_;
        child->name = name;
        child->class_name = kind == Scope::class_body ? std::string(name) : scope_->class_name;
        scope_->by_node[node] = child.get();
        scope_->children.push_back(std::move(child));
        scope_ = scope_->children.back().get();
    }
    void close() { scope_ = scope_->parent; }

    template <typename S>
    void all(const S& items) {
        for (auto* item : items)
            if (item) visit(item);
    }

    void parameters(const Arguments* a) {
        auto add = [&](Arg* arg) { use(arg->arg, Scope::parameter | Scope::assigned, arg); };
        for (Arg* arg : a->posonlyargs) add(arg);
        for (Arg* arg : a->args) add(arg);
        for (Arg* arg : a->kwonlyargs) add(arg);
        if (a->vararg) add(a->vararg);
        if (a->kwarg) add(a->kwarg);
    }
    void outside(const Arguments* a) {
        all(a->defaults);
        all(a->kw_defaults);
    }
    void annotations(const Arguments* a, const Expr* returns) {
        auto one = [&](Arg* arg) {
            if (arg && arg->annotation) visit(arg->annotation);
        };
        for (Arg* arg : a->posonlyargs) one(arg);
        for (Arg* arg : a->args) one(arg);
        one(a->vararg);
        for (Arg* arg : a->kwonlyargs) one(arg);
        one(a->kwarg);
        if (returns) visit(returns);
    }

    template <typename F>
    void function(const F* f, bool is_async) {
        all(f->decorator_list);
        outside(f->args);
        annotations(f->args, f->returns);
        use(f->name, Scope::assigned);
        open(f, Scope::function, f->name);
        scope_->is_async = is_async;
        parameters(f->args);
        all(f->body);
        close();
    }

    void comprehension(const Node* node, Sequence<Comprehension*> generators, const Expr* element, const Expr* value, const char* name) {
        visit(generators[0]->iter);
        bool inside_async = scope_->is_async;
        open(node, Scope::function, name);
        scope_->comprehension = true;
        scope_->generator_expression = node->is<GeneratorExp>();
        use(".0", Scope::parameter | Scope::assigned);
        bool is_async = false;
        for (std::size_t n = 0; n < generators.count; ++n) {
            Comprehension* g = generators[n];
            is_async = is_async || g->is_async;
            visit(g->target);
            if (n) visit(g->iter);
            all(g->ifs);
        }
        if (value) visit(value);
        visit(element);
        scope_->is_async = is_async || scope_->awaits;
        if (scope_->is_async && !inside_async && !node->is<GeneratorExp>() && !scope_->parent->comprehension)
            fail(node, "asynchronous comprehension outside of an asynchronous function");
        if (scope_->is_async && !node->is<GeneratorExp>()) {
            scope_->parent->awaits = true;
        }
        close();
    }

    void visit(const Node* node) {
        if (table.failed) return;
        switch (node->kind) {
            case NodeKind::FunctionDef: return function(node->as<FunctionDef>(), false);
            case NodeKind::AsyncFunctionDef: return function(node->as<AsyncFunctionDef>(), true);
            case NodeKind::ClassDef: {
                auto* c = node->as<ClassDef>();
                all(c->decorator_list);
                all(c->bases);
                all(c->keywords);
                use(c->name, Scope::assigned);
                open(c, Scope::class_body, c->name);
                all(c->body);
                close();
                return;
            }
            case NodeKind::Lambda: {
                auto* l = node->as<Lambda>();
                outside(l->args);
                open(l, Scope::function, "<lambda>");
                parameters(l->args);
                visit(l->body);
                close();
                return;
            }
            case NodeKind::ListComp: return comprehension(node, node->as<ListComp>()->generators, node->as<ListComp>()->elt, nullptr, "<listcomp>");
            case NodeKind::SetComp: return comprehension(node, node->as<SetComp>()->generators, node->as<SetComp>()->elt, nullptr, "<setcomp>");
            case NodeKind::GeneratorExp: return comprehension(node, node->as<GeneratorExp>()->generators, node->as<GeneratorExp>()->elt, nullptr, "<genexpr>");
            case NodeKind::DictComp: return comprehension(node, node->as<DictComp>()->generators, node->as<DictComp>()->key, node->as<DictComp>()->value, "<dictcomp>");
            case NodeKind::Name: {
                auto* n = node->as<Name>();
                use(n->id, n->ctx == ExprContext::Load ? Scope::used : n->ctx == ExprContext::Store ? Scope::assigned : Scope::assigned | Scope::deleted);
                if (n->ctx == ExprContext::Load && n->id == "super" && scope_->kind == Scope::function) use("__class__", Scope::used);
                return;
            }
            case NodeKind::NamedExpr: {
                auto* n = node->as<NamedExpr>();
                visit(n->value);
                Scope* saved = scope_;
                while (scope_->comprehension) {
                    scope_->has_walrus = true;
                    auto found = scope_->uses.find(n->target->as<Name>()->id);
                    if (found != scope_->uses.end() && (found->second & Scope::assigned) && !(found->second & (Scope::nonlocal_ | Scope::global_)))
                        fail(node, "assignment expression cannot rebind comprehension iteration variable '" + std::string(n->target->as<Name>()->id) + "'");
                    scope_ = scope_->parent;
                }
                if (saved != scope_ && scope_->kind == Scope::class_body) fail(node, "assignment expression within a comprehension cannot be used in a class body");
                use(n->target->as<Name>()->id, Scope::assigned);
                scope_->has_walrus = true;
                bool to_global = scope_->kind == Scope::module || (scope_->uses[mangle(scope_->class_name, n->target->as<Name>()->id)] & Scope::global_);
                Scope* owner = scope_;
                scope_ = saved;
                for (Scope* s = saved; s != owner; s = s->parent) {
                    scope_ = s;
                    use(n->target->as<Name>()->id, Scope::assigned | (to_global ? Scope::global_ : Scope::nonlocal_));
                }
                scope_ = saved;
                return;
            }
            case NodeKind::Global:
            case NodeKind::Nonlocal: {
                bool global = node->is<Global>();
                auto& names = global ? node->as<Global>()->names : node->as<Nonlocal>()->names;
                for (std::string_view raw : names) {
                    std::string name = mangle(scope_->class_name, raw);
                    auto found = scope_->uses.find(name);
                    int how = found == scope_->uses.end() ? 0 : found->second;
                    const char* word = global ? "global" : "nonlocal";
                    if (how & Scope::parameter) return fail(node, "name '" + std::string(raw) + "' is parameter and " + word);
                    if (how & Scope::annotated) return fail(node, "annotated name '" + std::string(raw) + "' can't be " + word);
                    if (how & Scope::assigned && !(how & (Scope::global_ | Scope::nonlocal_))) return fail(node, "name '" + std::string(raw) + "' is assigned to before " + word + " declaration");
                    if (how & Scope::used) return fail(node, "name '" + std::string(raw) + "' is used prior to " + word + " declaration");
                    if (how & (global ? Scope::nonlocal_ : Scope::global_)) return fail(node, "name '" + std::string(raw) + "' is nonlocal and global");
                    if (!global && scope_->kind == Scope::module) return fail(node, "nonlocal declaration not allowed at module level");
                    use(raw, global ? Scope::global_ : Scope::nonlocal_);
                    declarations_[{scope_, name}] = node;
                }
                return;
            }
            case NodeKind::Import:
                for (Alias* a : node->as<Import>()->names) use(!a->asname.empty() ? a->asname : a->name.substr(0, a->name.find('.')), Scope::assigned | Scope::imported);
                return;
            case NodeKind::ImportFrom:
                for (Alias* a : node->as<ImportFrom>()->names) {
                    if (a->name == "*") {
                        if (scope_->kind != Scope::module) fail(node, "import * only allowed at module level");
                        continue;
                    }
                    use(!a->asname.empty() ? a->asname : a->name, Scope::assigned | Scope::imported);
                }
                return;
            case NodeKind::ExceptHandler:
                if (!node->as<ExceptHandler>()->name.empty()) use(node->as<ExceptHandler>()->name, Scope::assigned | Scope::deleted);
                break;
            case NodeKind::MatchAs:
                if (!node->as<MatchAs>()->name.empty()) use(node->as<MatchAs>()->name, Scope::assigned);
                break;
            case NodeKind::MatchStar:
                if (!node->as<MatchStar>()->name.empty()) use(node->as<MatchStar>()->name, Scope::assigned);
                break;
            case NodeKind::MatchMapping:
                if (!node->as<MatchMapping>()->rest.empty()) use(node->as<MatchMapping>()->rest, Scope::assigned);
                break;
            case NodeKind::AnnAssign: {
                auto* a = node->as<AnnAssign>();
                if (auto* n = a->target->try_as<Name>(); n && a->simple) {
                    auto found = scope_->uses.find(mangle(scope_->class_name, n->id));
                    if (found != scope_->uses.end() && (found->second & (Scope::global_ | Scope::nonlocal_)) && scope_->kind != Scope::module)
                        return fail(node, "annotated name '" + std::string(n->id) + "' can't be " + (found->second & Scope::global_ ? "global" : "nonlocal"));
                    use(n->id, Scope::assigned | Scope::annotated);
                }
                break;
            }
            case NodeKind::Yield:
            case NodeKind::YieldFrom:
                if (scope_->kind != Scope::function) return fail(node, node->is<Yield>() ? "'yield' outside function" : "'yield from' outside function");
                if (scope_->comprehension) return fail(node, scope_->generator_expression ? "'yield' inside generator expression" : "'yield' inside list comprehension");
                if (node->is<YieldFrom>() && scope_->is_async) return fail(node, "'yield from' inside async function");
                scope_->yields = true;
                break;
            case NodeKind::Await: scope_->awaits = true; break;
            case NodeKind::Return:
                if (node->as<Return>()->value) scope_->returns_value = true;
                break;
            default: break;
        }
        for_each_child(node, [&](Node* child) { visit(child); });
    }

    /// Decides what each name of a scope is; `enclosing` are the names bound in functions around it.
    std::set<std::string> resolve(Scope* scope, std::set<std::string> enclosing) {
        std::set<std::string> inner = enclosing;
        if (scope->kind == Scope::function)
            for (auto& [name, how] : scope->uses) {
                if (how & Scope::global_) inner.erase(name);
                else if ((how & Scope::assigned) && !(how & Scope::nonlocal_)) inner.insert(name);
            }
        if (scope->kind == Scope::class_body) inner.insert("__class__");
        for (auto& [name, how] : scope->uses)
            if (how & Scope::global_) inner.erase(name);
        std::set<std::string> wanted;  // free names of children
        for (auto& child : scope->children) {
            std::set<std::string> from_child = resolve(child.get(), inner);
            wanted.insert(from_child.begin(), from_child.end());
            if (table.failed) return {};
        }
        std::set<std::string> free;
        for (const std::string& name : scope->order) {
            int how = scope->uses[name];
            Scope::Where where;
            if (how & Scope::global_) where = Scope::Where::global_explicit;
            else if (how & Scope::nonlocal_) {
                if (!enclosing.count(name)) {
                    auto found = declarations_.find({scope, name});
                    fail(found != declarations_.end() ? found->second : scope->node, "no binding for nonlocal '" + name + "' found");
                    return {};
                }
                where = Scope::Where::free;
                free.insert(name);
            } else if (how & Scope::assigned) {
                where = scope->kind == Scope::function ? (wanted.count(name) ? Scope::Where::cell : Scope::Where::local) : Scope::Where::name;
            } else if (enclosing.count(name)) {
                where = Scope::Where::free;
                free.insert(name);
            } else {
                where = scope->kind == Scope::function ? Scope::Where::global_implicit : Scope::Where::name;
            }
            scope->where[name] = where;
            if (where == Scope::Where::cell) scope->cells.push_back(name);
        }
        for (const std::string& name : wanted) {
            if (scope->kind == Scope::class_body && name == "__class__") {
                scope->needs_class_cell = true;
                continue;
            }
            auto found = scope->where.find(name);
            if (found != scope->where.end() && found->second == Scope::Where::cell) continue;
            if (scope->kind == Scope::module) continue;
            free.insert(name);
            if (found == scope->where.end()) scope->where[name] = Scope::Where::free;
            else if (found->second == Scope::Where::name && enclosing.count(name)) {}
        }
        scope->frees.assign(free.begin(), free.end());
        return free;
    }

    Scope* scope_ = nullptr;
    std::map<std::pair<Scope*, std::string>, const Node*> declarations_;
};

}  // namespace

SymbolTable build_symbols(const Mod* tree) {
    Builder builder;
    builder.run(tree);
    return std::move(builder.table);
}

}  // namespace ouro
