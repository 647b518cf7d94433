// SPDX-License-Identifier: MIT
// FunctionCompiler: compiles one scope (module, class body, function, comprehension) into its code object.
#pragma once

#include <string>
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
    bool future_annotations = false;
    Diagnostic error;
    bool failed = false;
};

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
    Done effect(const ast::Expr* e);                 // for its effect only
    Done condition(const ast::Expr* e, bool sense, Emitter::Label& target);  // jumps if truth(e) == sense
    Target constant(const Value& value, Register into);
    Target constant_node(const ast::Constant* c, Register into);
    Result<Value> value_of(const ast::Constant* c);
    Target name(const ast::Expr* node, std::string_view id, Register into);
    Target binary(const ast::BinOp* e, Register into);
    Target compare(const ast::Compare* e, Register into);
    Target boolean(const ast::BoolOp* e, Register into);
    Target call(const ast::Call* e, Register into);
    Target call_extended(const ast::Call* e, Register into);
    Target subscript_key(const ast::Expr* key);
    Target display(const ast::Expr* e, ast::Sequence<ast::Expr*> items, Opcode build, Register into);
    Target list_with_stars(ast::Sequence<ast::Expr*> items);
    Target dictionary(const ast::Dict* e, Register into);
    Target joined(const ast::JoinedStr* e, Register into);
    Target conditional(const ast::IfExp* e, Register into);
    Target lambda(const ast::Lambda* e, Register into);
    Target comprehension_call(const ast::Node* e, ast::Sequence<ast::Comprehension*> generators, Register into);
    Target await_value(const ast::Node* at, Register value, int where, Register into);
    Result<Value> fold(const ast::Expr* e);          // Unbound where it is no constant
    /// Destination of a result: `into`, or a temporary at the mark.
    Register destination(Register into, int mark);
    Register settle(Register into, int mark, Opcode op, int b, int c);  // emits op dst, b, c

    // ---- targets
    Done assign(const ast::Expr* target, Register value, bool last_use);  // consumes a temporary value
    Done store_name(const ast::Node* node, std::string_view id, Register value);
    Done delete_target(const ast::Expr* target);
    Done delete_name(const ast::Node* node, std::string_view id);
    Register local_of(std::string_view id) const;    // register of a plain local, or -1
    Done check_bound(Register local, std::string_view id);

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
    Done augmented(const ast::AugAssign* s);
    Done annotated(const ast::AnnAssign* s);
    Done import_statement(const ast::Import* s);
    Done import_from(const ast::ImportFrom* s);
    Done raise(const ast::Raise* s);
    Done assertion(const ast::Assert* s);
    Done try_statement(const ast::Try* s);
    Done try_star(const ast::TryStar* s);
    Done handlers(const ast::Try* s, Register exception, Register saved, std::vector<int>& to_end, Emitter::Label& end);
    template <typename W>
    Done with_statement(const W* s, std::size_t item, bool is_async);
    Done match_statement(const ast::Match* s);       // pattern.cpp
    Done pattern(const ast::Pattern* p, Register subject, Emitter::Label& fail, std::vector<std::pair<std::string_view, Register>>& captures);
    Done decorators_then(ast::Sequence<ast::Expr*> decorators, Register value, int mark, const ast::Node* node, std::string_view name);
    Result<Register> make_function(const ast::Node* node, const ast::Arguments* arguments, const ast::Expr* returns, Ref<Code> code, int mark);
    Result<Value> annotation_text(const ast::Expr* e);
    Target annotation(const ast::Expr* e);

    // ---- leaving blocks: what break, continue and return must do on their way out
    struct Block {
        enum Kind : std::uint8_t { loop, finally_, with_, handler } kind;
        const ast::Node* node = nullptr;
        Emitter::Label* end = nullptr;       // loop: break
        int head = 0;                        // loop: continue
        Register iterator = -1;              // for: to be dropped by break
        int depth = 0;
        Register saved = -1;                 // handler: EXIT_HANDLER register; with: the exit pair
        std::string_view name;               // handler: `as` name to delete
        bool is_async = false;
        ast::Sequence<ast::Stmt*> finalbody;
        std::vector<std::pair<int, int>>* holes = nullptr;  // ranges that the block's own handler must not cover
    };
    Done leave(const Block& block, bool to_loop);
    Done leave_all(std::size_t down_to, Register keep_value);
    std::vector<Block> blocks_;

    Done fail(const ast::Node* node, std::string message);
    Done check_limits();
    std::string mangled(std::string_view id) const { return mangle(scope_->class_name, id); }
    Result<void> set_up_locals(const ast::Arguments* arguments);
    Result<Ref<Code>> finish();

    Unit& unit_;
    Runtime& rt_;
    Scope* scope_;
    FunctionCompiler* outer_;
    Ref<Code> code_;
    Emitter out_;
    std::map<std::string, Register, std::less<>> locals_;   // plain locals and cells
    std::map<std::string, int, std::less<>> frees_;
    std::vector<bool> bound_;                               // by register: definitely bound here
    std::string qualified_name_;
    bool in_async_ = false;
    int nested_blocks_ = 0;
};

}  // namespace ouro
