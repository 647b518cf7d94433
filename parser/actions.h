// SPDX-License-Identifier: MIT
// Actions: what the grammar calls. Each method builds one node, in the arena, from its parts and its
// location, and notes the first mistake that the grammar itself cannot refuse. The methods are named after
// what the source says; targets.h, parameters.cpp, patterns.cpp and strings.cpp hold the rules that are
// longer than a line.
#pragma once

#include <cstddef>
#include <string_view>

#include "parser/arena.h"
#include "parser/ast.h"
#include "parser/builder.h"
#include "parser/height.h"
#include "parser/mistake.h"
#include "parser/token_feed.h"

namespace ouro {

using Exprs = ArenaList<ast::Expr*>;
using Stmts = ArenaList<ast::Stmt*>;

// The state of one parse.
class Actions {
public:
    using Location = ast::Location;
    using Expr = ast::Expr;
    using Stmt = ast::Stmt;

    Actions(TokenFeed& feed, Arena& arena) : feed_(feed), arena_(arena) {}
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;

    // ---- what the generated parser needs

    // The next token for the grammar; INVALID once the parse must stop.
    int next_token(SemanticValue* value, Location* location);
    // Keeps count of the parser's stack, which a reduction of `symbols` symbols shortens.
    void reduced(int symbols) { depth_ += 1 - symbols; }
    // Notes a symbol that the grammar would have taken, and the place of the token that it refused.
    void expect(int symbol) {
        if (!refused_) expected_[symbol >> 6] |= std::uint64_t{1} << (symbol & 63);
    }
    void refuse(const Location& where);
    // From the start of one location to the end of another.
    static Location span(const Location& first, const Location& last) {
        return {first.lineno, first.col_offset, last.end_lineno, last.end_col_offset};
    }
    // The empty location after another.
    static Location after(const Location& location) {
        return {location.end_lineno, location.end_col_offset, location.end_lineno, location.end_col_offset};
    }

    // ---- the outcome

    // What was to be read.
    Start start() const { return feed_.start(); }
    // The tree, once the source is complete.
    ast::Mod* tree() const { return tree_; }
    // The expression that a fragment holds.
    Expr* fragment_result() const { return fragment_; }
    // The first mistake, or null.
    const Mistake* mistake() const { return has_mistake_ ? &mistake_ : nullptr; }
    // Whether a token was refused, where (in a fragment: which one), and whether a token of `kind` would have
    // been taken.
    bool refused() const { return refused_; }
    const Location& refused_at() const { return refused_at_; }
    const Token* refused_token() const { return refused_token_; }
    bool expected(TokenKind kind) const;
    // How many tokens the parse has taken, the refused one among them.
    std::size_t tokens_taken() const { return tokens_taken_; }
    // Whether the line of a single-statement source is complete.
    bool single_complete() const { return single_complete_; }

    // ---- sources

    void module(const Location& at, Stmts* body);
    void interactive(const Location& at, Stmts* body);
    void interactive_line(const Location& at, Stmts* body);
    void interactive_pass(const Location& at);
    void expression_module(const Location& at, Expr* body);
    void function_type(const Location& at, Exprs* arguments, Expr* returns);
    void fragment(Expr* expression) { fragment_ = expression; }

    // ---- lists and texts

    template <class T>
    ArenaList<T>* list_of(T item) {
        ArenaList<T>* list = arena_.make<ArenaList<T>>();
        list->push(arena_, item);
        return list;
    }
    template <class T>
    ArenaList<T>* push(ArenaList<T>* list, T item) {
        list->push(arena_, item);
        return list;
    }
    Exprs* exprs() { return arena_.make<Exprs>(); }
    Exprs* exprs(Expr* item) { return list_of(item); }
    Exprs* exprs(Exprs* list, Expr* item) { return list == nullptr ? list_of(item) : push(list, item); }
    Stmts* stmts(Stmt* item) { return list_of(item); }
    Stmts* append(Stmts* list, Stmts* more) {
        for (Stmt* item : *more) list->push(arena_, item);
        return list;
    }
    ArenaList<Text>* texts(Text item) { return list_of(item); }
    ArenaList<ast::Alias*>* aliases(ast::Alias* item) { return list_of(item); }
    ArenaList<Argument*>* arguments(Argument* item) { return list_of(item); }
    ArenaList<DictItem*>* dict_items(DictItem* item) { return list_of(item); }
    ArenaList<ast::Comprehension*>* comprehensions(ast::Comprehension* item) { return list_of(item); }
    ArenaList<ast::WithItem*>* with_items(ast::WithItem* item) { return list_of(item); }
    ArenaList<ast::WithItem*>* with_items(ArenaList<ast::WithItem*>* list, ast::WithItem* item) {
        return list == nullptr ? list_of(item) : push(list, item);
    }
    ArenaList<Handler*>* handlers(Handler* item) { return list_of(item); }
    ArenaList<ast::MatchCase*>* match_cases(ast::MatchCase* item) { return list_of(item); }
    ArenaList<PatternItem*>* pattern_items(PatternItem* item) { return list_of(item); }
    ArenaList<ast::TypeParam*>* type_params(ast::TypeParam* item) { return list_of(item); }
    ArenaList<Parameter*>* parameter_list(Parameter* item) { return list_of(item); }
    Text no_text() const { return {"", 0}; }
    Text no_comment() const { return {nullptr, 0}; }
    Text star_text() const { return {"*", 1}; }
    Text dotted(Text left, Text right);
    int sum(int left, int right) const { return left > 1000000000 ? left : left + right; }

    // ---- simple statements

    Stmt* expression_statement(const Location& at, Expr* value);
    Stmt* assign(const Location& at, Exprs* targets, Expr* value);
    Exprs* assign_target(Exprs* targets, Expr* target, const Location& equal);
    Stmt* augmented_assign(const Location& at, Expr* target, const Location& op_at, ast::Operator op,
                           Expr* value);
    Stmt* annotated_assign(const Location& at, Expr* target, const Location& colon, Expr* annotation,
                           Expr* value);
    Stmt* return_statement(const Location& at, Expr* value);
    Stmt* raise(const Location& at, Expr* exc, Expr* cause);
    Stmt* pass(const Location& at);
    Stmt* break_statement(const Location& at);
    Stmt* continue_statement(const Location& at);
    Stmt* delete_statement(const Location& at, Expr* targets);
    Stmt* assert_statement(const Location& at, Expr* test, Expr* message);
    Stmt* global(const Location& at, ArenaList<Text>* names);
    Stmt* nonlocal(const Location& at, ArenaList<Text>* names);
    Stmt* type_alias(const Location& at, const Location& name_at, Text name,
                     ArenaList<ast::TypeParam*>* params, Expr* value);
    Stmt* import(const Location& at, ArenaList<ast::Alias*>* names);
    Stmt* import_from(const Location& at, int level, Text module, ArenaList<ast::Alias*>* names);
    Stmt* import_swapped(const Location& at, const Location& last);
    ArenaList<ast::Alias*>* import_trailing_comma(ArenaList<ast::Alias*>* names, const Location& comma);
    ast::Alias* alias(const Location& at, Text name, Text asname);

    // ---- compound statements

    // A function without its body, which function() adds.
    Stmt* function_head(const Location& at, Text name, ArenaList<ast::TypeParam*>* params,
                        ast::Arguments* arguments, Expr* returns);
    Stmt* function(const Location& at, Stmt* head, Stmts* body);
    Stmt* commented(Stmt* statement, Text type_comment);
    void two_type_comments(const Location& indent);
    Stmt* class_definition(const Location& at, Text name, ArenaList<ast::TypeParam*>* params,
                           ArenaList<Argument*>* arguments, Stmts* body);
    ArenaList<Argument*>* class_arguments(const Location& close, ArenaList<Argument*>* arguments);
    Stmt* decorate(Exprs* decorators, Stmt* definition);
    Stmt* make_async(const Location& at, Stmt* statement);
    ArenaList<Clause>* clause(ArenaList<Clause>* clauses, const Location& at, Expr* test, Stmts* body);
    Stmt* if_statement(const Location& at, Expr* test, Stmts* body, ArenaList<Clause>* clauses,
                       Stmts* orelse);
    Stmt* while_loop(const Location& at, Expr* test, Stmts* body, Stmts* orelse);
    Stmt* for_loop(const Location& at, Expr* target, Expr* iter, Stmts* body, Stmts* orelse);
    Expr* for_target(Expr* target);
    Stmt* with(const Location& at, ArenaList<ast::WithItem*>* items, Stmts* body);
    ast::WithItem* with_item(const Location& at, Expr* context, Expr* target);
    Expr* with_target(Expr* target);
    ArenaList<ast::WithItem*>* split_tuple(ArenaList<ast::WithItem*>* items);
    ArenaList<ast::WithItem*>* with_elements(Exprs* elements, const Location& at, const Location& as,
                                             Expr* target, ArenaList<ast::WithItem*>* rest);
    Stmt* try_statement(const Location& at, Stmts* body, ArenaList<Handler*>* handlers, Stmts* orelse,
                        Stmts* finalbody);
    Handler* handler(const Location& at, const Location& keyword, Expr* type, Text name, Stmts* body);
    Handler* star_handler(const Location& at, const Location& keyword, Expr* type, Text name, Stmts* body);
    void star_handler_bare(const Location& colon);
    void handler_comma(const Location& colon, Expr* type);

    // ---- match (patterns.cpp)

    Stmt* match(const Location& at, Expr* subject, ArenaList<ast::MatchCase*>* cases);
    Expr* subject(const Location& at, Exprs* elements);
    ast::MatchCase* match_case(const Location& at, ast::Pattern* pattern, Expr* guard, Stmts* body);
    ast::Pattern* open_sequence(const Location& at, ArenaList<PatternItem*>* items, bool comma);
    ast::Pattern* sequence_pattern(const Location& at, ArenaList<PatternItem*>* items);
    ast::Pattern* group_pattern(const Location& at, const Location& close, ArenaList<PatternItem*>* items);
    ast::Pattern* as_pattern(const Location& at, ast::Pattern* pattern, Expr* target);
    ast::Pattern* or_pattern(const Location& at, ast::Pattern* left, ast::Pattern* right);
    ast::Pattern* value_pattern(const Location& at, Expr* value);
    ast::Pattern* singleton_pattern(const Location& at, ast::ConstantKind value);
    ast::Pattern* capture_pattern(const Location& at, Text name);
    ast::Pattern* mapping_pattern(const Location& at, ArenaList<PatternItem*>* items, Text rest);
    ast::Pattern* class_pattern(const Location& at, Expr* cls, ArenaList<PatternItem*>* items);
    Text capture_name(const Location& at, Text name);
    Expr* complex_number(const Location& at, Expr* real, ast::Operator op, Expr* imaginary);
    ArenaList<PatternItem*>* class_items(ArenaList<PatternItem*>* items, PatternItem* item);
    PatternItem* pattern_item(ast::Pattern* pattern);
    PatternItem* star_pattern(const Location& at, Text name);
    PatternItem* key_pattern(Expr* key, ast::Pattern* pattern);
    PatternItem* keyword_pattern(const Location& at, Text name, ast::Pattern* pattern);

    // ---- parameters (parameters.cpp)

    ast::Arguments* no_parameters();
    ast::Arguments* parameters(const Location& at, ArenaList<Parameter*>* list);
    ArenaList<Parameter*>* commented(ArenaList<Parameter*>* list, const Location& at, Text type_comment, bool comma);
    ast::Arguments* lambda_parameters(const Location& at, ArenaList<Parameter*>* list);
    Parameter* parameter(const Location& at, const Location& name_at, Text name, Expr* annotation,
                         Expr* value);
    Parameter* parameter_no_value(const Location& at, const Location& equal, Text name);
    Parameter* star_alone(const Location& at);
    Parameter* star_parameter(const Location& star, const Location& name_at, Text name, Expr* annotation,
                              const Location& equal, int has_default);
    Parameter* double_star_parameter(const Location& star, const Location& name_at, Text name,
                                     Expr* annotation, const Location& equal, int has_default);
    Parameter* slash(const Location& at);
    ArenaList<ast::TypeParam*>* type_parameters(const Location& close, ArenaList<ast::TypeParam*>* list);
    ast::TypeParam* type_var(const Location& at, Text name, Expr* bound, Expr* value);
    ast::TypeParam* type_var_tuple(const Location& at, Text name, const Location& bound_at, Expr* bound,
                                   Expr* value);
    ast::TypeParam* param_spec(const Location& at, Text name, const Location& bound_at, Expr* bound,
                               Expr* value);

    // ---- expressions

    Expr* name(const Location& at, Text id);
    Expr* constant(const Location& at, ast::ConstantKind value);
    Expr* tuple(const Location& at, Exprs* elements);
    Expr* bare_tuple(const Location& at, Exprs* elements);
    Expr* list(const Location& at, Exprs* elements);
    Expr* set(const Location& at, Exprs* elements);
    Expr* dict(const Location& at, ArenaList<DictItem*>* items);
    Expr* group(const Location& at, Exprs* elements);
    Expr* group_double_star(const Location& star);
    Expr* parenthesised(Expr* value);
    Expr* starred(const Location& at, Expr* value);
    Expr* named(const Location& at, Expr* target, Expr* value);
    Expr* condition_equals(Expr* left, const Location& equal, Expr* right, const Location& right_at);
    Expr* conditional(const Location& at, Expr* test, Expr* body, Expr* orelse);
    Expr* conditional_no_else(Expr* body, const Location& if_at, Expr* test, const Location& test_at);
    Expr* lambda(const Location& at, ast::Arguments* arguments, Expr* body);
    Expr* boolean(const Location& at, Expr* left, ast::BoolOperator op, Expr* right);
    Expr* unary(const Location& at, ast::UnaryOperator op, Expr* operand);
    Expr* binary(const Location& at, Expr* left, ast::Operator op, Expr* right);
    Expr* compare(const Location& at, Expr* left, ast::CmpOperator op, Expr* right);
    Expr* await(const Location& at, Expr* value);
    Expr* yield(const Location& at, Expr* value);
    Expr* yield_from(const Location& at, Expr* value);
    Expr* attribute(const Location& at, Expr* value, Text attr);
    Expr* subscript(const Location& at, Expr* value, Expr* slice);
    Expr* sole_subscript(const Location& at, Expr* element);
    Expr* slice(const Location& at, Expr* lower, Expr* upper, Expr* step);
    DictItem* dict_item(const Location& at, Expr* key, Expr* value);
    ArenaList<DictItem*>* dict_item_no_colon(ArenaList<DictItem*>* items, Expr* key);
    DictItem* dict_item_no_value(const Location& at, Expr* key, const Location& colon);
    DictItem* dict_item_starred(const Location& at, Expr* key, const Location& star, Expr* value);

    // ---- calls and comprehensions

    Expr* call(const Location& at, Expr* func, const Location& parentheses, const Location& close,
               ArenaList<Argument*>* arguments);
    Argument* argument(const Location& at, Expr* value);
    Argument* unpacked_argument(const Location& at, Expr* value);
    Argument* keyword_argument(const Location& at, Expr* name, const Location& equal, Expr* value);
    Expr* named_argument(const Location& at, Expr* target, const Location& op_at, Expr* value);
    Argument* generator_argument(const Location& at, Expr* element, ArenaList<ast::Comprehension*>* clauses);
    Argument* argument_no_value(Expr* name, const Location& equal);
    Argument* keyword_generator(Expr* name, const Location& equal);
    Argument* starred_generator(const Location& at);
    Argument* starred_assignment(const Location& at, bool keywords);
    ArenaList<Argument*>* trailing_comma(ArenaList<Argument*>* arguments);
    Expr* generator(const Location& at, Exprs* elements, ArenaList<ast::Comprehension*>* clauses);
    Expr* list_comprehension(const Location& at, Exprs* elements, ArenaList<ast::Comprehension*>* clauses);
    Expr* set_comprehension(const Location& at, Exprs* elements, ArenaList<ast::Comprehension*>* clauses);
    Expr* dict_comprehension(const Location& at, ArenaList<DictItem*>* items,
                             ArenaList<ast::Comprehension*>* clauses);
    Expr* comprehension_comma(Exprs* elements, const Location& comma,
                              ArenaList<ast::Comprehension*>* clauses);
    ast::Comprehension* comprehension(const Location& at, Expr* target, Expr* iter, Exprs* ifs, int is_async);

    // ---- strings (strings.cpp)

    Expr* string(Expr* part);
    Expr* joined(const Location& at, Exprs* parts);
    Expr* concatenate(const Location& at, Exprs* parts);
    Exprs* field(Exprs* parts, const Location& at, Expr* value, int debug, Conversion* conversion,
                 const Location& spec_at, Exprs* spec);
    Conversion* conversion(const Location& bang, const Location& name_at, Text name);

private:
    // Makes a node with its place.
    template <class T>
    T* make(const Location& at) {
        T* node = arena_.make<T>();
        node->location = at;
        return node;
    }
    // Gives a complete node its height; refuses the tree when it is too high.
    template <class T>
    T* finish(T* node) {
        node->height = ast::children_height(*node) + 1;
        if (node->height > ast::kMaximumHeight) too_deep(node->location);
        return node;
    }
    void too_deep(const Location& where);
    // Notes a mistake, unless there is one already.
    void report(const Mistake& mistake);
    void report(std::string_view message, const Location& where) {
        Mistake mistake;
        mistake.message = message;
        mistake.where = where;
        report(mistake);
    }
    // Copies a token's text into the arena.
    Text keep(std::string_view text);
    // Joins three texts in the arena.
    std::string_view text(std::string_view first, std::string_view second, std::string_view third = "");
    // The `for`, or `async`, that a clause starts with.
    static Location keyword_of(const ast::Comprehension* clause) {
        const Location& at = clause->location;
        return {at.lineno, at.col_offset, at.lineno, at.col_offset + (clause->is_async != 0 ? 5 : 3)};
    }
    // Notes what Python 3.`minor` brought, where the source is to be read as one of an older version: "… are".
    void since(int minor, const char* what, const Location& at, Mistake::Range range = Mistake::Range::NextToken);
    void report_plain(const Location& where) { report("invalid syntax", where); }
    Expr* comprehension_element(Exprs* elements, ArenaList<ast::Comprehension*>* clauses, bool parentheses);
    void split_arguments(ArenaList<Argument*>* arguments, ast::Sequence<Expr*>* args,
                         ast::Sequence<ast::Keyword*>* keywords);
    void check_class_items(const ArenaList<PatternItem*>* items);
    void check_arguments(ArenaList<Argument*>* arguments, const Location& close);
    void check_parameters(ArenaList<Parameter*>* list, const Location* lambda_at);
    std::string_view field_text(const Location& from, const Location& until);
    void report_bound(const Location& at, Expr* bound, const char* what);
    ast::Arguments* build_parameters(const Location& at, ArenaList<Parameter*>* list);
    Parameter* new_parameter(Parameter::Kind kind, const Location& at, const Location& name_at, Text name,
                             Expr* annotation, Expr* value);

    TokenFeed& feed_;
    Arena& arena_;
    ast::Mod* tree_ = nullptr;
    Expr* fragment_ = nullptr;
    Mistake mistake_;
    bool has_mistake_ = false;
    bool stopped_ = false;
    bool refused_ = false;
    bool single_complete_ = false;
    std::size_t tokens_taken_ = 0;
    long depth_ = 0;
    bool started_ = false;  // the mode was given
    bool ended_ = false;    // ENDMARKER was given
    Location refused_at_;
    Location first_equal_;  // of the assignment that is being read
    const Token* refused_token_ = nullptr;
    std::uint64_t expected_[8] = {};
};

}  // namespace ouro
