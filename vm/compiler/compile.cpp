// SPDX-License-Identifier: MIT
// The entrance: from a source to its tree, from a tree to code, and how what is wrong with either is raised.
#include <algorithm>

#include "parser/parser.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/compiler/function_compiler.h"

namespace ouro {

using namespace ast;

namespace {

/// What cannot be decoded has no line: `why` it could not, or of a file which encoding it should have.
Raised raise_undecodable(Runtime& rt, View why, Str* filename, std::string_view encoding, bool file) {
    if (file) return rt.raise(SyntaxError, "encoding problem: %s", std::string(encoding).c_str());
    Ref<Str> message = TRY(to_str(rt, why));
    Ref<ouro::Tuple> place = TRY(new_tuple(rt, {View(filename), View::small_int(0), View::small_int(-1), View::none()}));
    Ref<ouro::Tuple> arguments = TRY(new_tuple(rt, {View(message), View(place.get())}));
    return rt.raise_object(TRY(new_exception_with(rt, rt.exceptions[SyntaxError], arguments.get())));
}

/// What the interpreter's own reading of a file refuses before there is a token. Of zeros it tells the place.
Result<void> check_file(Runtime& rt, std::string_view text, Str* filename, const std::string& encoding) {
    bool marked = text.starts_with("\xef\xbb\xbf");
    std::size_t zero = text.find('\0'), bad = marked || !encoding.empty() ? std::string_view::npos : Source::valid_prefix(text);
    int line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min({zero, bad, text.size()})), '\n'));
    if (bad < text.size() && bad < zero)
        return rt.raise(SyntaxError,
                        "Non-UTF-8 code starting with '\\x%02x' in file %s on line %i, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
                        static_cast<unsigned char>(text[bad]), std::string(filename->text()).c_str(), line);
    if (zero == std::string_view::npos) return {};
    Source read(std::string(filename->text()), text.substr(0, zero));
    Ref<Str> shown = TRY(new_str(rt, line <= read.lines() ? read.shown_line(line) : ""));
    Ref<Str> message = TRY(new_str(rt, "source code cannot contain null bytes"));
    Ref<ouro::Tuple> place = TRY(new_tuple(rt, {View(filename), View::small_int(line), View::small_int(0), View(shown.get()), View::small_int(line), View::small_int(0)}));
    Ref<ouro::Tuple> arguments = TRY(new_tuple(rt, {View(message.get()), View(place.get())}));
    return rt.raise_object(TRY(new_exception_with(rt, rt.exceptions[SyntaxError], arguments.get())));
}

/// Which part of the compiler has found what is wrong.
enum class Finder { parser, symbol_table, compiler };

Raised raise_diagnostic(Runtime& rt, const Diagnostic& d, const Source& source, Str* filename, bool whole_file, bool is_text, Finder finder) {
    bool compiling = finder != Finder::parser;
    if (d.kind == Diagnostic::Kind::MemoryError) return rt.raise_memory_error();
    if (d.kind == Diagnostic::Kind::RecursionError) return rt.raise(RecursionError, "%s", d.message.c_str());
    ExceptionType type = d.kind == Diagnostic::Kind::TabError ? TabError : d.kind == Diagnostic::Kind::IndentationError ? IndentationError : SyntaxError;
    Value message, text = View::none();
    if (d.kind == Diagnostic::Kind::Undecodable) {
        Result<Value> decoded = decode_bytes(rt, d.message, "utf-8", "strict");
        if (d.line == 0 || !decoded.raised() || !rt.pending_is(UnicodeError)) return Raised{};
        Value error = rt.take_exception();
        message = TRY(rt.str("(unicode error) " + std::string(TRY(to_str(rt, error))->text())));
    } else {
        message = TRY(rt.str(d.message));
    }
    int column = d.column, end_column = d.end_column;  // of the compiler they count bytes, as in CPython
    if (d.line > 0) {
        std::string line = d.line <= source.lines() ? source.shown_line(d.line) : "";
        // CPython has what it parses, whose last line it ends; of what it compiles it reads the file again, where there is one.
        std::string_view name = filename->text();
        bool no_file = compiling && (is_text || (!name.empty() && name.front() == '<' && name.back() == '>'));
        bool whole = !compiling && !d.whole_line ? false : d.line < source.lines() || source.ends_in_newline() || whole_file;
        if (!no_file) text = TRY(rt.str(line + (whole ? "\n" : "")));
    }
    auto number = [](int n) { return View::small_int(n); };
    View none = View::none();
    // A source that ends before anything begins is wrong at its line 0.
    if (source.text().empty() && !source.diagnostic() && d.line == 0) {
        Value nothing = TRY(rt.str(""));
        Ref<ouro::Tuple> start = TRY(new_tuple(rt, {View(static_cast<const Object*>(filename)), number(0), number(0), nothing, number(0), number(0)}));
        Ref<ouro::Tuple> both = TRY(new_tuple(rt, {message, View(start.get())}));
        return rt.raise_object(TRY(new_exception_with(rt, rt.exceptions[type], both.get())));
    }
    Ref<ouro::Tuple> info = TRY(new_tuple(rt, {View(static_cast<const Object*>(filename)), d.line > 0 ? number(d.line) : none, d.line > 0 ? number(column) : none, text,
                                               d.line > 0 ? number(d.end_line ? d.end_line : d.line) : none, d.line > 0 && d.end_column != Diagnostic::kNoColumn ? number(d.end_line ? end_column : column) : none}));
    Ref<ouro::Tuple> arguments = TRY(new_tuple(rt, {message, View(info.get())}));
    Value error = TRY(new_exception_with(rt, rt.exceptions[type], arguments.get()));
    if (finder == Finder::symbol_table) {  // CPython adds the place to what is raised without it
        Ref<ouro::Tuple> alone = TRY(new_tuple(rt, {View(message)}));
        TRY(set_attribute(rt, error, TRY(intern(rt, "args")).get(), alone));
    }
    return rt.raise_object(std::move(error));
}

/// The first integer literal with more decimal digits than sys.set_int_max_str_digits() allows, or null.
const Constant* too_long_integer(Runtime& rt, const Source& source, const Mod* tree) {
    auto limit = static_cast<std::size_t>(rt.int_max_str_digits);
    if (!limit || source.text().size() <= limit) return nullptr;
    // Few sources have so many digits in a row.
    std::size_t digits = 0, most = 0;
    for (char c : source.text()) {
        digits = (c >= '0' && c <= '9') || c == '_' ? digits + 1 : 0;
        most = std::max(most, digits);
    }
    if (most <= limit) return nullptr;
    std::vector<const Node*> waiting{tree};
    while (!waiting.empty()) {
        const Node* node = waiting.back();
        waiting.pop_back();
        auto* c = node->try_as<Constant>();
        if (c && c->value == ConstantKind::Int && c->text.size() > limit && (c->text[1] < 'A' || c->text[1] == '_')) return c;
        std::size_t first = waiting.size();
        for_each_child(node, [&](const Node* child) { waiting.push_back(child); });
        std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(first), waiting.end());
    }
    return nullptr;
}

}  // namespace

FutureImports future_imports(const Mod* tree) {
    static constexpr std::string_view known[] = {"nested_scopes",  "generators",     "division",         "absolute_import", "with_statement",
                                                 "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations"};
    FutureImports found;
    auto* file = tree->try_as<ast::Module>();
    auto* line = tree->try_as<ast::Interactive>();
    if (!file && !line) return found;
    Sequence<Stmt*> body = file ? file->body : line->body;
    for (std::size_t n = 0; n < body.count; ++n) {
        if (auto* e = body[n]->try_as<ExprStmt>(); e && n == 0) {
            auto* text = e->value->try_as<Constant>();
            if (text && text->value == ConstantKind::Str) continue;
        }
        auto* f = body[n]->try_as<ImportFrom>();
        if (!f || f->module != "__future__" || f->level) break;
        for (Alias* a : f->names) {
            if (std::find(std::begin(known), std::end(known), a->name) == std::end(known)) {
                Diagnostic& error = found.error.emplace();
                error.message = a->name == "braces" ? "not a chance" : "future feature " + std::string(a->name) + " is not defined";
                error.line = error.end_line = f->location.lineno;
                error.column = f->location.col_offset + 1;
                error.end_column = Diagnostic::kNoColumn;
                return found;
            }
            // The others are the rule by now.
            if (a->name == "annotations") found.flags |= Code::future_annotations;
            if (a->name == "barry_as_FLUFL") found.flags |= Code::barry_as_flufl;
        }
        found.last = f->location;
    }
    return found;
}

ArenaBudget arena_budget(Runtime& rt) {
    constexpr std::size_t bytes_per_step = 64;
    ArenaBudget budget;
    budget.charge = [](void* context, std::size_t bytes) {
        auto* rt = static_cast<Runtime*>(context);
        return !rt->spend(static_cast<std::int64_t>(bytes / bytes_per_step)).raised() && rt->limits.charge(bytes);
    };
    budget.release = [](void* context, std::size_t bytes) { static_cast<Runtime*>(context)->limits.refund(bytes); };
    budget.context = &rt;
    return budget;
}

namespace {

/// `is_text`: there is no other source than what lies in memory.
Result<Ref<Code>> compile_parsed(Runtime& rt, const Mod* tree, const Source& source, Str* filename, CompileMode mode, bool is_text, int flags, int optimize) {
    bool whole_file = mode == CompileMode::exec;
    Unit unit{.rt = rt, .filename = Ref<Str>(filename), .interactive = mode == CompileMode::single, .optimize = optimize};
    FutureImports futures = future_imports(tree);
    if (futures.error) return raise_diagnostic(rt, *futures.error, source, filename, whole_file, is_text, Finder::symbol_table);
    unit.last_future = futures.last;
    unit.futures = futures.flags | (static_cast<std::uint32_t>(flags) & Code::futures);
    unit.future_annotations = unit.futures & Code::future_annotations;
    SymbolTable symbols = build_symbols(tree, flags & kTopLevelAwait, unit.future_annotations);
    if (symbols.failed) return raise_diagnostic(rt, symbols.error, source, filename, whole_file, is_text, symbols.late ? Finder::compiler : Finder::symbol_table);
    FunctionCompiler compiler(unit, symbols.top.get(), nullptr);
    Result<Ref<Code>> code = compiler.module(tree, mode);
    if (code.raised() && unit.failed && !rt.stopping()) {
        rt.pending = Value();
        return raise_diagnostic(rt, unit.error, source, filename, whole_file, is_text, Finder::compiler);
    }
    return code;
}

}  // namespace

ParsedSource::ParsedSource(Runtime& rt) : scratch(rt), arena(arena_budget(rt)) {}

Result<void> parse_source(Runtime& rt, std::string_view text, Str* filename, Mode mode, int flags, ParsedSource& out, int feature_version) {
    bool decoded = flags & 1, file = flags & kFromFile;
    Ref<Str> converted;
    if (file) TRY(check_file(rt, text, filename, Source::declared_encoding(text)));
    else if (text.find('\0') != std::string_view::npos) return rt.raise(SyntaxError, "source code string cannot contain null bytes");
    if (std::string encoding = decoded ? "" : Source::foreign_encoding(text); !encoding.empty()) {
        Result<Value> characters = decode_bytes(rt, text, encoding, "strict");
        if (!characters.raised() && as_str(characters.value())) {
            converted = Ref<Str>(as_str(characters.value()));
            text = converted->text();
            decoded = true;
        } else {
            if (!characters.raised()) return Raised{};
            if (!rt.pending_is(LookupError) && !rt.pending_is(ValueError)) return Raised{};
            Value error = rt.take_exception();
            return raise_undecodable(rt, error, filename, encoding, file);
        }
    }
    // A copy of the text, and where its lines begin in a vector that grows by doubling.
    TRY(out.scratch.hold(text.size() + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) * 2 * sizeof(std::size_t)));
    Source& source = out.source.emplace(std::string(filename->text()), text, decoded);
    source.options.type_comments = flags & kTypeComments;
    source.options.exact = mode != Mode::File;
    source.options.barry = flags & Code::barry_as_flufl;
    if (feature_version >= 0) source.options.feature_version = feature_version;
    TRY(rt.charge(static_cast<std::int64_t>(text.size() / 8)));
    ParseResult parsed = parse(source, mode, out.arena);
    if (rt.stopping()) return Raised{};
    for (const Diagnostic& warning : parsed.warnings) {
        if (!rt.hooks.syntax_warning || !rt.hooks.syntax_warning(rt, warning.message, filename, warning.line).raised()) continue;
        // A filter has made it an error, of the source then.
        if (!rt.swallow(SyntaxWarning)) return Raised{};
        return raise_diagnostic(rt, warning, source, filename, mode == Mode::File, flags & 1, Finder::parser);
    }
    if (!parsed && source.diagnostic() && parsed.diagnostic.message.find("encoding") != std::string::npos)
        return raise_undecodable(rt, TRY(rt.str(parsed.diagnostic.message)), filename, parsed.diagnostic.message.substr(parsed.diagnostic.message.find(": ") + 2), file);
    if (!parsed) return raise_diagnostic(rt, parsed.diagnostic, source, filename, mode == Mode::File, flags & 1, Finder::parser);
    if (const Constant* integer = too_long_integer(rt, source, parsed.tree)) {
        Diagnostic wrong;
        wrong.message = "Exceeds the limit (" + std::to_string(rt.int_max_str_digits) + " digits) for integer string conversion: value has " +
                        std::to_string(integer->text.size()) +
                        " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.";
        wrong.line = wrong.end_line = integer->location.lineno;
        return raise_diagnostic(rt, wrong, source, filename, mode == Mode::File, flags & 1, Finder::parser);
    }
    out.tree = parsed.tree;
    return {};
}

Raised raise_symbol_error(Runtime& rt, const Diagnostic& error, const Source& source, Str* filename, Mode mode, bool is_text) {
    return raise_diagnostic(rt, error, source, filename, mode == Mode::File, is_text, Finder::symbol_table);
}

Result<Ref<Code>> compile_source(Runtime& rt, std::string_view text, Str* filename, CompileMode mode, int flags, int optimize) {
    ParsedSource parsed(rt);
    TRY(parse_source(rt, text, filename, mode == CompileMode::exec ? Mode::File : mode == CompileMode::eval ? Mode::Eval : Mode::Single, flags, parsed));
    return compile_parsed(rt, parsed.tree, *parsed.source, filename, mode, flags & 1, flags, optimize);
}

Result<Ref<Code>> compile_tree(Runtime& rt, const Mod* tree, Str* filename, CompileMode mode, int flags, int optimize) {
    Source nothing(std::string(filename->text()), "", true);
    return compile_parsed(rt, tree, nothing, filename, mode, true, flags, optimize);
}

}  // namespace ouro
