// SPDX-License-Identifier: MIT
// FunctionCompiler: compiles one scope (module, class body, function, comprehension) into its code object.
#pragma once

#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "lexer/diagnostic.h"
#include "vm/compiler/compiler.h"
#include "vm/compiler/emitter.h"
#include "vm/compiler/symtable.h"

namespace ouro {

/// What all scopes of one source share.
struct Unit {
    Runtime& rt;
    Ref<Str> filename;
    bool interactive = false;
    std::uint32_t futures = 0;   // Code::futures
    bool future_annotations = false;
    int optimize = -1;           // 1: without assertions, 2: without docstrings; -1: as the interpreter was started
    ast::Location last_future;  // of the `from __future__` imports that open the source
    Diagnostic error;
    bool failed = false;
};

/// Where a definition begins: its first decorator, if any.
std::uint32_t first_line_of(const ast::Node* node);

/// Where the look-up or call of an attribute is shown that stands on a later line than its object: at the attribute's name.
ast::Location at_name(ast::Location where, const ast::Attribute* attribute);

/// Whether one of the items is starred.
bool has_star(ast::Sequence<ast::Expr*> items);

class FunctionCompiler {
public:
    FunctionCompiler(Unit& unit, Scope* scope, FunctionCompiler* outer);

    Result<Ref<Code>> module(const ast::Mod* tree, CompileMode mode);
    Result<Ref<Code>> function(const ast::Node* node, const ast::Arguments* arguments, ast::Sequence<ast::Stmt*> body, const ast::Expr* value, std::string_view name);
    Result<Ref<Code>> class_body(const ast::ClassDef* node);
    Result<Ref<Code>> comprehension(const ast::Node* node);

private:
    using Done = Result<void>;
    using Target = Result<Register>;

    // ---- expressions (expression.cpp)
    /// The value in a register: a local in place, or a temporary. With `into`, in that very register.
    Target expr(const ast::Expr* e, Register into = -1);
    /// The same, but never a local that a later operand could rebind.
    Target operand(const ast::Expr* e);
    Target temporary(const ast::Expr* e);            // always a fresh temporary
    /// The same for something that is only iterated over: a list of constants is a tuple.
    Target iterable(const ast::Expr* e, Register into);
    Done effect(const ast::Expr* e);                 // for its effect only
    Target display(const ast::Node* e, ast::Sequence<ast::Expr*> items, Opcode build, Register into);
    Target list_with_stars(ast::Sequence<ast::Expr*> items);
    Target dictionary(const ast::Dict* e, Register into);
    Target joined(const ast::JoinedStr* e, Register into);
    Target lambda(const ast::Lambda* e, Register into);
    Target await_value(const ast::Node* at, Register value, int where, Register into);
    // constant.cpp
    Target constant(const Value& value, Register into);
    Target constant_node(const ast::Constant* c, Register into);
    Result<Value> value_of(const ast::Constant* c);
    Result<Value> fold(const ast::Expr* e);          // Unbound where it is no constant
    // operator.cpp
    Target binary(const ast::BinOp* e, Register into);
    Target compare(const ast::Compare* e, Register into);
    Target boolean(const ast::BoolOp* e, Register into);
    Target conditional(const ast::IfExp* e, Register into);
    Register joined_value(Register into, Register result, int mark);
    Done condition(const ast::Expr* e, bool sense, Emitter::Label& target);  // jumps if truth(e) == sense
    // call.cpp
    Target call(const ast::Call* e, Register into);
    bool is_bare_super(const ast::Expr* e) const;
    Target super_operands(const ast::Call* e);
    Target call_extended(const ast::Call* e, Register into);
    // comprehension.cpp
    Target comprehension_value(const ast::Node* e, Register into);
    Done comprehension_loops(const ast::Node* e, Register result, Register first);
    /// Destination of a result: `into`, or a temporary at the mark.
    Register destination(Register into, int mark);
    Register settle(Register into, int mark, Opcode op, int b, int c);  // emits op dst, b, c

    // ---- names (name.cpp) and targets
    Done assign(const ast::Expr* target, Register value, bool last_use);  // consumes a temporary value
    Done store_name(const ast::Node* node, std::string_view id, Register value);
    Done delete_target(const ast::Expr* target);
    Done delete_name(const ast::Node* node, std::string_view id);
    Register local_of(std::string_view id) const;    // register of a plain local, or -1
    /// Where a name lives, seen from here: a register, or the index of a free variable.
    struct Place {
        Scope::Where where;
        int index;
        const Scope* scope;  // whose name it is
    };
    Place place(std::string_view id) const;
    Code::Capture capture_of(const std::string& name) const;
    Done check_bound(const Place& local, std::string_view id);
    Target name(const ast::Node* node, std::string_view id, Register into);

    // ---- statements (statement.cpp)
    Done body(ast::Sequence<ast::Stmt*> statements);
    Done statement(const ast::Stmt* s);
    template <typename F>
    Done function_statement(const F* f, bool is_async);
    Done class_statement(const ast::ClassDef* c);
    Done if_statement(const ast::If* s);
    Done while_loop(const ast::While* s);
    Done for_loop(const ast::For* s);
    Done async_for(const ast::AsyncFor* s);
    Done return_statement(const ast::Return* s);
    Done break_or_continue(const ast::Stmt* s);
    /// A loop behind its head: the body, back to the head, and what comes when nothing is left. `before`: what was bound at the head.
    template <typename L>
    Done loop_body(const L* s, int head, Register iterator, Emitter::Label& exhausted, const std::vector<bool>& before);
    Done augmented(const ast::AugAssign* s);
    Done annotated(const ast::AnnAssign* s);
    Done import_statement(const ast::Import* s);
    Done import_from(const ast::ImportFrom* s);
    Done raise(const ast::Raise* s);
    bool debugging() const;  // __debug__: false under -O
    Done assertion(const ast::Assert* s);
    Done try_statement(const ast::Try* s);
    Done try_star(const ast::TryStar* s);
    template <typename Inner>
    Done try_finally(const ast::Stmt* s, ast::Sequence<ast::Stmt*> finalbody, Inner&& inner);
    Done try_except(const ast::Try* s);
    Done try_except_star(const ast::TryStar* s);
    template <typename W>
    Done with_statement(const W* s, std::size_t item, bool is_async);
    Done match_statement(const ast::Match* s);       // pattern.cpp
    Done pattern(const ast::Pattern* p, Register subject, Emitter::Label& fail, std::vector<std::pair<std::string_view, Register>>& captures);
    Done decorators_then(ast::Sequence<ast::Expr*> decorators, Register value, int mark, const ast::Node* node, std::string_view name);
    Target class_value(const ast::ClassDef* c, Register generic_base);
    /// What a function is made with; -1 where there is nothing of that kind.
    struct FunctionParts {
        Register defaults = -1, keyword_defaults = -1, annotations = -1;
    };
    Target default_tuple(const ast::Node* node, const ast::Arguments* a, Register into = -1);
    Target keyword_default_dict(const ast::Arguments* a, Register into = -1);
    Target annotation_dict(const ast::Arguments* a, const ast::Expr* returns);
    Register make_function(const ast::Node* node, int code, const FunctionParts& parts);
    Result<int> code_constant(const Ref<Code>& code);
    Target annotation(const ast::Expr* e);

    // ---- what is refused, or warned of (checks.cpp)
    Done warn(const ast::Node* node, const std::string& message);
    Result<std::string> inferred_type(const ast::Expr* e);  // the name of the type that a display or constant has, else empty
    Done check_compare(const ast::Compare* e);
    Done check_callee(const ast::Expr* e);
    Done check_subscript(const ast::Subscript* s);
    Done check_keywords(ast::Sequence<ast::Keyword*> keywords);
    Done check_parameters(const ast::Arguments* a);
    Done check_debug(const ast::Node* node, std::string_view name, bool deleting = false);
    Done check_capture(const ast::Pattern* p, std::string_view name, std::vector<std::string_view>& names);
    /// `may_match_all`: nothing that comes after it would be unreachable. `names` are what it binds.
    Done check_pattern(const ast::Pattern* p, bool may_match_all, std::vector<std::string_view>& names);

    // ---- type parameters (generic.cpp)
    template <typename F>
    Result<Ref<Code>> generic_function(const F* f);
    Result<Ref<Code>> generic_class(const ast::ClassDef* c);
    Result<Ref<Code>> generic_alias(const ast::TypeAlias* a);
    Result<Ref<Code>> evaluator(const ast::Expr* value);
    template <typename Inner>
    Result<Ref<Code>> type_parameter_scope(const ast::Node* node, ast::Sequence<ast::TypeParam*> parameters, Inner&& inner);
    /// Calls the scope of the type parameters of a statement, whose result is the function, class or alias.
    Target call_generic(const ast::Node* node, Result<Ref<Code>> code, const ast::Arguments* a);
    Target type_parameter_tuple(ast::Sequence<ast::TypeParam*> parameters);
    Target lazy_value(const ast::Expr* value, Register into);
    Target alias_value(const ast::TypeAlias* a, Register parameters);
    Done type_alias(const ast::TypeAlias* a);
    Target unpacked(const ast::Expr* value);

    // ---- blocks, and what break, continue and return must do on their way out of them (try_with.cpp)
    struct Block {
        enum Kind : std::uint8_t { loop, guarded, handler, group_handler, finally_, with_ } kind;
        const ast::Node* node = nullptr;
        Emitter::Label* end = nullptr;       // loop: where break goes
        int head = 0;                        // loop: where continue goes
        Register iterator = -1;              // loop: for
        std::vector<std::uint16_t> live{};   // loop: the temporaries that are alive at its end
        Register exception = -1;             // handler of a finally: the exception that is raised again at its end
        Register saved = -1;                 // handler: what was handled before; with: the exit pair
        std::string_view name{};             // handlers: the `as` name, which goes
        bool is_async = false;               // with
        ast::Sequence<ast::Stmt*> finalbody{};
        std::array<Emitter::Region*, 2> regions{};  // what stops at the way out
    };
    /// Where in the blocks the next instruction stands, and what it may rely on.
    struct Inside {
        std::vector<Block> blocks;
        std::vector<std::uint16_t> live;
        std::vector<bool> bound;
    };
    Inside inside() const;
    void enter_again(Inside&& inside);
    /// Emits the exits of the blocks above `down_to`, for the statement `at`.
    Done leave_blocks(const ast::Node* at, std::size_t down_to);
    Done leave(const Block& block);
    Done nest(const ast::Node* at, int levels);
    Done forget_name(const ast::Node* at, std::string_view name);
    void drop(Register temporary);
    void drop_live_except(const std::vector<std::uint16_t>& kept, Register also);
    void merge_bound(const std::vector<bool>& other);
    /// A handler keeps the exception in a register and what was handled before it in the one below.
    void enter_handler(Register exception, const std::vector<std::uint16_t>& live);
    void exit_handler(Register exception);
    /// The way on of what is raised in `region`, a handler.
    void raised_in_handler(const Emitter::Region& region, Register exception, const std::vector<std::uint16_t>& live);
    template <typename T>
    Done guarded_body(const T* s, Emitter::Region& region, Emitter::Label& end);
    std::vector<Block> blocks_;

    std::string qualified_name() const;
    Done fail(const ast::Node* node, std::string message);
    Done check_limits();
    std::string mangled(std::string_view id) const { return scope_->mangle(id); }
    Result<void> set_up_locals(const ast::Arguments* arguments);
    Result<Ref<Code>> finish();
    Result<Ref<Code>> finish_without_value();  // returns None at its end

    Unit& unit_;
    Runtime& rt_;
    Scope* scope_;           // an inlined comprehension's while it is compiled
    Scope* const base_;      // that of the code object
    FunctionCompiler* outer_;
    Ref<Code> code_;
    Emitter out_;
    std::map<std::string, Register, std::less<>> locals_;   // plain locals and cells
    std::map<std::string, int, std::less<>> frees_;
    std::vector<std::map<std::string, Register, std::less<>>> inlined_;     // variables of the comprehensions around here
    std::map<std::tuple<std::size_t, std::string, bool>, Register> hidden_;  // their registers, by depth, name, and whether they are cells
    /// Gives registers to the variables of an inlined comprehension and of those within it.
    void set_up_hidden(const Scope* comprehension, std::size_t depth, std::vector<std::string>& order);
    std::vector<bool> bound_;                               // by register: definitely bound here
    bool in_async_ = false;
    int nested_blocks_ = 0;
};

}  // namespace ouro
