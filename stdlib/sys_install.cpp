// SPDX-License-Identifier: MIT
// The module `sys`: what is made once per VM.
#include <limits.h>
#include <unistd.h>

#include <algorithm>
#include <cfloat>

#include "runtime/objects/codec_errors.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/streams.h"
#include "stdlib/modules.h"
#include "stdlib/reports.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys.h"
#include "stdlib/system_text.h"
#include "vm/interp/finders.h"

namespace ouro {

namespace {

const char* const kVersionFields[] = {"major", "minor", "micro", "releaselevel", "serial"};
const StructSequence kVersionInfo{.type = struct_sequence_type("sys", "version_info", "Version information as a named tuple.", false), .fields = kVersionFields, .visible = 5};

const char* const kFlagFields[] = {"debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose",
                                   "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path",
                                   "int_max_str_digits"};
const StructSequence kFlags{.type = struct_sequence_type("sys", "flags", "Flags provided through command line arguments or environment vars.", false), .fields = kFlagFields, .visible = 18};

const char* const kFloatFields[] = {"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"};
const StructSequence kFloatInfo{.type = struct_sequence_type("sys", "float_info", "Properties of the type float.", false), .fields = kFloatFields, .visible = 11};

const char* const kIntFields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"};
const StructSequence kIntInfo{.type = struct_sequence_type("sys", "int_info", "Properties of the type int.", false), .fields = kIntFields, .visible = 4};

const char* const kHashFields[] = {"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"};
const StructSequence kHashInfo{.type = struct_sequence_type("sys", "hash_info", "Parameters used for hashing.", false), .fields = kHashFields, .visible = 9};

const char* const kThreadFields[] = {"name", "lock", "version"};
const StructSequence kThreadInfo{.type = struct_sequence_type("sys", "thread_info", "Information about the thread implementation.", false), .fields = kThreadFields, .visible = 3};

constexpr std::int64_t kHexVersion = 0x030d00f0;

Result<Value> version_tuple(Runtime& rt) {
    const Value values[] = {View::small_int(3), View::small_int(13), View::small_int(0), TRY(rt.str("final")), View::small_int(0)};
    return new_struct_sequence(rt, kVersionInfo, values);
}

Result<Value> flags(Runtime& rt, const Launch& launch) {
    auto number = [](int n) { return View::small_int(n); };
    // Nothing is ever written beside a source file, hashes are seeded, and text is UTF-8.
    const Value values[] = {number(launch.debug), number(launch.inspect), number(launch.interactive), number(launch.optimize), number(1),
                            number(launch.no_user_site), number(launch.no_site), number(launch.ignore_environment), number(launch.verbose),
                            number(launch.bytes_warning), number(launch.quiet), number(rt.settings.hash_seed != 1), number(launch.isolated), View::boolean(launch.dev_mode),
                            number(1), number(launch.warn_default_encoding), View::boolean(launch.safe_path), number(rt.int_max_str_digits)};
    return new_struct_sequence(rt, kFlags, values);
}

Result<Value> float_info(Runtime& rt) {
    const Value values[] = {TRY(rt.real(DBL_MAX)), View::small_int(DBL_MAX_EXP), View::small_int(DBL_MAX_10_EXP), TRY(rt.real(DBL_MIN)), View::small_int(DBL_MIN_EXP),
                            View::small_int(DBL_MIN_10_EXP), View::small_int(DBL_DIG), View::small_int(DBL_MANT_DIG), TRY(rt.real(DBL_EPSILON)), View::small_int(FLT_RADIX),
                            View::small_int(1)};
    return new_struct_sequence(rt, kFloatInfo, values);
}

Result<Value> int_info(Runtime& rt) {
    const Value values[] = {View::small_int(30), View::small_int(4), View::small_int(4300), View::small_int(640)};
    return new_struct_sequence(rt, kIntInfo, values);
}

Result<Value> hash_info(Runtime& rt) {
    const Value values[] = {View::small_int(64), View::small_int((std::int64_t{1} << 61) - 1), View::small_int(314159), View::small_int(0), View::small_int(1000003),
                            TRY(rt.str("siphash13")), View::small_int(64), View::small_int(128), View::small_int(0)};
    return new_struct_sequence(rt, kHashInfo, values);
}

Result<Value> thread_info(Runtime& rt) {
    char version[64] = "";
    confstr(_CS_GNU_LIBPTHREAD_VERSION, version, sizeof version);
    const Value values[] = {TRY(rt.str("pthread")), TRY(rt.str("semaphore")), TRY(rt.str(version))};
    return new_struct_sequence(rt, kThreadInfo, values);
}

Result<Value> implementation(Runtime& rt, const Launch& launch) {
    Value made = TRY(call(rt, View(static_cast<const Object*>(rt.types.simple_namespace))));
    auto set = [&](const char* name, View value) -> Result<void> { return set_attribute(rt, made, TRY(intern(rt, name)).get(), value); };
    TRY(set("name", TRY(text_from_system(rt, launch.implementation_name))));
    TRY(set("cache_tag", TRY(rt.str("ouro-313"))));
    TRY(set("version", TRY(version_tuple(rt))));
    TRY(set("hexversion", View::small_int(kHexVersion)));
    return made;
}

Result<Value> text_list(Runtime& rt, const std::vector<std::string>& texts) {
    Ref<List> list = TRY(new_list(rt, texts.size()));
    for (const std::string& text : texts) {
        // Arguments may be any bytes: what is not UTF-8 becomes lone surrogates (PEP 383).
        TRY(list_append(rt, list.get(), TRY(text_from_system(rt, text))));
    }
    return list;
}

constexpr const char* kLibraryNames[] = {
#define NAME(name) #name,
#include "stdlib/library_names.def"
#undef NAME
};

/// Two attributes that are asked for seldom and take long to make.
Result<void> add_module_names(Runtime& rt, Dict* dict) {
    std::vector<std::string_view> native{"builtins", "sys"};
    for (const ModuleDef* def : rt.settings.modules) native.push_back(def->name);
    std::sort(native.begin(), native.end());
    native.erase(std::unique(native.begin(), native.end()), native.end());
    Ref<Tuple> builtin = TRY(new_tuple(rt, native.size()));
    for (std::size_t n = 0; n < native.size(); ++n) builtin->items[n] = TRY(rt.str(native[n]));
    Ref<Set> library = TRY(new_set(rt, true));
    for (const char* name : kLibraryNames) TRY(set_add(rt, library.get(), TRY(rt.str(name))));
    TRY(dict_set(rt, dict, TRY(intern(rt, "builtin_module_names")).get(), View(builtin.get())));
    return dict_set(rt, dict, TRY(intern(rt, "stdlib_module_names")).get(), View(library.get()));
}

std::string parent_of(const std::string& path) {
    std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : slash ? path.substr(0, slash) : "/";
}

/// -X options: "name" is True, "name=value" the value.
Result<Value> options_dict(Runtime& rt, const std::vector<std::string>& options) {
    Ref<Dict> dict = TRY(new_dict(rt));
    for (const std::string& option : options) {
        std::size_t equals = option.find('=');
        Value name = TRY(text_from_system(rt, option.substr(0, equals)));
        Value value = equals == std::string::npos ? Value(View::boolean(true)) : TRY(text_from_system(rt, option.substr(equals + 1)));
        TRY(dict_set(rt, dict.get(), name, value));
    }
    return dict;
}

Result<void> fill(Runtime& rt, const Launch& launch) {
    Ref<Module> module = TRY(make_native_module(rt, sys_module));
    Dict* dict = module->dict.get();
    rt.sys_module = module;
    Ref<Str> own_name = TRY(intern(rt, "sys"));
    TRY(dict_set(rt, rt.modules.get(), own_name.get(), View(reinterpret_cast<const Object*>(module.get()))));
    auto set = [&](const char* name, Value value) -> Result<void> { return dict_set(rt, dict, TRY(intern(rt, name)).get(), value); };
    auto set_text = [&](const char* name, std::string_view text) -> Result<void> { return set(name, TRY(rt.str(text))); };
    auto set_integer = [&](const char* name, std::int64_t n) -> Result<void> { return set(name, TRY(rt.integer(n))); };

    TRY(set("modules", rt.modules));
    TRY(set("argv", TRY(text_list(rt, launch.arguments))));
    TRY(set("orig_argv", TRY(text_list(rt, launch.original_arguments))));
    TRY(set("path", TRY(text_list(rt, launch.path))));
    Value library = launch.library.empty() ? Value() : TRY(text_from_system(rt, launch.library));
    TRY(set("_stdlib_dir", library.is_unbound() ? View::none() : View(library)));
    TRY(install_finders(rt, library));
    // The folder of the script, in which a module may hide one of the library by mistake: what stands first if that is not the library.
    bool has_script = !launch.safe_path && !launch.path.empty() && !launch.library.empty() && launch.path[0] != launch.library;
    if (has_script) rt.library[&kScriptFolder] = TRY(text_from_system(rt, launch.path[0]));
    TRY(set_native_loader(rt, rt.sys_module.get()));
    TRY(set_native_loader(rt, rt.builtins_module.get()));
    TRY(set("path_importer_cache", TRY(new_dict(rt))));
    TRY(set("warnoptions", TRY(text_list(rt, launch.warnings))));
    TRY(set("_xoptions", TRY(options_dict(rt, launch.options))));
    module->rest = add_module_names;

    TRY(set_text("version", "3.13.0 (ouro 0.1) [C++]"));
    TRY(set("version_info", TRY(version_tuple(rt))));
    TRY(set_integer("hexversion", kHexVersion));
    TRY(set_integer("api_version", 1013));
    TRY(set("implementation", TRY(implementation(rt, launch))));
    TRY(set_text("copyright", "ouro: an embeddable implementation of Python."));
    const Value source[] = {TRY(rt.str("ouro")), TRY(rt.str("")), TRY(rt.str(""))};  // its branch and revision, which a build does not know
    TRY(set("_git", TRY(new_tuple(rt, source))));
    TRY(set_text("platform", "linux"));
    TRY(set_text("platlibdir", "lib"));
    TRY(set_text("abiflags", ""));
    TRY(set_text("_framework", ""));
    TRY(set_text("float_repr_style", "short"));
    TRY(set_text("byteorder", __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? "little" : "big"));
    TRY(set_integer("maxsize", PTRDIFF_MAX));
    TRY(set_integer("maxunicode", 0x10ffff));
    TRY(set("flags", TRY(flags(rt, launch))));
    TRY(set("float_info", TRY(float_info(rt))));
    TRY(set("int_info", TRY(int_info(rt))));
    TRY(set("hash_info", TRY(hash_info(rt))));
    TRY(set("thread_info", TRY(thread_info(rt))));
    TRY(set("dont_write_bytecode", View::boolean(true)));
    TRY(set("pycache_prefix", View::none()));

    char executable[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", executable, sizeof executable);
    std::string program(executable, size > 0 ? static_cast<std::size_t>(size) : 0);
    TRY(set("executable", TRY(text_from_system(rt, program))));
    TRY(set("_base_executable", TRY(text_from_system(rt, program))));
    std::string prefix = parent_of(parent_of(program));
    for (const char* name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) TRY(set(name, TRY(text_from_system(rt, prefix))));

    for (const char* name : {"displayhook", "excepthook", "unraisablehook", "breakpointhook"}) {
        Value hook(TRY(dict_get(rt, dict, TRY(intern(rt, name)).get())));
        TRY(set(("__" + std::string(name) + "__").c_str(), hook));
    }
    if (launch.dev_mode) rt.library[&kCheckCodecs] = View::boolean(true);
    if (launch.warn_default_encoding) rt.library[&kWarnDefaultEncoding] = View::boolean(true);
    install_report_hooks(rt);
    return install_streams(rt, launch.unbuffered);
}

}  // namespace

bool install_sys(Runtime& rt, const Launch& launch) {
    return !fill(rt, launch).raised();
}

}  // namespace ouro
