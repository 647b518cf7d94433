// SPDX-License-Identifier: MIT
// ouro: a Python 3.13 to put into a C++ program. The one public header.
//
//     ouro::Config config;
//     config.limits.memory = 64 << 20;
//     ouro::Vm vm(config);
//     vm.exec("print('hello')", "hello.py");
//
// A Vm is used by one thread at a time; any number of them live in a process, beside each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ouro {

/// What a VM may use and where its text goes; read once, when the VM is made.
struct Config {
    struct Limits {
        std::size_t memory = SIZE_MAX;  // bytes of everything the script makes; beyond: MemoryError
        std::int64_t fuel = -1;         // units of work, about one per call and loop turn; beyond: Stopped. Negative: no limit
        double deadline = 0;            // seconds of wall clock from the VM's start; beyond: Stopped. 0: no limit
        int recursion = 1000;           // Python calls in progress; beyond: RecursionError
        std::int64_t output = -1;       // bytes printed; beyond: Stopped. Negative: no limit
    };
    Limits limits;
    std::vector<std::string> arguments = {""};  // sys.argv
    std::vector<std::string> path;              // sys.path: where modules are looked for
    std::function<void(std::string_view)> write_stdout;  // where printed text goes; empty: the process's own streams
    std::function<void(std::string_view)> write_stderr;
};

/// A Python exception that no script handled.
class Error : public std::runtime_error {
public:
    Error(std::string type, std::string message, std::string traceback)
        : std::runtime_error(type + ": " + message), type_(std::move(type)), message_(std::move(message)), traceback_(std::move(traceback)) {}
    const std::string& type() const { return type_; }            // "ValueError"
    const std::string& message() const { return message_; }      // str(exception)
    const std::string& traceback() const { return traceback_; }  // as CPython prints it

private:
    std::string type_, message_, traceback_;
};

/// A limit ended the script: no handler of the script has run. The VM can only be destroyed.
class Stopped : public std::runtime_error {
public:
    explicit Stopped(const std::string& reason) : std::runtime_error("stopped: " + reason), reason_(reason) {}
    const std::string& reason() const { return reason_; }  // "fuel", "deadline", "memory", "output" or "requested"

private:
    std::string reason_;
};

/// One interpreter.
class Vm {
public:
    /// Throws std::bad_alloc where not even the start fits into the memory limit.
    explicit Vm(const Config& config);
    ~Vm();
    Vm(const Vm&) = delete;
    Vm& operator=(const Vm&) = delete;

    /// Runs statements in __main__. Throws Error or Stopped.
    void exec(std::string_view source, std::string_view filename = "<string>");
    /// Runs a program in a new __main__, as `python3` does: what it does not handle is reported on sys.stderr. Its exit code;
    /// throws Stopped. `is_file`: `filename` becomes __file__.
    int run_program(std::string_view source, std::string_view filename, bool is_file);
    /// The end of a program: finalisers of what __main__ holds, then the streams are flushed. False if standard output could not be written.
    bool finish();
    /// The bytecode of a source as text, one instruction a line. Throws Error.
    std::string disassemble(std::string_view source, std::string_view filename);
    /// The syntax tree of a source in the words of Python's ast.dump(…, indent=1). Throws Error.
    std::string dump_syntax_tree(std::string_view source, std::string_view filename);
    /// Asks the VM to stop, from any thread; running code throws Stopped soon after.
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// "Python 3.13" and this implementation's own version, as `ouro -V` prints them.
std::string version();

}  // namespace ouro
