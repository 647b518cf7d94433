// SPDX-License-Identifier: MIT
// Building the symbol table: one walk collects the uses of names, a second decides what they are.
#include "vm/compiler/symtable.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ouro {

using namespace ast;

std::string Scope::mangle(std::string_view name_) const {
    if (class_name.empty() || name_.size() < 3 || name_.substr(0, 2) != "__" || name_.substr(name_.size() - 2) == "__" || name_.find('.') != std::string_view::npos)
        return std::string(name_);
    // Between the type parameters of a class and its body, only these are private to it.
    const Scope* from = this;
    auto generic_class = [](const Scope* scope) { return scope->annotation == type_parameters && scope->node->is<ClassDef>(); };
    while (from->kind != class_body && !generic_class(from) && from->parent) from = from->parent;
    if (generic_class(from) && !from->mangled.count(name_)) return from->parent->mangle(name_);
    std::size_t lead = class_name.find_first_not_of('_');
    return lead == std::string_view::npos ? std::string(name_) : "_" + class_name.substr(lead) + std::string(name_);
}

namespace {

class Builder {
public:
    SymbolTable table;

    explicit Builder(bool future_annotations) : future_annotations_(future_annotations) {}

    void run(const Mod* tree, bool top_level_await) {
        table.top = std::make_unique<Scope>();
        table.top->node = tree;
        table.top->name = "<module>";
        table.top->is_async = top_level_await;
        scope_ = table.top.get();
        for_each_child(tree, [&](Node* child) { visit(child); });
        if (!table.failed) resolve(table.top.get(), {});
    }

private:
    void fail(const Node* node, std::string message, bool late = false) {
        if (table.failed) return;
        table.failed = true;
        table.late = late;
        table.error.message = std::move(message);
        table.error.line = node->location.lineno;
        table.error.column = node->location.col_offset + 1;
        table.error.end_line = node->location.end_lineno;
        table.error.end_column = node->location.end_col_offset + 1;
    }

    void use(std::string_view raw, int how, const Node* node = nullptr) {
        std::string name = scope_->mangle(raw);
        auto [entry, fresh] = scope_->uses.try_emplace(name, 0);
        if (fresh) scope_->order.push_back(name);
        if ((how & Scope::parameter) && (entry->second & Scope::parameter) && node) fail(node, "duplicate argument '" + std::string(raw) + "' in function definition");
        if (scope_->iteration_target && (how & Scope::assigned)) {
            if ((entry->second & (Scope::global_ | Scope::nonlocal_)) || scope_->walrus_targets.count(name))
                return fail(node, "comprehension inner loop cannot rebind assignment expression target '" + std::string(raw) + "'");
            how |= Scope::iteration;
        }
        // An annotation without a value declares a name; any other use makes it more than that.
        if (how & Scope::declared) entry->second |= fresh ? how : how & ~Scope::declared;
        else entry->second = (entry->second & ~Scope::declared) | how;
        if (how & Scope::parameter) scope_->parameters.push_back(name);
    }

    void open(const Node* node, Scope::Kind kind, std::string_view name) {
        auto child = std::make_unique<Scope>();
        child->node = node;
        child->kind = kind;
        child->parent = scope_;
        child->name = name;
        child->class_name = kind == Scope::class_body ? std::string(name) : scope_->class_name;
        child->iterables = scope_->iterables;
        scope_->by_node[node] = child.get();
        scope_->children.push_back(std::move(child));
        scope_ = scope_->children.back().get();
    }
    void close() { scope_ = scope_->parent; }

    /// PEP 695: a scope that sees the names of the class it stands in.
    void open_annotation(const Node* node, Scope::Annotation annotation, std::string_view name, const char* within) {
        Scope* outer = scope_;
        open(node, Scope::function, name);
        scope_->annotation = annotation;
        scope_->within = within;
        scope_->seen_class = outer->kind == Scope::class_body ? outer : outer->seen_class;
        if (scope_->seen_class) use("__classdict__", Scope::used);
    }

    /// A scope for an expression that is evaluated when asked for.
    void lazily(const Expr* value, Scope::Annotation annotation, std::string_view name, const char* within) {
        open_annotation(value, annotation, name, within);
        visit(value);
        close();
    }

    void type_parameters(const Node* node, std::string_view name, Sequence<TypeParam*> parameters) {
        open_annotation(node, Scope::type_parameters, "<generic parameters of " + std::string(name) + ">", "the definition of a generic");
        bool is_class = node->is<ClassDef>();
        if (is_class) {
            scope_->class_name = name;
            use(".type_params", Scope::assigned);
        }
        auto declare = [&](const Node* parameter, std::string_view raw) {
            if (is_class) scope_->mangled.emplace(raw);
            auto found = scope_->uses.find(scope_->mangle(raw));
            if (found != scope_->uses.end() && (found->second & Scope::type_parameter)) return fail(parameter, "duplicate type parameter '" + std::string(raw) + "'");
            use(raw, Scope::assigned | Scope::type_parameter);
        };
        bool default_seen = false;
        for (const TypeParam* each : parameters) {
            std::string_view id;
            const Expr *bound = nullptr, *value = nullptr;
            const char* default_of = "a TypeVar default";
            if (auto* t = each->try_as<TypeVar>()) id = t->name, bound = t->bound, value = t->default_value;
            if (auto* t = each->try_as<ParamSpec>()) id = t->name, value = t->default_value, default_of = "a ParamSpec default";
            if (auto* t = each->try_as<TypeVarTuple>()) id = t->name, value = t->default_value, default_of = "a TypeVarTuple default";
            declare(each, id);
            if (bound) lazily(bound, Scope::type_variable, id, bound->is<Tuple>() ? "a TypeVar constraint" : "a TypeVar bound");
            if (value) lazily(value, Scope::type_variable, id, default_of);
            if (default_seen && !value) fail(each, "non-default type parameter '" + std::string(id) + "' follows default type parameter");
            default_seen = default_seen || value;
        }
    }

    /// What may not stand in an annotation scope, or within one through comprehensions.
    bool refused(const Node* node, const char* what) {
        const Scope* s = scope_;
        if (s->annotation == Scope::no_annotation) return false;
        fail(node, std::string(what) + " cannot be used within " + s->within);
        return true;
    }

    template <typename S>
    void all(const S& items) {
        for (auto* item : items)
            if (item) visit(item);
    }

    void parameters(const Arguments* a) {
        auto add = [&](Arg* arg) {
            if (arg->arg == "__debug__") fail(arg, "cannot assign to __debug__", true);
            use(arg->arg, Scope::parameter | Scope::assigned, arg);
        };
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
            if (arg && arg->annotation) annotation(arg->annotation);
        };
        for (Arg* arg : a->posonlyargs) one(arg);
        for (Arg* arg : a->args) one(arg);
        one(a->vararg);
        for (Arg* arg : a->kwonlyargs) one(arg);
        one(a->kwarg);
        if (returns) annotation(returns);
    }

    /// PEP 563: annotations that are kept as text use no names, but not everything may stand in them.
    void annotation(const Expr* e) {
        if (!future_annotations_) return visit(e);
        std::vector<const Node*> waiting{e};
        while (!waiting.empty() && !table.failed) {
            const Node* node = waiting.back();
            waiting.pop_back();
            const char* what = node->is<Yield>() || node->is<YieldFrom>() ? "yield" : node->is<Await>() ? "await" : node->is<NamedExpr>() ? "named" : nullptr;
            if (what) return fail(node, std::string(what) + " expression cannot be used within an annotation");
            if (!node->is<Lambda>()) for_each_child(node, [&](const Node* child) { waiting.push_back(child); });
        }
    }

    template <typename F>
    void function(const F* f, bool is_async) {
        all(f->decorator_list);
        outside(f->args);
        use(f->name, Scope::assigned);
        bool generic = !f->type_params.empty();
        if (generic) {
            type_parameters(f, f->name, f->type_params);
            if (!f->args->defaults.empty()) use(".defaults", Scope::parameter | Scope::assigned);
            if (has_default(f->args->kw_defaults)) use(".kwdefaults", Scope::parameter | Scope::assigned);
        }
        annotations(f->args, f->returns);
        open(f, Scope::function, f->name);
        scope_->is_async = is_async;
        parameters(f->args);
        all(f->body);
        close();
        if (generic) close();
    }

    static bool has_default(Sequence<Expr*> defaults) {
        return std::any_of(defaults.begin(), defaults.end(), [](Expr* d) { return d != nullptr; });
    }

    void iterable(const Expr* e) {
        ++scope_->iterables;
        visit(e);
        --scope_->iterables;
    }

    void comprehension(const Node* node, Sequence<Comprehension*> generators, const Expr* element, const Expr* value, const char* name) {
        iterable(generators[0]->iter);
        bool inside_async = scope_->is_async;
        open(node, Scope::function, name);
        scope_->comprehension = true;
        scope_->generator_expression = node->is<GeneratorExp>();
        scope_->inlined = !scope_->generator_expression && !scope_->parent->seen_class;
        if (!scope_->inlined) use(".0", Scope::parameter | Scope::assigned);
        bool is_async = false;
        for (std::size_t n = 0; n < generators.count; ++n) {
            Comprehension* g = generators[n];
            is_async = is_async || g->is_async;
            scope_->iteration_target = true;
            visit(g->target);
            scope_->iteration_target = false;
            if (n) iterable(g->iter);
            all(g->ifs);
        }
        if (value) visit(value);
        visit(element);
        scope_->is_async = is_async || scope_->awaits;
        if (scope_->is_async && !inside_async && !node->is<GeneratorExp>() && !scope_->parent->comprehension)
            fail(node, "asynchronous comprehension outside of an asynchronous function", true);
        if (scope_->is_async && !node->is<GeneratorExp>()) {
            scope_->parent->awaits = true;
        }
        Scope* inner = scope_;
        close();
        if (table.failed) return;
        inner->appears = scope_->order.size();
        if (!inner->inlined || scope_->base()->kind != Scope::function) return;
        for (const std::string& used : inner->order) {
            if (inner->uses[used] & Scope::assigned) continue;
            auto [entry, fresh] = scope_->uses.try_emplace(used, 0);
            if (fresh) scope_->order.push_back(used);
            entry->second |= Scope::inlined_use;
        }
    }

    void visit(const Node* node) {
        if (table.failed) return;
        switch (node->kind) {
            case NodeKind::FunctionDef: return function(node->as<FunctionDef>(), false);
            case NodeKind::AsyncFunctionDef: return function(node->as<AsyncFunctionDef>(), true);
            case NodeKind::ClassDef: {
                auto* c = node->as<ClassDef>();
                all(c->decorator_list);
                use(c->name, Scope::assigned);
                bool generic = !c->type_params.empty();
                if (generic) type_parameters(c, c->name, c->type_params);
                all(c->bases);
                all(c->keywords);
                open(c, Scope::class_body, c->name);
                if (generic) {
                    use("__type_params__", Scope::assigned);
                    use(".type_params", Scope::used);
                }
                all(c->body);
                close();
                if (generic) close();
                return;
            }
            case NodeKind::TypeAlias: {
                auto* a = node->as<TypeAlias>();
                std::string_view name = a->name->as<Name>()->id;
                visit(a->name);
                if (!a->type_params.empty()) type_parameters(a, name, a->type_params);
                lazily(a->value, Scope::type_alias, name, "a type alias");
                if (!a->type_params.empty()) close();
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
                use(n->id, n->ctx == ExprContext::Load ? Scope::used : n->ctx == ExprContext::Store ? Scope::assigned : Scope::assigned | Scope::deleted, node);
                if (n->ctx == ExprContext::Load && n->id == "super" && scope_->kind == Scope::function) use("__class__", Scope::used);
                return;
            }
            case NodeKind::NamedExpr: {
                auto* n = node->as<NamedExpr>();
                if (refused(node, "named expression")) return;
                if (scope_->iterables) return fail(node, "assignment expression cannot be used in a comprehension iterable expression");
                // In a comprehension the name is bound around it, before the value is looked at.
                if (!scope_->comprehension) visit(n->value);
                Scope* saved = scope_;
                while (scope_->comprehension) {
                    scope_->has_walrus = true;
                    auto found = scope_->uses.find(scope_->mangle(n->target->as<Name>()->id));
                    if (found != scope_->uses.end() && (found->second & Scope::iteration))
                        return fail(n->target, "assignment expression cannot rebind comprehension iteration variable '" + std::string(n->target->as<Name>()->id) + "'");
                    scope_ = scope_->parent;
                }
                if (scope_->annotation != Scope::no_annotation)
                    return fail(n->target, std::string("assignment expression within a comprehension cannot be used ") + (scope_->annotation == Scope::type_parameters ? "within " : "in ") + scope_->within);
                if (saved != scope_ && scope_->kind == Scope::class_body) return fail(n->target, "assignment expression within a comprehension cannot be used in a class body");
                use(n->target->as<Name>()->id, Scope::assigned);
                scope_->has_walrus = true;
                bool to_global = scope_->kind == Scope::module || (scope_->uses[scope_->mangle(n->target->as<Name>()->id)] & Scope::global_);
                Scope* owner = scope_;
                scope_ = saved;
                for (Scope* s = saved; s != owner; s = s->parent) {
                    scope_ = s;
                    if (s->inlined && owner->kind == Scope::function) {  // the owner's variable is at hand
                        s->walrus_targets.insert(s->mangle(n->target->as<Name>()->id));
                        continue;
                    }
                    use(n->target->as<Name>()->id, Scope::assigned | (to_global ? Scope::global_ : Scope::nonlocal_));
                }
                scope_ = saved;
                if (scope_->comprehension) visit(n->value);
                return;
            }
            case NodeKind::Global:
            case NodeKind::Nonlocal: {
                bool global = node->is<Global>();
                auto& names = global ? node->as<Global>()->names : node->as<Nonlocal>()->names;
                for (std::string_view raw : names) {
                    std::string name = scope_->mangle(raw);
                    auto found = scope_->uses.find(name);
                    int how = found == scope_->uses.end() ? 0 : found->second;
                    const char* word = global ? "global" : "nonlocal";
                    if (how & Scope::parameter) return fail(node, "name '" + std::string(raw) + "' is parameter and " + word);
                    if (how & Scope::used) return fail(node, "name '" + std::string(raw) + "' is used prior to " + word + " declaration");
                    if (how & Scope::annotated) return fail(node, "annotated name '" + std::string(raw) + "' can't be " + word);
                    if ((how & Scope::assigned) && !(how & Scope::imported)) return fail(node, "name '" + std::string(raw) + "' is assigned to before " + word + " declaration");
                    use(raw, global ? Scope::global_ : Scope::nonlocal_);
                    declarations_.try_emplace({scope_, name}, node);
                    if (global) {
                        // Wherever it stands, the name is a global one to the module's own code too (which matters in exec()).
                        Scope* inner = std::exchange(scope_, table.top.get());
                        auto [entry, fresh] = scope_->uses.try_emplace(name, 0);
                        if (fresh) scope_->order.push_back(name);
                        entry->second |= Scope::global_;
                        scope_ = inner;
                    }
                }
                return;
            }
            case NodeKind::Import:
                for (Alias* a : node->as<Import>()->names) use(!a->asname.empty() ? a->asname : a->name.substr(0, a->name.find('.')), Scope::assigned | Scope::imported);
                return;
            case NodeKind::ImportFrom:
                for (Alias* a : node->as<ImportFrom>()->names) {
                    if (a->name == "*") {
                        if (scope_->kind != Scope::module) fail(a, "import * only allowed at module level");
                        continue;
                    }
                    use(!a->asname.empty() ? a->asname : a->name, Scope::assigned | Scope::imported);
                }
                return;
            case NodeKind::ExceptHandler:
                if (!node->as<ExceptHandler>()->name.empty()) use(node->as<ExceptHandler>()->name, Scope::assigned | Scope::deleted);
                break;
            case NodeKind::MatchAs:
                if (node->as<MatchAs>()->pattern) visit(node->as<MatchAs>()->pattern);
                if (!node->as<MatchAs>()->name.empty()) use(node->as<MatchAs>()->name, Scope::assigned);
                return;
            case NodeKind::MatchStar:
                if (!node->as<MatchStar>()->name.empty()) use(node->as<MatchStar>()->name, Scope::assigned);
                break;
            case NodeKind::MatchMapping:
                for_each_child(node, [&](Node* child) { visit(child); });
                if (!node->as<MatchMapping>()->rest.empty()) use(node->as<MatchMapping>()->rest, Scope::assigned);
                return;
            case NodeKind::AnnAssign: {
                auto* a = node->as<AnnAssign>();
                if (auto* n = a->target->try_as<Name>(); n && a->simple) {
                    auto found = scope_->uses.find(scope_->mangle(n->id));
                    if (found != scope_->uses.end() && (found->second & (Scope::global_ | Scope::nonlocal_)) && scope_->kind != Scope::module)
                        return fail(node, "annotated name '" + std::string(n->id) + "' can't be " + (found->second & Scope::global_ ? "global" : "nonlocal"));
                    use(n->id, Scope::assigned | Scope::annotated | (a->value ? 0 : Scope::declared));
                }
                // A name without a value is not evaluated.
                if (a->value || !a->target->is<Name>()) visit(a->target);
                annotation(a->annotation);
                if (a->value) visit(a->value);
                return;
            }
            case NodeKind::Yield:
            case NodeKind::YieldFrom:
                if (refused(node, "yield expression")) return;
                scope_->yields = true;
                for_each_child(node, [&](Node* child) { visit(child); });
                if (scope_->comprehension) fail(node, std::string("'yield' inside ") + comprehension_name(scope_->node));
                return;
            case NodeKind::Await:
                if (refused(node, "await expression")) return;
                scope_->awaits = true;
                break;
            case NodeKind::Return:
                if (node->as<Return>()->value) scope_->returns_value = true;
                break;
            case NodeKind::If: return if_statement(node->as<If>());
            default: break;
        }
        for_each_child(node, [&](Node* child) { visit(child); });
    }

    /// The branches of a chain of `elif` lie one in another, and a chain may be longer than the machine stack is deep.
    void if_statement(const If* at) {
        for (;;) {
            visit(at->test);
            all(at->body);
            const If* next = at->orelse.count == 1 ? at->orelse[0]->try_as<If>() : nullptr;
            if (!next) return all(at->orelse);
            at = next;
        }
    }

    static const char* comprehension_name(const Node* node) {
        switch (node->kind) {
            case NodeKind::ListComp: return "list comprehension";
            case NodeKind::SetComp: return "set comprehension";
            case NodeKind::DictComp: return "dict comprehension";
            default: return "generator expression";
        }
    }

    /// Whether the binding of `name` that `scope` would find is a type parameter.
    static bool binds_type_parameter(const Scope* scope, const std::string& name) {
        for (const Scope* s = scope->parent; s; s = s->parent) {
            auto found = s->uses.find(name);
            if (s->kind == Scope::function && found != s->uses.end() && (found->second & Scope::assigned) && !(found->second & (Scope::nonlocal_ | Scope::global_)))
                return found->second & Scope::type_parameter;
        }
        return false;
    }

    /// Whether an annotation scope finds `name` in the class it stands in, and not nearer.
    static bool class_binds(const Scope* scope, const std::string& name) {
        for (const Scope* s = scope->parent; s != scope->seen_class; s = s->parent)
            if (auto found = s->uses.find(name); found != s->uses.end() && (found->second & Scope::assigned)) return false;
        auto found = scope->seen_class->uses.find(name);
        return found != scope->seen_class->uses.end() && (found->second & (Scope::assigned | Scope::global_)) && !(found->second & Scope::nonlocal_);
    }

    /// Decides what each name of a scope is; `enclosing` are the names bound in functions around it.
    std::set<std::string> resolve(Scope* scope, std::set<std::string> enclosing) {
        std::set<std::string> inner = enclosing;
        if (scope->kind == Scope::function)
            for (auto& [name, how] : scope->uses) {
                if (how & Scope::global_) inner.erase(name);
                else if ((how & Scope::assigned) && !(how & Scope::nonlocal_)) inner.insert(name);
            }
        if (scope->kind == Scope::class_body) inner.insert({"__class__", "__classdict__"});
        if (scope->kind != Scope::class_body)  // what a class declares is nothing to the functions in it
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
            if ((how & Scope::nonlocal_) && ((how & Scope::global_) || scope->kind == Scope::module)) {
                auto found = declarations_.find({scope, name});
                fail(found != declarations_.end() ? found->second : scope->node,
                     how & Scope::global_ ? "name '" + name + "' is nonlocal and global" : "nonlocal declaration not allowed at module level");
                return {};
            }
            if (how & Scope::global_) where = Scope::Where::global_explicit;
            else if (how & Scope::nonlocal_) {
                if (!enclosing.count(name)) {
                    auto found = declarations_.find({scope, name});
                    fail(found != declarations_.end() ? found->second : scope->node, "no binding for nonlocal '" + name + "' found");
                    return {};
                }
                if (binds_type_parameter(scope, name)) {
                    auto found = declarations_.find({scope, name});
                    fail(found != declarations_.end() ? found->second : scope->node, "nonlocal binding not allowed for type parameter '" + name + "'");
                    return {};
                }
                where = Scope::Where::free;
                free.insert(name);
            } else if (how & Scope::assigned) {
                where = scope->kind == Scope::function ? (wanted.count(name) ? Scope::Where::cell : Scope::Where::local) : Scope::Where::name;
            } else if (scope->seen_class && name != "__classdict__" && class_binds(scope, name)) {
                where = scope->seen_class->uses[name] & Scope::global_ ? Scope::Where::global_explicit : Scope::Where::global_implicit;
            } else if (enclosing.count(name)) {
                where = Scope::Where::free;
                if (!scope->inlined || scope->base()->kind != Scope::function) free.insert(name);
            } else {
                where = scope->kind == Scope::function ? Scope::Where::global_implicit : Scope::Where::name;
            }
            scope->where[name] = where;
            if (where == Scope::Where::cell) scope->cells.push_back(name);
        }
        for (const std::string& name : wanted) {
            if (scope->kind == Scope::class_body && (name == "__class__" || name == "__classdict__")) {
                (name == "__class__" ? scope->needs_class_cell : scope->needs_class_dict) = true;
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
    bool future_annotations_;
    std::map<std::pair<Scope*, std::string>, const Node*> declarations_;
};

}  // namespace

SymbolTable build_symbols(const Mod* tree, bool top_level_await, bool future_annotations) {
    Builder builder(future_annotations);
    builder.run(tree, top_level_await);
    return std::move(builder.table);
}

}  // namespace ouro
