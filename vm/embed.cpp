// SPDX-License-Identifier: MIT
// <ouro/ouro.h> over the runtime, the interpreter and the standard library.
#include <ouro/ouro.h>

#include <new>

#include "parser/dump.h"
#include "parser/parser.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/streams.h"
#include "stdlib/modules.h"
#include "stdlib/reports.h"
#include "stdlib/shutdown.h"
#include "vm/bytecode/dis.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/imports.h"
#include "vm/interp/interpreter.h"

namespace ouro {

namespace {

const char* reason_name(StopReason reason) {
    switch (reason) {
        case StopReason::fuel: return "fuel";
        case StopReason::deadline: return "deadline";
        case StopReason::memory: return "memory";
        case StopReason::output: return "output";
        default: return "requested";
    }
}

}  // namespace

struct Vm::State {
    Config config;
    Settings settings;
    std::unique_ptr<Runtime> runtime;
    Ref<Dict> main;

    explicit State(const Config& wanted) : config(wanted) {
        settings.memory_limit = config.limits.memory;
        if (config.limits.fuel >= 0) settings.fuel = config.limits.fuel;
        settings.seconds = config.limits.deadline;
        settings.recursion_limit = config.limits.recursion;
        if (config.limits.output >= 0) settings.output_limit = config.limits.output;
        settings.modules = native_modules();
        settings.frozen = frozen_modules();
        settings.write_context = this;
        if (config.write_stdout)
            settings.write_stdout = [](void* self, std::string_view text) { static_cast<State*>(self)->config.write_stdout(text); };
        if (config.write_stderr)
            settings.write_stderr = [](void* self, std::string_view text) { static_cast<State*>(self)->config.write_stderr(text); };
        runtime = std::make_unique<Runtime>(settings);
        if (!runtime->ready || !install_interpreter(*runtime) || !install_builtins(*runtime, config.arguments, config.path)) throw std::bad_alloc();
    }

    /// Throws what is pending.
    [[noreturn]] void fail() {
        Runtime& rt = *runtime;
        if (rt.stopping()) throw Stopped(reason_name(rt.stop_reason));
        Value exception = rt.take_exception();
        std::string traceback = format_exception(rt, exception.as<Exception>());
        std::string type = type_name(rt, exception), message;
        Result<Ref<Str>> text = to_str(rt, exception);
        if (text.raised()) rt.pending = Value();
        else message = std::string(text.value()->text());
        throw Error(std::move(type), std::move(message), std::move(traceback));
    }

    Result<void> run(std::string_view source, std::string_view filename, bool is_file, bool anew) {
        Runtime& rt = *runtime;
        Ref<Str> name = TRY(new_str(rt, filename));
        if (anew || !main) main = TRY(make_main(rt, is_file ? View(name.get()) : View()));
        Ref<Code> code = TRY(compile_source(rt, source, name.get(), CompileMode::exec));
        TRY(run_code(rt, code.get(), main.get(), View()));
        return {};
    }

    /// What __main__ holds is dropped while everything still works: private names first, as at CPython's end.
    void clear_main() {
        Runtime& rt = *runtime;
        if (!main) return;
        for (bool private_names : {true, false}) {
            Result<Ref<List>> keys = list_from(rt, View(main.get()));
            if (keys.raised()) break;
            for (const Value& key : keys.value()->view()) {
                Str* name = as_str(key);
                if (!name || name->text() == "__builtins__") continue;
                bool is_private = name->text().starts_with("_") && !name->text().starts_with("__");
                if (private_names && !is_private) continue;
                if (dict_set(rt, main.get(), key, View::none()).raised()) break;
            }
        }
        rt.pending = Value();
        rt.cycles.collect();
    }
};

Vm::Vm(const Config& config) : state_(std::make_unique<State>(config)) {}
Vm::~Vm() = default;

void Vm::exec(std::string_view source, std::string_view filename) {
    if (state_->run(source, filename, false, false).raised()) state_->fail();
}

int Vm::run_program(std::string_view source, std::string_view filename, bool is_file) {
    Runtime& rt = *state_->runtime;
    int code = 0;
    if (state_->run(source, filename, is_file, true).raised()) {
        if (rt.stopping()) state_->fail();
        code = report_uncaught(rt);
        if (rt.stopping()) state_->fail();
    }
    return code;
}

bool Vm::finish() {
    Runtime& rt = *state_->runtime;
    run_exit_functions(rt);
    if (!rt.stopping()) state_->clear_main();
    return flush_all_streams(rt);
}

std::string Vm::disassemble(std::string_view source, std::string_view filename) {
    Runtime& rt = *state_->runtime;
    Result<Ref<Str>> name = new_str(rt, filename);
    if (name.raised()) state_->fail();
    Result<Ref<Code>> code = compile_source(rt, source, name.value().get(), CompileMode::exec);
    if (code.raised()) state_->fail();
    return ouro::disassemble(rt, code.value().get());
}

std::string Vm::dump_syntax_tree(std::string_view text, std::string_view filename) {
    Source source{std::string(filename), text};
    Arena arena;
    ParseResult parsed = parse(source, Mode::File, arena);
    if (parsed) return dump(parsed.tree, false);
    return disassemble(text, filename);  // words the same error, and throws it
}

void Vm::stop() { state_->runtime->limits.requested.store(StopReason::requested, std::memory_order_relaxed); }

std::string version() { return "Python 3.13.0 (ouro 0.1)"; }

}  // namespace ouro
