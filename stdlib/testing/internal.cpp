// SPDX-License-Identifier: MIT
// The module `_testinternalcapi`: how the interpreter was started, how deep it is, and how it keeps things. What asks about parts that ouro
// has not (the compiler's instruction sequences, frame evaluation) is at the end of the table, by name.
#include <ctime>

#include "runtime/native/capability.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/testing/hamt.h"
#include "stdlib/testing/single_phase.h"
#include "stdlib/testing/testing.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

// ---- how the interpreter was started

/// An entry of get_config() and where it comes from: an attribute of sys.flags, or its opposite.
struct FlagRow {
    const char *name, *flag;
    enum Kind : std::uint8_t { level, yes, no } kind;
};
constexpr FlagRow kFlagRows[] = {
    {"isolated", "isolated", FlagRow::yes},
    {"use_environment", "ignore_environment", FlagRow::no},
    {"dev_mode", "dev_mode", FlagRow::yes},
    {"site_import", "no_site", FlagRow::no},
    {"bytes_warning", "bytes_warning", FlagRow::level},
    {"warn_default_encoding", "warn_default_encoding", FlagRow::yes},
    {"inspect", "inspect", FlagRow::yes},
    {"interactive", "interactive", FlagRow::yes},
    {"optimization_level", "optimize", FlagRow::level},
    {"parser_debug", "debug", FlagRow::yes},
    {"write_bytecode", "dont_write_bytecode", FlagRow::no},
    {"verbose", "verbose", FlagRow::level},
    {"quiet", "quiet", FlagRow::yes},
    {"user_site_directory", "no_user_site", FlagRow::no},
    {"safe_path", "safe_path", FlagRow::yes},
    {"int_max_str_digits", "int_max_str_digits", FlagRow::level},
};

Result<Value> get_config(Runtime& rt, Args) {
    Ref<Dict> config = TRY(new_dict(rt));
    auto set = [&](const char* name, View value) -> Result<void> { return dict_set(rt, config.get(), TRY(intern(rt, name)).get(), value); };
    auto sys = [&](const char* name) -> Result<Value> { return get_attribute(rt, View(reinterpret_cast<const Object*>(rt.sys_module.get())), TRY(intern(rt, name)).get()); };
    Value flags = TRY(sys("flags"));
    for (const FlagRow& row : kFlagRows) {
        Value value = TRY(get_attribute(rt, flags, TRY(intern(rt, row.flag)).get()));
        if (row.kind != FlagRow::level) value = View::boolean(TRY(truth(rt, value)) == (row.kind == FlagRow::yes));
        TRY(set(row.name, value));
    }
    for (const char* name : {"argv", "orig_argv", "warnoptions", "pycache_prefix", "platlibdir", "executable", "base_prefix", "base_exec_prefix", "prefix", "exec_prefix"})
        TRY(set(name, TRY(sys(name))));
    TRY(set("module_search_paths", TRY(sys("path"))));
    std::uint64_t seed = rt.settings.hash_seed;
    TRY(set("use_hash_seed", View::boolean(seed != 0)));
    TRY(set("hash_seed", TRY(rt.integer_unsigned(seed ? seed - 1 : 0))));
    TRY(set("code_debug_ranges", View::boolean(rt.settings.debug_ranges)));
    TRY(set("install_signal_handlers", View::boolean(granted(rt, Capability::signals))));
    for (const char* name : {"filesystem_encoding", "stdio_encoding"}) TRY(set(name, TRY(rt.str("utf-8"))));
    TRY(set("filesystem_errors", TRY(rt.str("surrogateescape"))));
    return config;
}

Result<Value> get_configs(Runtime& rt, Args args) {
    Ref<Dict> configs = TRY(new_dict(rt));
    TRY(dict_set(rt, configs.get(), TRY(intern(rt, "config")).get(), TRY(get_config(rt, args))));
    return configs;
}

// ---- frames

Result<Value> get_recursion_depth(Runtime& rt, Args) { return View::small_int(rt.depth); }

Result<FrameObject*> frame_of(Runtime& rt, View value) {
    if (!is_kind(value, Kind::frame)) return rt.raise(TypeError, "argument must be a frame");
    return value.as<FrameObject>();
}

Result<Value> iframe_getcode(Runtime& rt, Args args) {
    FrameObject* frame = TRY(frame_of(rt, args[0]));
    return Value(View(static_cast<const Object*>(frame->function->code)));
}
Result<Value> iframe_getline(Runtime& rt, Args args) { return View::small_int(current_line(TRY(frame_of(rt, args[0])))); }
Result<Value> iframe_getlasti(Runtime& rt, Args args) {
    FrameObject* frame = TRY(frame_of(rt, args[0]));
    return View::small_int(2 * std::int64_t{frame->frame ? current_instruction(frame->frame) : frame->at});  // as f_lasti: bytes, two a word
}

Result<Value> get_co_framesize(Runtime& rt, Args args) {
    Code* code = as_code(args[0]);
    if (!code) return rt.raise(TypeError, "argument must be a code object");
    return View::small_int(kWindowHeader + code->register_count);
}

// ---- how objects are kept

Result<Value> pymem_getallocatorsname(Runtime& rt, Args) { return rt.str("ouro"); }

/// Nothing is made immortal because many threads might count it: there is one thread at a time.
Result<Value> suppress_immortalization(Runtime&, Args) { return View::none(); }
Result<Value> get_immortalize_deferred(Runtime&, Args) { return View::boolean(false); }

Result<Value> has_inline_values(Runtime& rt, Args args) {
    if (!rt.type_of(args[0])->has(Type::has_dict) || !args[0].is_object() || is_kind(args[0], Kind::module)) return View::boolean(false);
    return View::boolean(!storage_of(args[0].object())->dict);
}

Result<Value> dict_getitem_knownhash(Runtime& rt, Args args) {
    Dict* dict = as_dict(args[0]);
    if (!dict) return rt.raise(SystemError, "dict_getitem_knownhash: bad argument to internal function");
    auto hash = static_cast<std::uint64_t>(TRY(args.integer(2)));
    for (std::size_t n = 0; n < dict->filled; ++n) {
        TRY(rt.charge(1));
        if (dict->entries[n].key.is_unbound() || dict->entries[n].hash != hash) continue;
        Value key = dict->entries[n].key, value = dict->entries[n].value;
        if (TRY(equal(rt, key, args[1]))) return value;
    }
    return rt.raise_value(KeyError, args[1]);
}

Result<Value> set_update(Runtime& rt, Args args) {
    Set* set = as_set(args[0]);
    if (!set || !is_kind(args[0], Kind::set)) return rt.raise(SystemError, "set_update: bad argument to internal function");
    TRY(ouro::set_update(rt, set, args[1]));
    return View::small_int(0);
}

// ---- text

/// Which errors the encoding of the locale, which is UTF-8, may be told to take.
Result<std::string_view> locale_errors(Runtime& rt, View given) {
    Str* text = as_str(given);
    if (!text) return rt.raise(TypeError, "argument 3 must be str, not %s", type_name(rt, given));
    for (std::string_view known : {"strict", "surrogateescape", "surrogatepass"})
        if (text->text() == known) return known;
    return rt.raise(ValueError, "unsupported error handler");
}

/// The pending error of a codec, as the functions of the locale tell it.
Raised locale_error(Runtime& rt, ExceptionType type, const char* what) {
    if (!rt.pending_is(type)) return {};
    Value error = rt.take_exception();
    Value start = TRY(get_attribute(rt, error, TRY(intern(rt, "start")).get()));
    return rt.raise(RuntimeError, "%s error: pos=%lld, reason=%s error", what, static_cast<long long>(TRY(index_to_int64(rt, start))),
                    type == UnicodeEncodeError ? "encoding" : "decoding");
}

Result<Value> encode_locale(Runtime& rt, Args args) {
    Str* text = TRY(args.str(0));
    Result<Value> bytes = encode_text(rt, text, "utf-8", TRY(locale_errors(rt, args[2])));
    return bytes.raised() ? Result<Value>(locale_error(rt, UnicodeEncodeError, "encode")) : std::move(bytes);
}

Result<Value> decode_locale(Runtime& rt, Args args) {
    std::string_view bytes = TRY(c_string(rt, args[0]));
    Result<Value> text = decode_bytes(rt, bytes, "utf-8", TRY(locale_errors(rt, args[2])));
    return text.raised() ? Result<Value>(locale_error(rt, UnicodeDecodeError, "decode")) : std::move(text);
}

// ---- modules

Result<Value> clear_extension(Runtime& rt, Args args) {
    Str* name = TRY(args.str(0));
    if (name->text() == "_testsinglephase") forget_single_phase(rt);
    return View::none();
}

constexpr FunctionDef functions[] = {
    {"get_config()", get_config, "How the interpreter was started, as a dict."},
    {"get_configs()", get_configs, "{'config': get_config()}"},
    {"get_recursion_depth()", get_recursion_depth, "How many Python calls are in progress."},
    {"iframe_getcode(frame, /)", iframe_getcode, "The code object of a frame."},
    {"iframe_getline(frame, /)", iframe_getline, "The line a frame is at."},
    {"iframe_getlasti(frame, /)", iframe_getlasti, "The instruction a frame is at."},
    {"get_co_framesize(code, /)", get_co_framesize, "How many words its frame takes."},
    {"suppress_immortalization(suppress, /)", suppress_immortalization, "Nothing becomes immortal: there is nothing to do."},
    {"get_immortalize_deferred()", get_immortalize_deferred, "Whether functions and types become immortal: False."},
    {"has_inline_values(object, /)", has_inline_values, "Whether its attributes lie in the object itself, not in a dict."},
    {"pymem_getallocatorsname()", pymem_getallocatorsname, "Whose heap memory comes from."},
    {"dict_getitem_knownhash(dict, key, hash, /)", dict_getitem_knownhash, "dict[key] for a key of this hash, which it is not asked for."},
    {"set_update(set, iterable, /)", set_update, "set.update(iterable)"},
    {"hamt()", new_hamt, "An empty map that never changes, as contexts keep their variables in."},
    {"EncodeLocaleEx(text, current_locale=0, errors='strict', /)", encode_locale, "Text in the encoding of the locale."},
    {"DecodeLocaleEx(bytes, current_locale=0, errors='strict', /)", decode_locale, "The text of bytes in the encoding of the locale."},
    {"clear_extension(name, filename, /)", clear_extension, "The next import of an extension module makes its contents anew."},
    // What asks about the insides of another interpreter.
    {"new_instruction_sequence(*args, **kwargs)", not_in_ouro, "The compiler has none."},
    {"compiler_codegen(*args, **kwargs)", not_in_ouro, "The compiler has no such step."},
    {"optimize_cfg(*args, **kwargs)", not_in_ouro, "The compiler has no such step."},
    {"assemble_code_object(*args, **kwargs)", not_in_ouro, "The compiler has no such step."},
    {"set_eval_frame_default(*args, **kwargs)", not_in_ouro, "There is one way to run frames."},
    {"set_eval_frame_record(*args, **kwargs)", not_in_ouro, "There is one way to run frames."},
    {"run_in_subinterp_with_config(*args, **kwargs)", not_in_ouro, "A host makes VMs, not a script."},
};

Result<Value> size(std::size_t bytes) { return View::small_int(static_cast<std::int64_t>(bytes)); }

constexpr ConstantDef constants[] = {
    {"SIZEOF_PYOBJECT", [](Runtime&) { return size(sizeof(Object)); }},
    {"SIZEOF_PYGC_HEAD", [](Runtime&) { return size(0); }},           // the collector needs no word of its own
    {"SIZEOF_MANAGED_PRE_HEADER", [](Runtime&) { return size(0); }},  // nor do dicts and weak references in front of an object
    {"SIZEOF_TIME_T", [](Runtime&) { return size(sizeof(time_t)); }},
};

}  // namespace

extern const ModuleDef testinternalcapi_module;
const ModuleDef testinternalcapi_module{
    .name = "_testinternalcapi", .doc = "The insides of the interpreter, for its tests.", .functions = functions, .constants = constants};

}  // namespace ouro
