// SPDX-License-Identifier: MIT
// Vm: the public class over the runtime, the interpreter and the standard library.
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "parser/dump.h"
#include "parser/parser.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"
#include "stdlib/faulthandler/handlers.h"
#include "stdlib/io/streams.h"
#include "stdlib/reports.h"
#include "stdlib/shutdown.h"
#include "vm/bytecode/dis.h"
#include "vm/compiler/compiler.h"
#include "vm/embed/ending.h"
#include "vm/embed/host_function.h"
#include "vm/embed/state.h"
#include "vm/interp/imports.h"
#include "vm/interp/interpreter.h"

namespace ouro::v1 {

using detail::Entry;
using detail::State;
using detail::view;

namespace {

template <typename T>
using Outcome = ouro::Result<T>;

v1::Object hold(State& state, Value value) { return v1::Object(state, state.own(std::move(value))); }

/// Gives tracebacks the lines of a source that has no file: `name` is what its code bears, `shown` what is printed.
Outcome<void> remember_lines(Runtime& rt, View name, std::string_view source, View shown) {
    Value linecache = TRY(import_absolute(rt, "linecache"));
    Value text = TRY(detail::decode_text(rt, source));
    TRY(call_method(rt, linecache, TRY(intern(rt, "_register_code")).get(), {name, text, shown}));
    return {};
}

/// Bytes of the system's as scripts see them: what is not UTF-8 becomes lone surrogates (PEP 383).
Outcome<Ref<Str>> system_text(Runtime& rt, std::string_view bytes) {
    if (valid_utf8_prefix(bytes) == bytes.size()) return new_str(rt, bytes);
    Value text = TRY(decode_bytes(rt, bytes, "utf-8", "surrogateescape"));
    return Ref<Str>(text.as<Str>());
}

Outcome<Value> run_source(State& state, std::string_view source, std::string_view filename, int flags = 0) {
    Runtime& rt = *state.runtime;
    Ref<Str> name = TRY(system_text(rt, filename));
    Ref<Code> code = TRY(compile_source(rt, source, name.get(), CompileMode::exec, flags));
    return run_code(rt, code.get(), state.main_dict(), View());
}

/// The module of a dotted name that host functions lie in, made if it is not there.
Outcome<Ref<Module>> host_module(Runtime& rt, std::string_view name) {
    Ref<Str> key = TRY(intern(rt, name));
    View known = TRY(dict_get(rt, rt.modules.get(), key.get()));
    if (is_kind(known, Kind::module)) return Ref<Module>(known.as<Module>());
    Ref<Module> made = TRY(new_module(rt, key.get()));
    std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos) {
        Ref<Module> parent = TRY(host_module(rt, name.substr(0, dot)));
        Ref<List> path = TRY(new_list(rt));
        TRY(dict_set(rt, parent->dict.get(), rt.names.path_, View(path.get())));  // a package: it has submodules
        Ref<Str> last = TRY(intern(rt, name.substr(dot + 1)));
        TRY(dict_set(rt, parent->dict.get(), last.get(), View(made.get())));
    }
    TRY(dict_set(rt, rt.modules.get(), key.get(), View(made.get())));
    return made;
}

Outcome<void> define(State& state, std::string_view signature, std::size_t parameters, detail::HostFunction function, std::string_view doc) {
    Runtime& rt = *state.runtime;
    std::string_view name = signature.substr(0, signature.find('('));
    std::size_t dot = name.rfind('.');
    std::string_view module = dot == std::string_view::npos ? "builtins" : name.substr(0, dot);
    if (dot != std::string_view::npos) {
        signature.remove_prefix(dot + 1);
        name.remove_prefix(dot + 1);
    }
    Value made = TRY(detail::make_host_function(state, signature, module, parameters, std::move(function), doc));
    Ref<Str> key = TRY(intern(rt, name));
    if (dot == std::string_view::npos) return dict_set(rt, rt.builtins.get(), key.get(), made);
    Ref<Module> home = TRY(host_module(rt, module));
    return dict_set(rt, home->dict.get(), key.get(), made);
}

}  // namespace

Vm::Vm(const Config& config) : state_(std::make_unique<State>(config)) {}
Vm::~Vm() = default;

v1::Object Vm::exec(std::string_view source, std::string_view filename) {
    Entry entry(*state_);
    detail::Flushed flushed(*state_);
    state_->main_dict();
    state_->need(run_source(*state_, source, filename));
    return main();
}

v1::Object Vm::exec_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rbe");
    std::string source;
    int error = file ? 0 : errno;
    if (file) {
        char buffer[1 << 14];
        for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) source.append(buffer, n);
        if (std::ferror(file)) error = errno;
        std::fclose(file);
    }
    if (error) throw std::system_error(error, std::generic_category(), path);
    return exec(source, path);
}

v1::Object Vm::eval(std::string_view expression) {
    Entry entry(*state_);
    detail::Flushed flushed(*state_);
    Runtime& rt = *state_->runtime;
    Ref<Str> name = state_->need(new_str(rt, "<string>"));
    Ref<Code> code = state_->need(compile_source(rt, expression, name.get(), CompileMode::eval));
    return hold(*state_, state_->need(run_code(rt, code.get(), state_->main_dict(), View())));
}

v1::Object Vm::import(std::string_view name) {
    Entry entry(*state_);
    return hold(*state_, state_->need(import_absolute(*state_->runtime, name)));
}

v1::Object Vm::main() {
    Entry entry(*state_);
    state_->main_dict();
    return hold(*state_, Value(View(state_->main.get())));
}

void Vm::define_function(std::string_view signature, std::size_t parameters, detail::HostFunction function, std::string_view doc) {
    Entry entry(*state_);
    state_->need(ouro::v1::define(*state_, signature, parameters, std::move(function), doc));
}

void Vm::add_translation(bool (*matches)(const std::exception&), const v1::Object& exception) {
    Type* type = as_type(view(exception.word()));
    if (&exception.state() != state_.get() || !type || !type->has(Type::exception_type))
        throw std::invalid_argument("ouro: translate() needs an exception class of this Vm");
    state_->translations.push_back({matches, Value(View(type))});
}

v1::Object Vm::run_to_end(const v1::Object& function_or_coroutine, detail::Outgoing& arguments) {
    Entry entry(*state_);
    detail::Flushed flushed(*state_);
    if (state_->host_calls) throw std::logic_error("ouro: run() was called from inside one of the Vm's own host functions");
    v1::Object coroutine = function_or_coroutine;
    if (coroutine.is_callable()) coroutine = v1::Object(*state_, arguments.call(function_or_coroutine.word()));
    if (!is_kind(view(coroutine.word()), Kind::coroutine)) {
        if (function_or_coroutine.is_callable()) return coroutine;
        throw Error("TypeError", "a coroutine was expected, got " + coroutine.repr());
    }
    return import("asyncio").method("run", coroutine);
}

void Vm::stop() { state_->runtime->limits.requested.store(StopReason::requested, std::memory_order_relaxed); }

void Vm::add_fuel(std::int64_t units) {
    Entry entry(*state_);
    Runtime& rt = *state_->runtime;
    Limits& limits = rt.limits;
    if (units > 0 && limits.reserve < Limits::kUnlimited) {
        if (limits.slice < 0) limits.slice = 0;
        limits.reserve = units > Limits::kUnlimited - 1 - limits.reserve ? Limits::kUnlimited - 1 : limits.reserve + units;
    }
    if (rt.stop_reason == StopReason::fuel && state_->entries == 1) rt.stop_reason = StopReason::none;
}

std::int64_t Vm::fuel_left() const {
    const Limits& limits = state_->runtime->limits;
    if (limits.reserve >= Limits::kUnlimited / 2) return -1;
    return limits.reserve + (limits.slice > 0 ? limits.slice : 0);
}

std::size_t Vm::memory_used() const { return state_->runtime->limits.memory_used; }

namespace {

/// Reports what a program did not handle: its exit code.
int report(State& state) {
    Runtime& rt = *state.runtime;
    state.interrupted = rt.pending_is(KeyboardInterrupt);
    // A little more memory, so that a MemoryError can be reported.
    constexpr std::size_t kForReport = 256 * 1024;
    std::size_t limit = rt.limits.memory_limit;
    if (limit < SIZE_MAX - kForReport) rt.limits.memory_limit += kForReport;
    int code = report_uncaught(rt, !state.config.flags.inspect);
    rt.limits.memory_limit = limit > rt.limits.memory_used ? limit : rt.limits.memory_used;
    if (rt.stopping()) state.fail();
    return state.interrupted ? 130 : code;
}

/// Runs a program in a new __main__: its exit code, after what it did not handle has been reported.
template <typename Run>
int run_as_program(State& state, Run&& run) {
    Runtime& rt = *state.runtime;
    if (state.host_calls) throw std::logic_error("ouro: a program was started from inside one of the Vm's own host functions");
    state.interrupted = false;
    bool raised = run().raised();
    if (rt.stopping()) state.fail();
    state.main = nullptr;
    if (Outcome<View> main = dict_get(rt, rt.modules.get(), rt.names.main_); !main.raised() && is_kind(main.value(), Kind::module))
        state.main = Ref<Module>(main.value().as<Module>());
    return raised ? report(state) : 0;
}

}  // namespace

int Vm::run_program(std::string_view source, std::string_view filename, bool is_file) {
    Entry entry(*state_);
    Runtime& rt = *state_->runtime;
    return run_as_program(*state_, [&]() -> Outcome<void> {
        Ref<Str> name = TRY(system_text(rt, filename));
        TRY(make_main(rt, is_file ? View(name.get()) : View()));
        state_->main = Ref<Module>(TRY(dict_get(rt, rt.modules.get(), rt.names.main_)).as<Module>());
        // A command has its lines in tracebacks; what comes through standard input has not.
        bool command = !is_file && filename == "<string>";
        if (command && valid_utf8_prefix(source) != source.size()) {
            write_error_text(rt, "Unable to decode the command from the command line:\n");
            TRY(encode_text(rt, TRY(system_text(rt, source)).get(), "utf-8", "strict"));  // says which byte of it is none
        }
        if (command) TRY(remember_lines(rt, name.get(), source, name.get()));
        TRY(run_source(*state_, source, filename, command ? 1 : kFromFile));
        return {};
    });
}

namespace {

int run_module_program(State& state, std::string_view name, bool alter_arguments) {
    bool started = true;
    return run_as_program(state, [&]() -> Outcome<void> {
        if (!run_module_as_main(*state.runtime, name, alter_arguments, started).raised()) return {};
        if (!started) state.fail();
        return Raised{};
    });
}

}  // namespace

int Vm::run_module(std::string_view name) {
    Entry entry(*state_);
    return run_module_program(*state_, name, true);
}

int Vm::run_first_path() {
    Entry entry(*state_);
    return run_module_program(*state_, "__main__", false);
}

namespace {

/// Whether lines hold nothing but comments.
bool says_nothing(std::string_view typed) {
    for (std::size_t at = 0; at < typed.size();) {
        std::size_t end = std::min(typed.find('\n', at), typed.size());
        std::size_t first = typed.find_first_not_of(" \t\f\r", at);
        if (first < end && typed[first] != '#') return false;
        at = end + 1;
    }
    return true;
}

}  // namespace

bool Vm::unfinished(std::string_view typed) {
    if (says_nothing(typed)) return false;
    Source source{"<stdin>", typed, true};
    Arena arena;
    ParseResult parsed = parse(source, Mode::Single, arena);
    bool blank = typed == "\n" || typed.ends_with("\n\n");
    if (!parsed) return parsed.incomplete && (parsed.inside || !blank);
    auto body = parsed.tree->as<ast::Interactive>()->body;
    if (blank || body.empty()) return false;
    return is_compound(body[body.count - 1]);
}

namespace {

Outcome<void> run_typed(State& state, std::string_view typed) {
    Runtime& rt = *state.runtime;
    Dict* main = state.main_dict();
    Ref<Str> shown = TRY(new_str(rt, "<stdin>"));
    int flags = 1 | state.future_flags;
    Outcome<Ref<Code>> code = compile_source(rt, typed, shown.get(), CompileMode::single, flags);
    if (code.raised()) return Raised{};
    // Tracebacks find the lines under a file name of the statement's own.
    Ref<Str> name = TRY(new_str(rt, "<stdin>-" + std::to_string(state.statements++)));
    code = compile_source(rt, typed, name.get(), CompileMode::single, flags);
    if (code.raised()) return Raised{};
    state.future_flags |= static_cast<int>(code.value()->code_flags & Code::futures);
    TRY(remember_lines(rt, name.get(), typed, shown.get()));
    TRY(run_code(rt, code.value().get(), main, View()));
    return {};
}

}  // namespace

std::optional<int> Vm::run_statement(std::string_view typed) {
    Entry entry(*state_);
    Runtime& rt = *state_->runtime;
    state_->config.flags.inspect = false;  // sys.exit() now ends the session
    if (says_nothing(typed)) return {};
    detail::Flushed flushed(*state_);
    bool raised = run_typed(*state_, typed).raised();
    if (rt.stopping()) state_->fail();
    if (!raised) return {};
    bool exits = rt.pending_is(SystemExit);
    int code = report(*state_);
    state_->interrupted = false;
    return exits ? std::optional<int>(code) : std::nullopt;
}

bool Vm::interrupted() const { return state_->interrupted; }

bool Vm::finish() {
    Entry entry(*state_);
    Runtime& rt = *state_->runtime;
    bool stopped = rt.stopping();
    bool written = run_exit_functions(rt);
    if (!rt.stopping()) detail::end_modules(*state_);
    written = flush_all_streams(rt, written) && written;
    if (!stopped && rt.stopping()) state_->fail();
    release_fault_handler(rt);
    return written;
}

std::string Vm::disassemble(std::string_view source, std::string_view filename) {
    Entry entry(*state_);
    Runtime& rt = *state_->runtime;
    Ref<Str> name = state_->need(system_text(rt, filename));
    Ref<Code> code = state_->need(compile_source(rt, source, name.get(), CompileMode::exec));
    return ouro::disassemble(rt, code.get());
}

std::string Vm::dump_syntax_tree(std::string_view text, std::string_view filename) {
    Source source{std::string(filename), text};
    Arena arena;
    ParseResult parsed = parse(source, Mode::File, arena);
    if (parsed) return dump(parsed.tree, false);
    return disassemble(text, filename);  // words the same error, and throws it
}

std::string version() { return "Python 3.13.0 (ouro 0.1)"; }

}  // namespace ouro::v1
