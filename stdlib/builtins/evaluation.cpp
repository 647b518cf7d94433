// SPDX-License-Identifier: MIT
// Built-in functions that run code: compile, exec, eval, __import__, class statements; and open and breakpoint, which other modules do.
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/type_object.h"
#include "stdlib/ast/nodes.h"
#include "stdlib/builtins/functions.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/calls.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/imports.h"

namespace ouro {

namespace {

// Flags of compile() (ast.PyCF_*).
constexpr std::int64_t kSourceIsUtf8 = 0x100, kDontImplyDedent = 0x200, kOnlyAst = 0x400, kIgnoreCookie = 0x800, kIncompleteInput = 0x4000, kOptimizedAst = 0x8400, kFutures = Code::futures | Code::nested;

/// The text of a source argument, and what keeps it.
struct SourceText {
    std::string_view text;
    bool is_str = false;
    Value held;
    std::string copy;
};

Result<void> read_source(Runtime& rt, View source, const char* function, const char* kinds, SourceText& out) {
    if (Str* text = as_str(source)) {
        out.is_str = true;
        out.held = Value(source);
        out.text = text->text();
        if (!text->ascii() && valid_utf8_prefix(text->text()) != text->size)
            TRY(call_method(rt, source, rt.names.encode));  // says which surrogate cannot be
    } else if (rt.type_of(source)->slots.get_buffer) {
        BufferGuard buffer(rt, source);
        if (buffer.raised()) return Raised{};
        out.copy = std::string(buffer.text());
        out.text = out.copy;
    } else {
        return rt.raise(TypeError, "%s arg 1 must be a %s object", function, kinds);
    }
    return {};
}

/// The __future__ flags of the code that is running.
int inherited_flags(Runtime& rt) {
    Frame* frame = current_frame(rt);
    return frame ? static_cast<int>(frame->code->code_flags & Code::futures) : 0;
}

Result<Value> path_text(Runtime& rt, View path) {
    Value given(path);
    if (!is_kind(path, Kind::str) && !is_kind(path, Kind::bytes)) {
        Value made = TRY(call_special(rt, path, TRY(intern(rt, "__fspath__")).get()));
        if (!made.is_unbound()) given = made;
    }
    if (is_kind(given, Kind::str)) return given;
    if (is_kind(given, Kind::bytes)) return call_method(rt, given, rt.names.decode);
    return rt.raise(TypeError, "expected str, bytes or os.PathLike object, not %s", type_name(rt, path));
}

/// Whether more lines may complete a source. `implied`: a body ends where the source does, though its last line has no end.
bool is_incomplete(Runtime& rt, const SourceText& text, Mode mode, int flags, bool implied) {
    Source source("<input>", text.text, text.is_str);
    source.options.type_comments = flags & kTypeComments;
    source.options.barry = flags & Code::barry_as_flufl;
    Arena arena(arena_budget(rt));
    ParseResult parsed = parse(source, mode, arena);
    return parsed ? parsed.unended && !implied : parsed.incomplete;
}

/// The objects of a tree, which is optimized first.
Result<Value> optimized_objects(Runtime& rt, ast::Mod* tree, Arena& arena, std::deque<Value>& values, const Source& source, Str* filename, Mode mode, int flags,
                                int optimize) {
    FutureImports futures = future_imports(tree);
    if (futures.error) return raise_symbol_error(rt, *futures.error, source, filename, mode, flags & 1);
    TRY(optimize_tree(rt, tree, arena, values, optimize, (futures.flags | static_cast<std::uint32_t>(flags)) & Code::future_annotations));
    return objects_of_tree(rt, tree);
}

Result<Value> compile(Runtime& rt, Args args) {
    Value filename = TRY(path_text(rt, args[1]));
    Str* mode = TRY(args.str(2));
    std::int64_t flags = TRY(args.small_integer(3));
    bool fresh = TRY(args.truth(4));
    int optimize = TRY(args.small_integer(5));
    if (flags & ~(kSourceIsUtf8 | kDontImplyDedent | kOptimizedAst | kIgnoreCookie | kTypeComments | kTopLevelAwait | kIncompleteInput | kFutures))
        return rt.raise(ValueError, "compile(): unrecognised flags");
    if (optimize < -1 || optimize > 2) return rt.raise(ValueError, "compile(): invalid optimize value");
    std::string_view wanted = mode->text();
    if (wanted == "func_type" && !(flags & kOnlyAst)) return rt.raise(ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    if (wanted != "exec" && wanted != "eval" && wanted != "single" && wanted != "func_type")
        return rt.raise(ValueError, flags & kOnlyAst ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                                     : "compile() mode must be 'exec', 'eval' or 'single'");
    if (as_code(args[0])) return Value(args[0]);
    int code_flags = static_cast<int>(flags & (Code::futures | kTopLevelAwait | kTypeComments)) | (fresh ? 0 : inherited_flags(rt));
    Mode how = wanted == "exec" ? Mode::File : wanted == "eval" ? Mode::Eval : wanted == "single" ? Mode::Single : Mode::FunctionType;
    CompileMode code_mode = wanted == "exec" ? CompileMode::exec : wanted == "eval" ? CompileMode::eval : CompileMode::single;
    if (TRY(is_node(rt, args[0]))) {
        if ((flags & kOptimizedAst) == kOnlyAst) return Value(args[0]);
        static constexpr ast::NodeKind kinds[] = {ast::NodeKind::Module, ast::NodeKind::Expression, ast::NodeKind::Interactive, ast::NodeKind::FunctionType};
        ObjectTree tree(arena_budget(rt));
        TRY(tree_of_objects(rt, args[0], kinds[static_cast<int>(how)], tree));
        TRY(validate_tree(rt, tree.tree));
        if (flags & kOnlyAst)
            return optimized_objects(rt, tree.tree, tree.arena, tree.values, Source(std::string(filename.as<Str>()->text()), "", true), filename.as<Str>(), how,
                                     code_flags | 1, optimize);
        Ref<Code> code = TRY(compile_tree(rt, tree.tree, filename.as<Str>(), code_mode, code_flags, optimize));
        return code;
    }
    SourceText source;
    TRY(read_source(rt, args[0], "compile()", "string, bytes or AST", source));
    code_flags |= source.is_str ? 1 : 0;
    if (flags & kIncompleteInput && is_incomplete(rt, source, how, code_flags, !(flags & kDontImplyDedent))) {
        if (rt.stopping()) return Raised{};
        return rt.raise(IncompleteInputError, "incomplete input");
    }
    if (flags & kOnlyAst) {
        ParsedSource parsed(rt);
        int minor = TRY(args.small_integer(6));
        TRY(parse_source(rt, source.text, filename.as<Str>(), how, code_flags, parsed, minor));
        if ((flags & kOptimizedAst) == kOnlyAst) return objects_of_tree(rt, parsed.tree);
        std::deque<Value> values;
        return optimized_objects(rt, parsed.tree, parsed.arena, values, *parsed.source, filename.as<Str>(), how, code_flags, optimize);
    }
    Ref<Code> code = TRY(compile_source(rt, source.text, filename.as<Str>(), code_mode, code_flags, optimize));
    return code;
}

// ---- exec and eval

bool is_mapping(Runtime& rt, View value) { return rt.type_of(value)->slots.get_item && !is_kind(value, Kind::type); }

struct Namespaces {
    Ref<Dict> globals;
    Value locals;
};

Result<Namespaces> namespaces(Runtime& rt, View globals, View locals, bool exec) {
    Namespaces made;
    if (!locals.is_none() && !is_mapping(rt, locals)) {
        if (!exec) return rt.raise(TypeError, "locals must be a mapping");
        return rt.raise(TypeError, "locals must be a mapping or None, not %s", type_name(rt, locals));
    }
    if (!globals.is_none() && !is_kind(globals, Kind::dict)) {
        if (exec) return rt.raise(TypeError, "exec() globals must be a dict, not %s", type_name(rt, globals));
        return rt.raise(TypeError, is_mapping(rt, globals) ? "globals must be a real dict; try eval(expr, {}, mapping)" : "globals must be a dict");
    }
    if (globals.is_none()) {
        Dict* running = rt.hooks.current_globals(rt);
        if (!running) return rt.raise(SystemError, exec ? "globals and locals cannot be NULL" : "eval must be given globals and locals when called without a frame");
        made.globals = Ref<Dict>(running);
        made.locals = locals.is_none() ? TRY(rt.hooks.current_locals(rt)) : Value(locals);
    } else {
        made.globals = Ref<Dict>(globals.as<Dict>());
        made.locals = locals.is_none() ? Value(globals) : Value(locals);
    }
    if (namespace_get(made.globals.get(), rt.names.builtins_).is_unbound()) {
        Frame* frame = current_frame(rt);
        View builtins = frame ? View(static_cast<Function*>(frame->function)->builtins) : View(rt.builtins);
        TRY(dict_set(rt, made.globals.get(), rt.names.builtins_, builtins));
    }
    return made;
}

Result<Value> exec(Runtime& rt, Args args) {
    Namespaces where = TRY(namespaces(rt, args[1], args[2], true));
    View closure = args[3];
    if (Code* code = as_code(args[0])) {
        Value held(args[0]);
        std::size_t free = code->free_names.size();
        if (free == 0) {
            if (!closure.is_none()) return rt.raise(TypeError, "cannot use a closure with this code object");
            TRY(run_code(rt, code, where.globals.get(), where.locals));
            return View::none();
        }
        Tuple* cells = rt.type_of(closure) == rt.types.tuple ? as_tuple(closure) : nullptr;
        bool fits = cells && cells->size == free;
        for (std::size_t n = 0; fits && n < free; ++n) fits = is_kind(cells->items[n], Kind::cell);
        if (!fits) return rt.raise(TypeError, "code object requires a closure of exactly length %zu", free);
        Ref<Function> function = TRY(new_function(rt, code, where.globals.get()));
        retain(cells);
        function->closure = cells;
        if (where.locals != View(where.globals)) function->namespace_ = where.locals;
        TRY(call_function(rt, function.get(), {}));
        return View::none();
    }
    if (!closure.is_none()) return rt.raise(TypeError, "closure can only be used when source is a code object");
    SourceText source;
    TRY(read_source(rt, args[0], "exec()", "string, bytes or code", source));
    Ref<Str> filename = TRY(new_str(rt, "<string>"));
    Ref<Code> code = TRY(compile_source(rt, source.text, filename.get(), CompileMode::exec, inherited_flags(rt) | (source.is_str ? 1 : 0)));
    TRY(run_code(rt, code.get(), where.globals.get(), where.locals));
    return View::none();
}

Result<Value> eval(Runtime& rt, Args args) {
    Namespaces where = TRY(namespaces(rt, args[1], args[2], false));
    if (Code* code = as_code(args[0])) {
        Value held(args[0]);
        if (!code->free_names.empty()) return rt.raise(TypeError, "code object passed to eval() may not contain free variables");
        return run_code(rt, code, where.globals.get(), where.locals);
    }
    SourceText source;
    TRY(read_source(rt, args[0], "eval()", "string, bytes or code", source));
    while (!source.text.empty() && (source.text[0] == ' ' || source.text[0] == '\t')) source.text.remove_prefix(1);
    Ref<Str> filename = TRY(new_str(rt, "<string>"));
    Ref<Code> code = TRY(compile_source(rt, source.text, filename.get(), CompileMode::eval, inherited_flags(rt) | (source.is_str ? 1 : 0)));
    return run_code(rt, code.get(), where.globals.get(), where.locals);
}

// ---- imports, classes

Result<Value> import_function(Runtime& rt, Args args) {
    if (!as_str(args[0])) return rt.raise(TypeError, "module name must be a string");
    int level = TRY(args.small_integer(4));
    Dict* globals = as_dict(args[1]);
    if (level > 0 && !globals) {
        if (args[1].is_none()) return rt.raise(KeyError, "'__name__' not in globals");
        return rt.raise(TypeError, "globals must be a dict");
    }
    return rt.hooks.import(rt, args[0].as<Str>(), globals, args[3], level);
}

Result<Value> build_class_function(Runtime& rt, Args args) {
    if (!args.given(0) || !args.given(1)) return rt.raise(TypeError, "__build_class__: not enough arguments");
    return build_class(rt, args);
}

Result<Value> call_with(Runtime& rt, View callable, Tuple* positional, Dict* keywords) {
    std::vector<View> values;
    for (const Value& each : positional->view()) values.push_back(each);
    Ref<Tuple> names = TRY(new_tuple(rt, keywords->used));
    std::size_t n = 0;
    for (auto* e = dict_first(keywords); e; e = dict_next(keywords, e)) {
        names->items[n++] = e->key;
        values.push_back(e->value);
    }
    return call(rt, callable, Arguments{.values = values.data(), .count = positional->size, .names = n ? names.get() : nullptr});
}

Result<Value> breakpoint(Runtime& rt, Args args) {
    Value hook = TRY(find_in_sys(rt, "breakpointhook"));
    if (hook.is_unbound()) return rt.raise(RuntimeError, "lost sys.breakpointhook");
    return call_with(rt, hook, as_tuple(args[0]), as_dict(args[1]));
}

Result<Value> open(Runtime& rt, Args args) {
    Ref<Str> name = TRY(intern(rt, "io"));
    Value io = TRY(rt.hooks.import(rt, name.get(), nullptr, View::none(), 0));
    Value function = TRY(get_attribute(rt, io, TRY(intern(rt, "open")).get()));
    View given[8];
    for (std::size_t n = 0; n < 8; ++n) given[n] = args[n];
    return call(rt, function, Arguments{.values = given, .count = 8});
}

constexpr FunctionDef functions[] = {
    {"compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", compile,
     "The code object of a source, to be run by exec() or eval(); mode is 'exec', 'eval' or 'single'."},
    {"exec(source, /, globals=None, locals=None, *, closure=None)", exec, "Runs statements, given as source or as a code object, in these namespaces."},
    {"eval(source, /, globals=None, locals=None)", eval, "The value of an expression, given as source or as a code object, in these namespaces."},
    {"__import__(name, globals=None, locals=None, fromlist=(), level=0)", import_function,
     "What the import statement calls; programs want importlib.import_module()."},
    {"__build_class__(func=<no value>, name=<no value>, /, *bases, **kwds)", build_class_function, "What the class statement calls."},
    {"breakpoint(*args, **kws)", breakpoint, "Calls sys.breakpointhook(*args, **kws)."},
    {"open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", open,
     "Opens a file and returns a stream: io.open()."},
};

}  // namespace

const std::span<const FunctionDef> evaluation_functions = functions;

}  // namespace ouro
