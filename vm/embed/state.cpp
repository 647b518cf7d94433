// SPDX-License-Identifier: MIT
// Birth and death of a State, who is inside, and exceptions across the border.
#include "vm/embed/state.h"

#include <algorithm>
#include <ctime>
#include <new>
#include <system_error>

#include "runtime/native/capability.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/module.h"
#include "stdlib/faulthandler/handlers.h"
#include "stdlib/io/streams.h"
#include "stdlib/modules.h"
#include "stdlib/signals.h"
#include "vm/interp/imports.h"
#include "vm/interp/interpreter.h"
#include "vm/interp/machine_stack.h"

namespace ouro::v1::detail {

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

double monotonic() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

static_assert(v1::kCapabilities == ouro::kCapabilities);
// The public header has a list of its own: it includes nothing of the library.
static_assert(static_cast<int>(v1::Capability::clock) == static_cast<int>(ouro::Capability::clock));
static_assert(static_cast<int>(v1::Capability::standard_output) == static_cast<int>(ouro::Capability::standard_output));
static_assert(static_cast<int>(v1::Capability::processes) == static_cast<int>(ouro::Capability::processes));
static_assert(static_cast<int>(v1::Capability::imports) == static_cast<int>(ouro::Capability::imports));

}  // namespace

State::State(const Config& wanted) : config(wanted) {
    settings.memory_limit = config.limits.memory;
    if (config.limits.fuel >= 0) settings.fuel = config.limits.fuel;
    settings.seconds = config.limits.deadline;
    settings.recursion_limit = config.limits.recursion;
    if (config.limits.output >= 0) settings.output_limit = config.limits.output;
    if (config.hash_seed) settings.hash_seed = std::uint64_t{*config.hash_seed} + 1;
    settings.modules = native_modules();
    settings.frozen = frozen_modules();
    if (config.test_modules) settings.test_modules = test_modules();
    // An option that has a value is as one that is there.
    auto asks = [&](std::string_view option) {
        auto is = [&](std::string_view given) { return given.substr(0, given.find('=')) == option; };
        return std::any_of(config.options.begin(), config.options.end(), is);
    };
    settings.debug_ranges = !config.flags.no_debug_ranges && !asks("no_debug_ranges");
    settings.write_context = this;
    if (config.write_stdout)
        settings.write_stdout = [](void* self, std::string_view text) { static_cast<State*>(self)->config.write_stdout(text); };
    if (config.write_stderr)
        settings.write_stderr = [](void* self, std::string_view text) { static_cast<State*>(self)->config.write_stderr(text); };
    runtime = std::make_unique<Runtime>(settings);
    if (config.limits.deadline > 0) runtime->limits.deadline = monotonic() + config.limits.deadline;
    stack_of = std::this_thread::get_id();
    ouro::grant(*runtime, config.capabilities);
    const Config::Flags& flags = config.flags;
    std::string name = "ouro";
    for (constexpr std::string_view prefix = "implementation_name="; const std::string& option : config.options)
        if (option.starts_with(prefix)) name = option.substr(prefix.size());
    Launch launch{.arguments = config.arguments, .original_arguments = config.original_arguments, .path = config.path, .library = config.library, .warnings = config.warnings,
                  .options = config.options, .implementation_name = name, .debug = flags.debug, .inspect = flags.inspect, .interactive = flags.interactive, .optimize = flags.optimize,
                  .no_user_site = flags.no_user_site, .no_site = flags.no_site, .ignore_environment = flags.ignore_environment, .verbose = flags.verbose,
                  .bytes_warning = flags.bytes_warning, .quiet = flags.quiet, .isolated = flags.isolated, .dev_mode = asks("dev"),
                  .warn_default_encoding = asks("warn_default_encoding"),
                  .safe_path = flags.safe_path, .unbuffered = flags.unbuffered};
    if (launch.original_arguments.empty()) launch.original_arguments = launch.arguments;
    if (!runtime->ready || !install_interpreter(*runtime) || !install_builtins(*runtime, launch)) throw std::bad_alloc();
    if (!granted(*runtime, ouro::Capability::signals)) return;
    if (handle_interrupts(*runtime).raised()) throw std::bad_alloc();
    if ((flags.fault_handler || asks("faulthandler") || asks("dev")) && enable_fault_handler(*runtime).raised()) throw std::bad_alloc();
}

State::~State() {
    while (objects) objects->unlink();
    translations.clear();
    main = nullptr;
}

void State::fail() {
    Runtime& rt = *runtime;
    if (rt.stopping()) throw Stopped(reason_name(rt.stop_reason));
    Value exception = rt.take_exception();
    if (exception.is_unbound()) throw std::logic_error("ouro: a failure without an exception");
    std::string traceback = format_exception(rt, exception.as<Exception>());
    std::string type = short_type_name(rt.type_of(exception)), message;
    ouro::Result<Ref<Str>> text = to_str(rt, exception);
    if (text.raised()) rt.pending = Value();
    else message = std::string(text.value()->text());
    if (rt.stopping()) throw Stopped(reason_name(rt.stop_reason));
    throw Error(std::move(type), std::move(message), std::move(traceback), v1::Object(*this, own(std::move(exception))));
}

Raised State::raise_current() {
    Runtime& rt = *runtime;
    auto raise_as = [&](View type, const char* text) -> Raised {
        Value held(type);
        ouro::Result<Value> message = decode_text(rt, text);
        if (message.raised()) return {};
        ouro::Result<Value> exception = call(rt, held, {message.value()});
        if (exception.raised()) return {};
        if (!is_kind(exception.value(), Kind::exception)) return rt.raise(TypeError, "exceptions must derive from BaseException");
        return rt.raise_object(exception.take());
    };
    try {
        throw;
    } catch (const Stopped& stopped) {
        return rt.raise_stop(StopReason::requested);
    } catch (const Error& error) {
        if (!error.object().empty() && &error.object().state() == this) return rt.raise_object(Value(view(error.object().word())));
        // One that the host made: the exception of that name.
        ouro::Result<Ref<Str>> name = intern(rt, error.type());
        if (name.raised()) return {};
        View type = namespace_get(rt.builtins.get(), name.value().get());
        if (as_type(type) && as_type(type)->has(Type::exception_type)) return raise_as(type, error.message().c_str());
        return raise_as(View(rt.exceptions[RuntimeError]), error.what());
    } catch (const std::exception& thrown) {
        for (const Translation& each : translations)
            if (each.matches(thrown)) return raise_as(each.exception, thrown.what());
        if (auto* system = dynamic_cast<const std::system_error*>(&thrown);
            system && (system->code().category() == std::generic_category() || system->code().category() == std::system_category())) {
            ouro::Result<Value> message = decode_text(rt, thrown.what());
            if (message.raised()) return {};
            Type* type = os_error_type(rt, system->code().value());
            ouro::Result<Value> exception = call(rt, View(type), {View::small_int(system->code().value()), message.value()});
            if (exception.raised()) return {};
            return rt.raise_object(exception.take());
        }
        ExceptionType type = RuntimeError;
        if (dynamic_cast<const std::bad_alloc*>(&thrown)) return rt.raise_memory_error();
        if (dynamic_cast<const std::out_of_range*>(&thrown)) type = IndexError;
        else if (dynamic_cast<const std::invalid_argument*>(&thrown) || dynamic_cast<const std::domain_error*>(&thrown) ||
                 dynamic_cast<const std::length_error*>(&thrown) || dynamic_cast<const std::range_error*>(&thrown))
            type = ValueError;
        else if (dynamic_cast<const std::overflow_error*>(&thrown)) type = OverflowError;
        return raise_as(View(rt.exceptions[type]), thrown.what());
    } catch (...) {
        return rt.raise(RuntimeError, "a host function threw what is no std::exception");
    }
}

Dict* State::main_dict() {
    Runtime& rt = *runtime;
    if (!main) {
        need(make_main(rt, View()));
        main = Ref<Module>(need(dict_get(rt, rt.modules.get(), rt.names.main_)).as<Module>());
    }
    return main->dict.get();
}

Entry::Entry(State& state) : state_(state) {
    std::thread::id self = std::this_thread::get_id(), nobody{};
    if (state.owner.load(std::memory_order_relaxed) != self) {
        if (!state.owner.compare_exchange_strong(nobody, self, std::memory_order_acquire))
            throw std::logic_error("ouro: this Vm is in use by another thread");
        if (state.stack_of != self) {
            set_stack_limit(*state.runtime);
            state.stack_of = self;
        }
    }
    ++state.entries;
}

Entry::~Entry() {
    if (--state_.entries == 0) state_.owner.store(std::thread::id(), std::memory_order_release);
}

Flushed::~Flushed() {
    Runtime& rt = *state_.runtime;
    if (state_.entries != 1 || rt.stopping()) return;
    Value pending = std::exchange(rt.pending, Value());
    (void)flush_standard_streams(rt);
    if (!rt.stopping()) rt.pending = std::move(pending);
}

}  // namespace ouro::v1::detail
