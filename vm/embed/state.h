// SPDX-License-Identifier: MIT
// State: what stands behind a Vm. Its Runtime, the Objects that the host holds, which thread is inside, and the way from a pending
// Python exception to a C++ one and back.
#pragma once

#include <ouro/ouro.h>

#include <atomic>
#include <thread>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"

namespace ouro::v1::detail {

struct State {
    explicit State(const Config& wanted);
    ~State();

    Config config;
    Settings settings;
    std::unique_ptr<Runtime> runtime;
    Ref<Module> main;
    v1::Object* objects = nullptr;  // all that the host holds

    struct Translation {
        bool (*matches)(const std::exception&);
        Value exception;
    };
    std::vector<Translation> translations;

    std::atomic<std::thread::id> owner{};  // the thread that is inside; none: nobody is
    std::thread::id stack_of{};            // whose stack rt.stack_limit is about
    int entries = 0;                       // calls from the host that are in progress
    bool interrupted = false;              // the program that ran last ended by KeyboardInterrupt
    int host_calls = 0;                    // host functions in progress
    int statements = 0;                    // run by run_statement()
    int future_flags = 0;                  // what they imported from __future__

    /// Throws what is pending: Stopped or Error.
    [[noreturn]] void fail();
    /// The value of a result, or throws.
    template <typename T>
    auto need(Result<T> result) {
        if (result.raised()) [[unlikely]] fail();
        return result.take();
    }
    Word own(Value value) { return value.detach().bits(); }
    /// Makes the C++ exception in flight the pending one. To be called in a catch block.
    Raised raise_current();
    /// The namespace of __main__, made if there is none yet.
    Dict* main_dict();
};

/// The host is inside: stands at the head of everything that comes from outside.
class Entry {
public:
    explicit Entry(State& state);
    ~Entry();
    Entry(const Entry&) = delete;

private:
    State& state_;
};

/// A str of what should be UTF-8: other bytes become U+FFFD.
ouro::Result<Value> decode_text(Runtime& rt, std::string_view text);

/// Text that scripts printed reaches the host when its call ends.
class Flushed {
public:
    explicit Flushed(State& state) : state_(state) {}
    ~Flushed();

private:
    State& state_;
};

inline View view(Word word) { return View(word); }

}  // namespace ouro::v1::detail
