// SPDX-License-Identifier: MIT
// The grammar of Python 3.13, LALR(1) without a conflict. An action is one call of Actions, which builds the
// node and makes the checks that a grammar cannot: targets, the order of arguments and parameters, the words
// of an error. The rules marked "mistake" accept a common error only to name it. README.md has the shape and
// its reasons.
%skeleton "lalr1.cc"
%require "3.8"
%expect 0
%defines
%locations
%define api.namespace {ouro::grammar}
%define api.parser.class {Grammar}
%define api.location.type {ouro::ast::Location}
%define api.value.type {ouro::SemanticValue}
%define api.token.prefix {T_}
%define parse.error custom
%parse-param {ouro::Actions& act}
%lex-param {ouro::Actions& act}

%code requires {
#include "parser/actions.h"
}

%code {
// A production covers what its symbols cover; an empty one stands, without width, where the last one ended.
#define YYLLOC_DEFAULT(Current, Rhs, N)                                    \
    do {                                                                   \
        (Current) = (N) ? act.span(YYRHSLOC(Rhs, 1), YYRHSLOC(Rhs, N))     \
                        : act.after(YYRHSLOC(Rhs, 0));                     \
        act.reduced(N);                                                    \
    } while (false)

namespace ouro::grammar {
static int yylex(SemanticValue* value, Grammar::location_type* location, Actions& act) {
    return act.next_token(value, location);
}
}  // namespace ouro::grammar

using ouro::ast::BoolOperator;
using ouro::ast::CmpOperator;
using ouro::ast::ConstantKind;
using ouro::ast::Operator;
using ouro::ast::UnaryOperator;
}

// The mode comes first, as a token that is not in the source.
%token START_FILE START_EVAL START_SINGLE START_FUNC_TYPE START_EXPRESSION START_STAR_EXPRESSIONS
// What ends every parse that the lexer refuses or an action stops.
%token INVALID
// A character that belongs to nothing: no rule takes it.
%token STRAY
%token ENDMARKER NEWLINE INDENT DEDENT
%token <text> NAME TYPE_COMMENT
%token <expr> NUMBER STRING FSTRING_MIDDLE
%token FSTRING_START FSTRING_END
%token FALSE "False" NONE "None" TRUE "True" AND "and" AS "as" ASSERT "assert" ASYNC "async"
    AWAIT "await" BREAK "break" CLASS "class" CONTINUE "continue" DEF "def" DEL "del" ELIF "elif"
    ELSE "else" EXCEPT "except" FINALLY "finally" FOR "for" FROM "from" GLOBAL "global" IF "if"
    IMPORT "import" IN "in" IS "is" LAMBDA "lambda" NONLOCAL "nonlocal" NOT "not" OR "or" PASS "pass"
    RAISE "raise" RETURN "return" TRY "try" WHILE "while" WITH "with" YIELD "yield"
    MATCH "match" CASE "case" TYPE "type"
%token LPAR "(" RPAR ")" LSQB "[" RSQB "]" LBRACE "{" RBRACE "}"
    COLON ":" COMMA "," SEMI ";" DOT "." ELLIPSIS "..." RARROW "->" EQUAL "=" COLONEQUAL ":="
    EXCLAMATION "!" FORMAT_COLON
    EQEQUAL "==" NOTEQUAL "!=" LESS "<" GREATER ">" LESSEQUAL "<=" GREATEREQUAL ">="
    PLUS "+" MINUS "-" STAR "*" SLASH "/" VBAR "|" AMPER "&" TILDE "~" CIRCUMFLEX "^"
    LEFTSHIFT "<<" RIGHTSHIFT ">>" DOUBLESTAR "**" DOUBLESLASH "//" PERCENT "%" AT "@"
    PLUSEQUAL "+=" MINEQUAL "-=" STAREQUAL "*=" SLASHEQUAL "/=" PERCENTEQUAL "%=" AMPEREQUAL "&="
    VBAREQUAL "|=" CIRCUMFLEXEQUAL "^=" LEFTSHIFTEQUAL "<<=" RIGHTSHIFTEQUAL ">>="
    DOUBLESTAREQUAL "**=" DOUBLESLASHEQUAL "//=" ATEQUAL "@="

%left "or"
%left "and"
%precedence "not"
%left "|"
%left "^"
%left "&"
%left "<<" ">>"
%left "+" "-"
%left "*" "/" "//" "%" "@"
%precedence UNARY
%right "**"

%type <text> dotted_name type_comment
%type <texts> names
%type <number> dots dot equal_opt default_mistake
%type <op> augassign
%type <stmts> statements simple_line simple_list block else_opt finally_block
%type <stmt> simple_stmt expr_stmt import_stmt compound_stmt definition function_def function_head class_def
    if_stmt while_stmt for_stmt with_stmt try_stmt match_stmt
%type <expr> star_exprs star_expr rhs yield_expr expressions condition element named_expr expression
    or_test comparison bitor await_primary primary atom subscripts subscript expression_opt
    for_targets for_target with_target returns_opt subject guard_opt strings string_part bound_opt
    default_opt star_default_opt name_or_attr signed_number pattern_number pattern_key
    argument_value
%type <exprs> assign_chain decorators elements star_expr_list expression_list subscript_list
    for_target_list comp_ifs type_exprs type_list string_sequence fstring_parts spec_opt
%type <alias> dotted_as_name import_as_name
%type <aliases> dotted_as_names import_targets import_as_names
%type <clauses> elifs
%type <with_item> with_item
%type <with_items> with_items with_rest
%type <handler> handler
%type <handlers> handlers
%type <match_case> case_block
%type <match_cases> case_blocks
%type <pattern> patterns pattern or_pattern closed_pattern
%type <pattern_item> sequence_item class_item mapping_item
%type <pattern_items> sequence_items class_items mapping_items
%type <type_param> type_param
%type <type_params> type_params_opt type_params
%type <parameter> parameter lambda_parameter
%type <parameter_list> parameter_list lambda_parameter_list
%type <parameters> parameters_opt lambda_parameters_opt
%type <argument> argument
%type <arguments> arguments arguments_opt class_arguments_opt
%type <dict_item> dict_item
%type <dict_items> dict_items
%type <comprehension> comp_clause
%type <comprehensions> comp_for
%type <conversion> conversion_opt

%%

// ---- what a source is, by mode

start:
    START_FILE ENDMARKER                      { act.module(@$, nullptr); }
  | START_FILE statements ENDMARKER           { act.module(@$, $2); }
  | START_EVAL expressions newlines ENDMARKER { act.expression_module(@$, $2); }
  | START_SINGLE single
  | START_FUNC_TYPE "(" ")" "->" expression newlines ENDMARKER
        { act.function_type(@$, nullptr, $5); }
  | START_FUNC_TYPE "(" type_exprs ")" "->" expression newlines ENDMARKER
        { act.function_type(@$, $3, $6); }
  | START_EXPRESSION expression ENDMARKER     { act.fragment($2); }
  | START_STAR_EXPRESSIONS star_exprs ENDMARKER  { act.fragment($2); }
  ;

single:
    single_statement newlines ENDMARKER
  ;

single_statement:
    NEWLINE                                   { act.interactive_pass(@1); }
  | simple_line NEWLINE                       { act.interactive_line(@$, $1); }
  | compound_stmt                             { act.interactive(@$, act.stmts($1)); }
  ;

newlines:
    %empty
  | newlines NEWLINE
  ;

type_exprs:
    type_list
  | type_list "," "*" expression              { $$ = act.push($1, $4); }
  | type_list "," "**" expression             { $$ = act.push($1, $4); }
  | type_list "," "*" expression "," "**" expression  { $$ = act.push(act.push($1, $4), $7); }
  | "*" expression                            { $$ = act.exprs($2); }
  | "**" expression                           { $$ = act.exprs($2); }
  | "*" expression "," "**" expression        { $$ = act.push(act.exprs($2), $5); }
  ;

type_list:
    expression                                { $$ = act.exprs($1); }
  | type_list "," expression                  { $$ = act.push($1, $3); }
  ;

// ---- statements

statements:
    simple_line NEWLINE                       { $$ = $1; @$ = @1; }
  | compound_stmt                             { $$ = act.stmts($1); }
  | statements simple_line NEWLINE            { $$ = act.append($1, $2); @$ = act.span(@1, @2); }
  | statements compound_stmt                  { $$ = act.push($1, $2); }
  ;

simple_line:
    simple_list
  | simple_list ";"
  ;

simple_list:
    simple_stmt                               { $$ = act.stmts($1); }
  | simple_list ";" simple_stmt               { $$ = act.push($1, $3); }
  ;

block:
    simple_line NEWLINE                       { $$ = $1; @$ = @1; }
  | NEWLINE INDENT statements DEDENT          { $$ = $3; @$ = @3; }
  ;

simple_stmt:
    expr_stmt
  | import_stmt
  | "return"                                  { $$ = act.return_statement(@$, nullptr); }
  | "return" star_exprs                       { $$ = act.return_statement(@$, $2); }
  | "raise"                                   { $$ = act.raise(@$, nullptr, nullptr); }
  | "raise" expression                        { $$ = act.raise(@$, $2, nullptr); }
  | "raise" expression "from" expression      { $$ = act.raise(@$, $2, $4); }
  | "pass"                                    { $$ = act.pass(@$); }
  | "break"                                   { $$ = act.break_statement(@$); }
  | "continue"                                { $$ = act.continue_statement(@$); }
  | "del" star_exprs                          { $$ = act.delete_statement(@$, $2); }
  | "assert" expression                       { $$ = act.assert_statement(@$, $2, nullptr); }
  | "assert" expression "," expression        { $$ = act.assert_statement(@$, $2, $4); }
  | "global" names                            { $$ = act.global(@$, $2); }
  | "nonlocal" names                          { $$ = act.nonlocal(@$, $2); }
  | "type" NAME type_params_opt "=" expression  { $$ = act.type_alias(@$, @2, $2, $3, $5); }
  ;

names:
    NAME                                      { $$ = act.texts($1); }
  | names "," NAME                            { $$ = act.push($1, $3); }
  ;

expr_stmt:
    rhs                                       { $$ = act.expression_statement(@$, $1); }
  | assign_chain rhs                          { $$ = act.assign(@$, $1, $2); }
  | assign_chain rhs TYPE_COMMENT             { $$ = act.commented(act.assign(@$, $1, $2), $3); }
  | rhs augassign rhs                         { $$ = act.augmented_assign(@$, $1, @2, $2, $3); }
  | star_exprs ":" expression                 { $$ = act.annotated_assign(@$, $1, @2, $3, nullptr); }
  | star_exprs ":" expression "=" rhs         { $$ = act.annotated_assign(@$, $1, @2, $3, $5); }
  ;

assign_chain:
    rhs "="                                   { $$ = act.assign_target(nullptr, $1, @2); }
  | assign_chain rhs "="                      { $$ = act.assign_target($1, $2, @3); }
  ;

rhs:
    star_exprs
  | yield_expr
  ;

augassign:
    "+="                                      { $$ = Operator::Add; }
  | "-="                                      { $$ = Operator::Sub; }
  | "*="                                      { $$ = Operator::Mult; }
  | "@="                                      { $$ = Operator::MatMult; }
  | "/="                                      { $$ = Operator::Div; }
  | "%="                                      { $$ = Operator::Mod; }
  | "&="                                      { $$ = Operator::BitAnd; }
  | "|="                                      { $$ = Operator::BitOr; }
  | "^="                                      { $$ = Operator::BitXor; }
  | "<<="                                     { $$ = Operator::LShift; }
  | ">>="                                     { $$ = Operator::RShift; }
  | "**="                                     { $$ = Operator::Pow; }
  | "//="                                     { $$ = Operator::FloorDiv; }
  ;

import_stmt:
    "import" dotted_as_names                  { $$ = act.import(@$, $2); }
  | "from" dotted_name "import" import_targets  { $$ = act.import_from(@$, 0, $2, $4); }
  | "from" dots dotted_name "import" import_targets  { $$ = act.import_from(@$, $2, $3, $5); }
  | "from" dots "import" import_targets       { $$ = act.import_from(@$, $2, act.no_text(), $4); }
  | "import" dotted_as_names "from" dotted_name  { $$ = act.import_swapped(@1, @4); }  // mistake
  ;

dots:
    dot
  | dots dot                                  { $$ = act.sum($1, $2); }
  ;

dot:
    "."                                       { $$ = 1; }
  | "..."                                     { $$ = 3; }
  ;

dotted_name:
    NAME
  | dotted_name "." NAME                      { $$ = act.dotted($1, $3); }
  ;

dotted_as_names:
    dotted_as_name                            { $$ = act.aliases($1); }
  | dotted_as_names "," dotted_as_name        { $$ = act.push($1, $3); }
  ;

dotted_as_name:
    dotted_name                               { $$ = act.alias(@$, $1, act.no_text()); }
  | dotted_name "as" NAME                     { $$ = act.alias(@$, $1, $3); }
  ;

import_targets:
    "*"
        { $$ = act.aliases(act.alias(@$, act.star_text(), act.no_text())); }
  | import_as_names
  | import_as_names ","                       { $$ = act.import_trailing_comma($1, @2); }  // mistake
  | "(" import_as_names ")"                   { $$ = $2; }
  | "(" import_as_names "," ")"               { $$ = $2; }
  ;

import_as_names:
    import_as_name                            { $$ = act.aliases($1); }
  | import_as_names "," import_as_name        { $$ = act.push($1, $3); }
  ;

import_as_name:
    NAME                                      { $$ = act.alias(@$, $1, act.no_text()); }
  | NAME "as" NAME                            { $$ = act.alias(@$, $1, $3); }
  ;

// ---- compound statements

compound_stmt:
    definition
  | decorators definition                     { $$ = act.decorate($1, $2); @$ = @2; }
  | if_stmt
  | while_stmt
  | for_stmt
  | with_stmt
  | "async" for_stmt                          { $$ = act.make_async(@$, $2); }
  | "async" with_stmt                         { $$ = act.make_async(@$, $2); }
  | try_stmt
  | match_stmt
  ;

definition:
    function_def
  | "async" function_def                      { $$ = act.make_async(@$, $2); }
  | class_def
  ;

decorators:
    "@" condition NEWLINE                     { $$ = act.exprs($2); }
  | decorators "@" condition NEWLINE          { $$ = act.push($1, $3); }
  ;

function_def:
    function_head block                       { $$ = act.function(@$, $1, $2); }
  | function_head TYPE_COMMENT block          { $$ = act.commented(act.function(@$, $1, $3), $2); }
  | function_head NEWLINE TYPE_COMMENT NEWLINE INDENT statements DEDENT
        { @$ = act.span(@1, @6); $$ = act.commented(act.function(@$, $1, $6), $3); }
  | function_head TYPE_COMMENT NEWLINE TYPE_COMMENT NEWLINE INDENT  { act.two_type_comments(@6); }  // mistake
    statements DEDENT                         { $$ = act.function(@$, $1, $8); }
  ;

function_head:
    "def" NAME type_params_opt "(" parameters_opt ")" returns_opt ":"
        { $$ = act.function_head(@$, $2, $3, $5, $7); }
  ;

type_comment:
    %empty                                    { $$ = act.no_comment(); }
  | TYPE_COMMENT
  ;

returns_opt:
    %empty                                    { $$ = nullptr; }
  | "->" expression                           { $$ = $2; }
  ;

class_def:
    "class" NAME type_params_opt class_arguments_opt ":" block
        { $$ = act.class_definition(@$, $2, $3, $4, $6); }
  ;

class_arguments_opt:
    %empty                                    { $$ = nullptr; }
  | "(" arguments_opt ")"                     { $$ = act.class_arguments(@3, $2); }
  ;

if_stmt:
    "if" condition ":" block elifs else_opt   { $$ = act.if_statement(@$, $2, $4, $5, $6); }
  ;

elifs:
    %empty                                    { $$ = nullptr; }
  | elifs "elif" condition ":" block          { $$ = act.clause($1, @2, $3, $5); }
  ;

else_opt:
    %empty                                    { $$ = nullptr; }
  | "else" ":" block                          { $$ = $3; }
  ;

while_stmt:
    "while" condition ":" block else_opt      { $$ = act.while_loop(@$, $2, $4, $5); }
  ;

for_stmt:
    "for" for_targets "in" star_exprs ":" type_comment block else_opt
        { $$ = act.commented(act.for_loop(@$, $2, $4, $7, $8), $6); }
  ;

for_targets:
    for_target                                { $$ = act.for_target($1); }
  | for_target ","                            { $$ = act.for_target(act.bare_tuple(@$, act.exprs($1))); }
  | for_target_list                           { $$ = act.for_target(act.bare_tuple(@$, $1)); }
  | for_target_list ","                       { $$ = act.for_target(act.bare_tuple(@$, $1)); }
  ;

for_target_list:
    for_target "," for_target                 { $$ = act.push(act.exprs($1), $3); }
  | for_target_list "," for_target            { $$ = act.push($1, $3); }
  ;

for_target:
    bitor
  | "*" bitor                                 { $$ = act.starred(@$, $2); }
  ;

with_stmt:
    "with" with_items ":" type_comment block
        { $$ = act.commented(act.with(@$, act.split_tuple($2), $5), $4); }
  | "with" "(" elements "as" with_target with_rest ")" ":" type_comment block
        { $$ = act.commented(act.with(@$, act.with_elements($3, act.span(@3, @5), @4, $5, $6), $10), $9); }
  | "with" "(" elements "as" with_target with_rest "," ")" ":" type_comment block
        { $$ = act.commented(act.with(@$, act.with_elements($3, act.span(@3, @5), @4, $5, $6), $11), $10); }
  ;

with_items:
    with_item                                 { $$ = act.with_items($1); }
  | with_items "," with_item                  { $$ = act.push($1, $3); }
  ;

with_rest:
    %empty                                    { $$ = nullptr; }
  | with_rest "," with_item                   { $$ = act.with_items($1, $3); }
  ;

with_item:
    expression                                { $$ = act.with_item(@$, $1, nullptr); }
  | expression "as" with_target               { $$ = act.with_item(@$, $1, $3); }
  ;

with_target:
    expression                                { $$ = act.with_target($1); }
  | "*" bitor                                 { $$ = act.with_target(act.starred(@$, $2)); }
  ;

try_stmt:
    "try" ":" block finally_block             { $$ = act.try_statement(@$, $3, nullptr, nullptr, $4); }
  | "try" ":" block handlers else_opt         { $$ = act.try_statement(@$, $3, $4, $5, nullptr); }
  | "try" ":" block handlers else_opt finally_block  { $$ = act.try_statement(@$, $3, $4, $5, $6); }
  ;

finally_block:
    "finally" ":" block                       { $$ = $3; }
  ;

handlers:
    handler                                   { $$ = act.handlers($1); }
  | handlers handler                          { $$ = act.push($1, $2); }
  ;

handler:
    "except" ":" block                        { $$ = act.handler(@$, @1, nullptr, act.no_text(), $3); }
  | "except" expression ":" block             { $$ = act.handler(@$, @1, $2, act.no_text(), $4); }
  | "except" expression "as" NAME ":" block   { $$ = act.handler(@$, @1, $2, $4, $6); }
  | "except" "*" expression ":" block
        { $$ = act.star_handler(@$, act.span(@1, @2), $3, act.no_text(), $5); }
  | "except" "*" expression "as" NAME ":" block  { $$ = act.star_handler(@$, act.span(@1, @2), $3, $5, $7); }
  | "except" "*" ":"                          { act.star_handler_bare(@3); }  // mistake
    block
        { $$ = act.star_handler(@$, act.span(@1, @2), nullptr, act.no_text(), $5); }
  | "except" expression "," expressions ":"   { act.handler_comma(@5, $2); }  // mistake
    block                                     { $$ = act.handler(@$, @1, $2, act.no_text(), $7); }
  | "except" expression "," expressions "as" NAME ":"  { act.handler_comma(@7, $2); }  // mistake
    block                                     { $$ = act.handler(@$, @1, $2, $6, $9); }
  | "except" "*" expression "," expressions ":"  { act.handler_comma(@6, $3); }  // mistake
    block
        { $$ = act.star_handler(@$, act.span(@1, @2), $3, act.no_text(), $8); }
  | "except" "*" expression "," expressions "as" NAME ":"  { act.handler_comma(@8, $3); }  // mistake
    block                                     { $$ = act.star_handler(@$, act.span(@1, @2), $3, $7, $10); }
  ;

// ---- match (PEP 634)

match_stmt:
    "match" subject ":" NEWLINE INDENT case_blocks DEDENT
        { @$ = act.span(@1, @6); $$ = act.match(@$, $2, $6); }
  ;

subject:
    elements                                  { $$ = act.subject(@$, $1); }
  | elements ","                              { $$ = act.bare_tuple(@$, $1); }
  ;

case_blocks:
    case_block                                { $$ = act.match_cases($1); }
  | case_blocks case_block                    { $$ = act.push($1, $2); }
  ;

case_block:
    "case" patterns guard_opt ":" block       { $$ = act.match_case(@$, $2, $3, $5); }
  ;

guard_opt:
    %empty                                    { $$ = nullptr; }
  | "if" condition                            { $$ = $2; }
  ;

patterns:
    sequence_items                            { $$ = act.open_sequence(@$, $1, false); }
  | sequence_items ","                        { $$ = act.open_sequence(@$, $1, true); }
  ;

sequence_items:
    sequence_item                             { $$ = act.pattern_items($1); }
  | sequence_items "," sequence_item          { $$ = act.push($1, $3); }
  ;

sequence_item:
    pattern                                   { $$ = act.pattern_item($1); }
  | "*" NAME                                  { $$ = act.star_pattern(@$, $2); }
  ;

pattern:
    or_pattern
  | or_pattern "as" bitor                     { $$ = act.as_pattern(@$, $1, $3); }
  ;

or_pattern:
    closed_pattern
  | or_pattern "|" closed_pattern             { $$ = act.or_pattern(@$, $1, $3); }
  ;

closed_pattern:
    pattern_number                            { $$ = act.value_pattern(@$, $1); }
  | strings                                   { $$ = act.value_pattern(@$, $1); }
  | "None"                                    { $$ = act.singleton_pattern(@$, ConstantKind::None); }
  | "True"                                    { $$ = act.singleton_pattern(@$, ConstantKind::True); }
  | "False"                                   { $$ = act.singleton_pattern(@$, ConstantKind::False); }
  | NAME                                      { $$ = act.capture_pattern(@$, $1); }
  | name_or_attr "." NAME                     { $$ = act.value_pattern(@$, act.attribute(@$, $1, $3)); }
  | "(" ")"                                   { $$ = act.sequence_pattern(@$, nullptr); }
  | "(" sequence_items ")"                    { $$ = act.group_pattern(@$, @3, $2); }
  | "(" sequence_items "," ")"                { $$ = act.sequence_pattern(@$, $2); }
  | "[" "]"                                   { $$ = act.sequence_pattern(@$, nullptr); }
  | "[" sequence_items "]"                    { $$ = act.sequence_pattern(@$, $2); }
  | "[" sequence_items "," "]"                { $$ = act.sequence_pattern(@$, $2); }
  | "{" "}"                                   { $$ = act.mapping_pattern(@$, nullptr, act.no_text()); }
  | "{" mapping_items "}"                     { $$ = act.mapping_pattern(@$, $2, act.no_text()); }
  | "{" mapping_items "," "}"                 { $$ = act.mapping_pattern(@$, $2, act.no_text()); }
  | "{" "**" NAME comma_opt "}"
        { $$ = act.mapping_pattern(@$, nullptr, act.capture_name(@3, $3)); }
  | "{" mapping_items "," "**" NAME comma_opt "}"
        { $$ = act.mapping_pattern(@$, $2, act.capture_name(@5, $5)); }
  | name_or_attr "(" ")"                      { $$ = act.class_pattern(@$, $1, nullptr); }
  | name_or_attr "(" class_items comma_opt ")"  { $$ = act.class_pattern(@$, $1, $3); }
  ;

comma_opt:
    %empty
  | ","
  ;

name_or_attr:
    NAME                                      { $$ = act.name(@$, $1); }
  | name_or_attr "." NAME                     { $$ = act.attribute(@$, $1, $3); }
  ;

signed_number:
    NUMBER
  | "-" NUMBER                                { $$ = act.unary(@$, UnaryOperator::USub, $2); }
  ;

pattern_number:
    signed_number
  | signed_number "+" NUMBER                  { $$ = act.complex_number(@$, $1, Operator::Add, $3); }
  | signed_number "-" NUMBER                  { $$ = act.complex_number(@$, $1, Operator::Sub, $3); }
  ;

mapping_items:
    mapping_item                              { $$ = act.pattern_items($1); }
  | mapping_items "," mapping_item            { $$ = act.push($1, $3); }
  ;

mapping_item:
    pattern_key ":" pattern                   { $$ = act.key_pattern($1, $3); }
  ;

pattern_key:
    pattern_number
  | strings
  | "None"                                    { $$ = act.constant(@$, ConstantKind::None); }
  | "True"                                    { $$ = act.constant(@$, ConstantKind::True); }
  | "False"                                   { $$ = act.constant(@$, ConstantKind::False); }
  | name_or_attr "." NAME                     { $$ = act.attribute(@$, $1, $3); }
  ;

class_items:
    class_item                                { $$ = act.pattern_items($1); }
  | class_items "," class_item                { $$ = act.class_items($1, $3); }
  ;

class_item:
    pattern                                   { $$ = act.pattern_item($1); }
  | NAME "=" pattern                          { $$ = act.keyword_pattern(@1, $1, $3); }
  ;

// ---- type parameters (PEP 695, PEP 696) and parameters

type_params_opt:
    %empty                                    { $$ = nullptr; }
  | "[" type_params "]"                       { $$ = act.type_parameters(@3, $2); }
  | "[" type_params "," "]"                   { $$ = act.type_parameters(@4, $2); }
  ;

type_params:
    type_param                                { $$ = act.type_params($1); }
  | type_params "," type_param                { $$ = act.push($1, $3); }
  ;

type_param:
    NAME bound_opt default_opt                { $$ = act.type_var(@$, $1, $2, $3); }
  | "*" NAME bound_opt star_default_opt       { $$ = act.type_var_tuple(@$, $2, @3, $3, $4); }
  | "**" NAME bound_opt default_opt           { $$ = act.param_spec(@$, $2, @3, $3, $4); }
  ;

bound_opt:
    %empty                                    { $$ = nullptr; }
  | ":" expression                            { $$ = $2; }
  ;

default_opt:
    %empty                                    { $$ = nullptr; }
  | "=" expression                            { $$ = $2; }
  ;

star_default_opt:
    %empty                                    { $$ = nullptr; }
  | "=" star_expr                             { $$ = $2; }
  ;

default_mistake:
    %empty                                    { $$ = 0; }
  | "=" expression                            { $$ = 1; }  // mistake
  | "="                                       { $$ = 1; }  // mistake
  ;

parameters_opt:
    %empty                                    { $$ = act.no_parameters(); }
  | parameter_list                            { $$ = act.parameters(@$, $1); }
  | parameter_list TYPE_COMMENT               { $$ = act.parameters(@$, act.commented($1, @2, $2, false)); }
  | parameter_list ","                        { $$ = act.parameters(@$, $1); }
  | parameter_list "," TYPE_COMMENT           { $$ = act.parameters(@$, act.commented($1, @3, $3, true)); }
  ;

parameter_list:
    parameter                                 { $$ = act.parameter_list($1); }
  | parameter_list "," parameter              { $$ = act.push($1, $3); }
  | parameter_list "," TYPE_COMMENT parameter  { $$ = act.push(act.commented($1, @3, $3, true), $4); }
  ;

parameter:
    NAME default_opt                          { $$ = act.parameter(@$, @1, $1, nullptr, $2); }
  | NAME ":" expression default_opt           { $$ = act.parameter(@$, act.span(@1, @3), $1, $3, $4); }
  | NAME "="                                  { $$ = act.parameter_no_value(@$, @2, $1); }  // mistake
  | NAME ":" expression "="                   { $$ = act.parameter_no_value(@$, @4, $1); }  // mistake
  | "*"                                       { $$ = act.star_alone(@$); }
  | "*" NAME default_mistake                  { $$ = act.star_parameter(@1, @2, $2, nullptr, @3, $3); }
  | "*" NAME ":" star_expr default_mistake
        { $$ = act.star_parameter(@1, act.span(@2, @4), $2, $4, @5, $5); }
  | "**" NAME default_mistake                 { $$ = act.double_star_parameter(@1, @2, $2, nullptr, @3, $3); }
  | "**" NAME ":" expression default_mistake
        { $$ = act.double_star_parameter(@1, act.span(@2, @4), $2, $4, @5, $5); }
  | "/"                                       { $$ = act.slash(@$); }
  ;

lambda_parameters_opt:
    %empty                                    { $$ = act.no_parameters(); }
  | lambda_parameter_list                     { $$ = act.lambda_parameters(@$, $1); }
  | lambda_parameter_list ","                 { $$ = act.lambda_parameters(@$, $1); }
  ;

lambda_parameter_list:
    lambda_parameter                          { $$ = act.parameter_list($1); }
  | lambda_parameter_list "," lambda_parameter  { $$ = act.push($1, $3); }
  ;

lambda_parameter:
    NAME default_opt                          { $$ = act.parameter(@$, @1, $1, nullptr, $2); }
  | NAME "="                                  { $$ = act.parameter_no_value(@$, @2, $1); }  // mistake
  | "*"                                       { $$ = act.star_alone(@$); }
  | "*" NAME default_mistake                  { $$ = act.star_parameter(@1, @2, $2, nullptr, @3, $3); }
  | "**" NAME default_mistake                 { $$ = act.double_star_parameter(@1, @2, $2, nullptr, @3, $3); }
  | "/"                                       { $$ = act.slash(@$); }
  ;

// ---- lists of expressions

star_exprs:
    star_expr
  | star_expr ","                             { $$ = act.bare_tuple(@$, act.exprs($1)); }
  | star_expr_list                            { $$ = act.bare_tuple(@$, $1); }
  | star_expr_list ","                        { $$ = act.bare_tuple(@$, $1); }
  ;

star_expr_list:
    star_expr "," star_expr                   { $$ = act.push(act.exprs($1), $3); }
  | star_expr_list "," star_expr              { $$ = act.push($1, $3); }
  ;

star_expr:
    expression
  | "*" bitor                                 { $$ = act.starred(@$, $2); }
  ;

expressions:
    expression
  | expression ","                            { $$ = act.bare_tuple(@$, act.exprs($1)); }
  | expression_list                           { $$ = act.bare_tuple(@$, $1); }
  | expression_list ","                       { $$ = act.bare_tuple(@$, $1); }
  ;

expression_list:
    expression "," expression                 { $$ = act.push(act.exprs($1), $3); }
  | expression_list "," expression            { $$ = act.push($1, $3); }
  ;

elements:
    element                                   { $$ = act.exprs($1); }
  | elements "," element                      { $$ = act.push($1, $3); }
  ;

element:
    condition
  | "*" bitor                                 { $$ = act.starred(@$, $2); }
  ;

condition:
    named_expr
  | expression "=" expression                 { $$ = act.condition_equals($1, @2, $3, @3); }  // mistake
  ;

named_expr:
    expression
  | expression ":=" expression                { $$ = act.named(@$, $1, $3); }
  ;

yield_expr:
    "yield"                                   { $$ = act.yield(@$, nullptr); }
  | "yield" star_exprs                        { $$ = act.yield(@$, $2); }
  | "yield" "from" expression                 { $$ = act.yield_from(@$, $3); }
  ;

// ---- expressions

expression:
    or_test
  | or_test "if" or_test "else" expression    { $$ = act.conditional(@$, $3, $1, $5); }
  | or_test "if" or_test                      { $$ = act.conditional_no_else($1, @2, $3, @3); }  // mistake
  | "lambda" lambda_parameters_opt ":" expression  { $$ = act.lambda(@$, $2, $4); }
  ;

expression_opt:
    %empty                                    { $$ = nullptr; }
  | expression
  ;

or_test:
    comparison
  | or_test "or" or_test                      { $$ = act.boolean(@$, $1, BoolOperator::Or, $3); }
  | or_test "and" or_test                     { $$ = act.boolean(@$, $1, BoolOperator::And, $3); }
  | "not" or_test                             { $$ = act.unary(@$, UnaryOperator::Not, $2); }
  ;

comparison:
    bitor
  | comparison "==" bitor                     { $$ = act.compare(@$, $1, CmpOperator::Eq, $3); }
  | comparison "!=" bitor                     { $$ = act.compare(@$, $1, CmpOperator::NotEq, $3); }
  | comparison "<" bitor                      { $$ = act.compare(@$, $1, CmpOperator::Lt, $3); }
  | comparison "<=" bitor                     { $$ = act.compare(@$, $1, CmpOperator::LtE, $3); }
  | comparison ">" bitor                      { $$ = act.compare(@$, $1, CmpOperator::Gt, $3); }
  | comparison ">=" bitor                     { $$ = act.compare(@$, $1, CmpOperator::GtE, $3); }
  | comparison "in" bitor                     { $$ = act.compare(@$, $1, CmpOperator::In, $3); }
  | comparison "not" "in" bitor               { $$ = act.compare(@$, $1, CmpOperator::NotIn, $4); }
  | comparison "is" bitor                     { $$ = act.compare(@$, $1, CmpOperator::Is, $3); }
  | comparison "is" "not" bitor               { $$ = act.compare(@$, $1, CmpOperator::IsNot, $4); }
  ;

bitor:
    await_primary
  | bitor "|" bitor                           { $$ = act.binary(@$, $1, Operator::BitOr, $3); }
  | bitor "^" bitor                           { $$ = act.binary(@$, $1, Operator::BitXor, $3); }
  | bitor "&" bitor                           { $$ = act.binary(@$, $1, Operator::BitAnd, $3); }
  | bitor "<<" bitor                          { $$ = act.binary(@$, $1, Operator::LShift, $3); }
  | bitor ">>" bitor                          { $$ = act.binary(@$, $1, Operator::RShift, $3); }
  | bitor "+" bitor                           { $$ = act.binary(@$, $1, Operator::Add, $3); }
  | bitor "-" bitor                           { $$ = act.binary(@$, $1, Operator::Sub, $3); }
  | bitor "*" bitor                           { $$ = act.binary(@$, $1, Operator::Mult, $3); }
  | bitor "/" bitor                           { $$ = act.binary(@$, $1, Operator::Div, $3); }
  | bitor "//" bitor                          { $$ = act.binary(@$, $1, Operator::FloorDiv, $3); }
  | bitor "%" bitor                           { $$ = act.binary(@$, $1, Operator::Mod, $3); }
  | bitor "@" bitor                           { $$ = act.binary(@$, $1, Operator::MatMult, $3); }
  | bitor "**" bitor                          { $$ = act.binary(@$, $1, Operator::Pow, $3); }
  | "+" bitor %prec UNARY                     { $$ = act.unary(@$, UnaryOperator::UAdd, $2); }
  | "-" bitor %prec UNARY                     { $$ = act.unary(@$, UnaryOperator::USub, $2); }
  | "~" bitor %prec UNARY                     { $$ = act.unary(@$, UnaryOperator::Invert, $2); }
  ;

await_primary:
    primary
  | "await" primary                           { $$ = act.await(@$, $2); }
  ;

primary:
    atom
  | primary "." NAME                          { $$ = act.attribute(@$, $1, $3); }
  | primary "(" arguments_opt ")"             { $$ = act.call(@$, $1, act.span(@2, @4), @4, $3); }
  | primary "[" subscripts "]"                { $$ = act.subscript(@$, $1, $3); }
  ;

atom:
    NAME                                      { $$ = act.name(@$, $1); }
  | NUMBER
  | strings
  | "None"                                    { $$ = act.constant(@$, ConstantKind::None); }
  | "True"                                    { $$ = act.constant(@$, ConstantKind::True); }
  | "False"                                   { $$ = act.constant(@$, ConstantKind::False); }
  | "..."                                     { $$ = act.constant(@$, ConstantKind::Ellipsis); }
  | "(" ")"                                   { $$ = act.tuple(@$, nullptr); }
  | "(" yield_expr ")"                        { $$ = act.parenthesised($2); }
  | "(" elements ")"                          { $$ = act.group(@$, $2); }
  | "(" elements "," ")"                      { $$ = act.tuple(@$, $2); }
  | "(" elements comp_for ")"                 { $$ = act.generator(@$, $2, $3); }
  | "(" "**" expression ")"                   { $$ = act.group_double_star(@2); }  // mistake
  | "[" "]"                                   { $$ = act.list(@$, nullptr); }
  | "[" elements "]"                          { $$ = act.list(@$, $2); }
  | "[" elements "," "]"                      { $$ = act.list(@$, $2); }
  | "[" elements comp_for "]"                 { $$ = act.list_comprehension(@$, $2, $3); }
  | "[" elements "," comp_for "]"             { $$ = act.comprehension_comma($2, @3, $4); }  // mistake
  | "{" "}"                                   { $$ = act.dict(@$, nullptr); }
  | "{" dict_items "}"                        { $$ = act.dict(@$, $2); }
  | "{" dict_items "," "}"                    { $$ = act.dict(@$, $2); }
  | "{" dict_items comp_for "}"               { $$ = act.dict_comprehension(@$, $2, $3); }
  | "{" elements "}"                          { $$ = act.set(@$, $2); }
  | "{" elements "," "}"                      { $$ = act.set(@$, $2); }
  | "{" elements comp_for "}"                 { $$ = act.set_comprehension(@$, $2, $3); }
  | "{" elements "," comp_for "}"             { $$ = act.comprehension_comma($2, @3, $4); }  // mistake
  ;

dict_items:
    dict_item                                 { $$ = act.dict_items($1); }
  | dict_items "," dict_item                  { $$ = act.push($1, $3); }
  | dict_items "," expression                 { $$ = act.dict_item_no_colon($1, $3); }  // mistake
  ;

dict_item:
    expression ":" expression                 { $$ = act.dict_item(@1, $1, $3); }
  | "**" bitor                                { $$ = act.dict_item(@1, nullptr, $2); }
  | expression ":"                            { $$ = act.dict_item_no_value(@1, $1, @2); }  // mistake
  | expression ":" "*" bitor                  { $$ = act.dict_item_starred(@1, $1, @3, $4); }  // mistake
  ;

subscripts:
    subscript                                 { $$ = act.sole_subscript(@$, $1); }
  | subscript ","                             { $$ = act.bare_tuple(@$, act.exprs($1)); }
  | subscript_list                            { $$ = act.bare_tuple(@$, $1); }
  | subscript_list ","                        { $$ = act.bare_tuple(@$, $1); }
  ;

subscript_list:
    subscript "," subscript                   { $$ = act.push(act.exprs($1), $3); }
  | subscript_list "," subscript              { $$ = act.push($1, $3); }
  ;

subscript:
    condition
  | "*" expression                            { $$ = act.starred(@$, $2); }
  | ":" expression_opt                        { $$ = act.slice(@$, nullptr, $2, nullptr); }
  | ":" expression_opt ":" expression_opt     { $$ = act.slice(@$, nullptr, $2, $4); }
  | expression ":" expression_opt             { $$ = act.slice(@$, $1, $3, nullptr); }
  | expression ":" expression_opt ":" expression_opt  { $$ = act.slice(@$, $1, $3, $5); }
  ;

arguments_opt:
    %empty                                    { $$ = nullptr; }
  | arguments
  | arguments ","                             { $$ = act.trailing_comma($1); }
  ;

arguments:
    argument                                  { $$ = act.arguments($1); }
  | arguments "," argument                    { $$ = act.push($1, $3); }
  ;

argument:
    argument_value                            { $$ = act.argument(@$, $1); }
  | argument_value comp_for                   { $$ = act.generator_argument(@$, $1, $2); }
  | expression "=" expression                 { $$ = act.keyword_argument(@$, $1, @2, $3); }
  | "*" expression                            { $$ = act.argument(@$, act.starred(@$, $2)); }
  | "**" expression                           { $$ = act.unpacked_argument(@$, $2); }
  | expression "="                            { $$ = act.argument_no_value($1, @2); }  // mistake
  | expression "=" expression comp_for        { $$ = act.keyword_generator($1, @2); }  // mistake
  | "*" expression comp_for                   { $$ = act.starred_generator(act.span(@1, @2)); }  // mistake
  | "*" expression "=" expression             { $$ = act.starred_assignment(@$, false); }  // mistake
  | "**" expression "=" expression            { $$ = act.starred_assignment(@$, true); }  // mistake
  ;

argument_value:
    expression
  | expression ":=" expression                { $$ = act.named_argument(@$, $1, @2, $3); }
  ;

comp_for:
    comp_clause                               { $$ = act.comprehensions($1); }
  | comp_for comp_clause                      { $$ = act.push($1, $2); }
  ;

comp_clause:
    "for" for_targets "in" or_test comp_ifs   { $$ = act.comprehension(@$, $2, $4, $5, 0); }
  | "async" "for" for_targets "in" or_test comp_ifs  { $$ = act.comprehension(@$, $3, $5, $6, 1); }
  ;

comp_ifs:
    %empty                                    { $$ = nullptr; }
  | comp_ifs "if" or_test                     { $$ = act.exprs($1, $3); }
  ;

// ---- strings (PEP 701)

strings:
    string_part                               { $$ = act.string($1); }
  | string_sequence                           { $$ = act.concatenate(@$, $1); }
  ;

string_sequence:
    string_part string_part                   { $$ = act.push(act.exprs($1), $2); }
  | string_sequence string_part               { $$ = act.push($1, $2); }
  ;

string_part:
    STRING
  | FSTRING_START fstring_parts FSTRING_END   { $$ = act.joined(@$, $2); }
  ;

fstring_parts:
    %empty                                    { $$ = act.exprs(); }
  | fstring_parts FSTRING_MIDDLE              { $$ = act.push($1, $2); }
  | fstring_parts "{" rhs equal_opt conversion_opt spec_opt "}"
        { $$ = act.field($1, act.span(@2, @7), $3, $4, $5, @6, $6); }
  ;

equal_opt:
    %empty                                    { $$ = 0; }
  | "="                                       { $$ = 1; }
  ;

conversion_opt:
    %empty                                    { $$ = nullptr; }
  | "!" NAME                                  { $$ = act.conversion(@1, @2, $2); }
  ;

spec_opt:
    %empty                                    { $$ = nullptr; }
  | FORMAT_COLON fstring_parts                { $$ = $2; }
  ;

%%

namespace ouro::grammar {

// The lexer and the actions report; Bison's own message is never shown.
void Grammar::error(const location_type&, const std::string&) {}

void Grammar::report_syntax_error(const context& context) const {
    symbol_kind_type expected[symbol_kind::YYNTOKENS];
    int count = context.expected_tokens(expected, symbol_kind::YYNTOKENS);
    for (int i = 0; i < count; ++i) act.expect(static_cast<int>(expected[i]));
    act.refuse(context.location());
}

}  // namespace ouro::grammar
