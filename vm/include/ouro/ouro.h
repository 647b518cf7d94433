// SPDX-License-Identifier: MIT
// ouro: a Python 3.13 to put into a C++ program. The one public header.
//
//     ouro::Config config;
//     config.limits.memory = 64 << 20;
//     config.write_stdout = [](std::string_view text) { std::cout << text; };
//     ouro::Vm vm(config);
//     vm.define("add", [](int a, int b) { return a + b; });
//     long sum = vm.eval("add(1, 2)").to<long>();
//
// A Vm is used by one thread at a time; any number of them live in a process, beside each other.
#pragma once

#include <memory>
#include <optional>

#include <ouro/convert.h>

namespace ouro {
OURO_PUBLIC_NAMESPACE {

/// What a script may reach outside its VM. Nothing is granted unless the host says so; what is not raises PermissionError and names the
/// capability.
enum class Capability : std::uint8_t {
    clock,            // the time of day and the machine's clocks (the event loop's own timers need no grant)
    random,           // randomness from outside; generators that the script seeds itself need no grant
    environment,      // environment variables, the working folder, who runs the process and where
    standard_input,   // descriptor 0
    standard_output,  // descriptors 1 and 2, where the host has no sink of its own for them
    files,            // opening, listing and changing files
    network,          // sockets, name resolution
    processes,        // starting, signalling and awaiting processes
    threads,          // starting threads
    signals,          // handlers for signals; Ctrl-C raises KeyboardInterrupt
    imports,          // modules from the files of sys.path
};
inline constexpr int kCapabilities = 11;

/// What a VM may use and where its text goes; read once, when the VM is made.
struct Config {
    struct Limits {
        std::size_t memory = std::size_t{256} << 20;  // bytes of everything the script makes; beyond: MemoryError
        std::int64_t fuel = -1;         // units of work, about one per call and loop turn; beyond: Stopped. Negative: no limit
        double deadline = 0;            // seconds of wall clock from the VM's start; beyond: Stopped. 0: no limit
        int recursion = 1000;           // Python calls in progress; beyond: RecursionError
        std::int64_t output = -1;       // bytes printed; beyond: Stopped. Negative: no limit
    };
    Limits limits;
    std::uint32_t capabilities = 0;             // one bit for each that is granted
    std::vector<std::string> arguments = {""};  // sys.argv
    std::vector<std::string> original_arguments;  // sys.orig_argv
    std::vector<std::string> path;              // sys.path: where modules are looked for (if `imports` is granted)
    std::string library;                        // the folder that ouro's own modules seem to lie in, for their __file__; where it stands in
                                                // `path`, what is before it comes before them. Empty: no __file__, and they come first
    std::vector<std::string> warnings;          // as -W: "error::DeprecationWarning"
    std::vector<std::string> options;           // as -X: "dev", "faulthandler", "no_debug_ranges", "warn_default_encoding", "implementation_name=NAME"
    bool test_modules = false;                  // offer _testcapi and its kin (stdlib/testing): for tests of the interpreter alone, since they
                                                // reach into it
    std::optional<std::uint32_t> hash_seed;     // of the hashes of str and bytes, as PYTHONHASHSEED; none: random
    std::function<void(std::string_view)> write_stdout;  // where printed text goes; empty: the process's own streams, if granted
    std::function<void(std::string_view)> write_stderr;
    struct Flags {                              // sys.flags, as the command line sets them
        bool quiet = false, unbuffered = false, isolated = false, ignore_environment = false, safe_path = false;
        bool no_site = false, no_user_site = false, inspect = false, interactive = false;
        bool no_debug_ranges = false;           // as that option
        bool fault_handler = false;             // as the option "faulthandler"; needs `signals`
        int optimize = 0, verbose = 0, bytes_warning = 0, debug = 0;
    };
    Flags flags;

    Config& grant(Capability capability) {
        capabilities |= std::uint32_t{1} << static_cast<int>(capability);
        return *this;
    }
    Config& grant_all() {
        capabilities = (std::uint32_t{1} << kCapabilities) - 1;
        return *this;
    }
};

/// One interpreter. What its methods throw: Error for an exception that the script did not handle, Stopped for a limit, std::logic_error
/// for a use that cannot be: from a second thread at the same time, or run() from inside a host function.
class Vm {
public:
    /// Throws std::bad_alloc where not even the start fits into the memory limit.
    explicit Vm(const Config& config);
    ~Vm();
    Vm(const Vm&) = delete;
    Vm& operator=(const Vm&) = delete;

    // ---- running code

    /// Runs statements in __main__, which it returns.
    Object exec(std::string_view source, std::string_view filename = "<string>");
    /// The same for a file, which the host opens: the script needs no capability for that. std::system_error if it cannot be read.
    Object exec_file(const std::string& path);
    /// The value of an expression in __main__.
    Object eval(std::string_view expression);
    /// The module of this dotted name, as `import` finds it.
    Object import(std::string_view name);
    /// The module __main__; its attributes are the global variables of what exec() runs.
    Object main();
    /// Any C++ value as a Python one.
    template <typename T>
    Object make(const T& value) {
        return Object(state(), Convert<std::decay_t<T>>::to(state(), value));
    }

    // ---- host functions

    /// Makes a callable known to scripts. `signature` is its name alone, "add", or as Python would write its parameters:
    /// "add(a, b=1, *, scale=1.0)". A name without a dot is seen everywhere, as built-in functions are; "host.add" lies in the module `host`,
    /// which scripts import. Arguments and result are converted (convert.h); a C++ exception becomes a Python one, see translate().
    template <typename Function>
    void define(std::string_view signature, Function&& function, std::string_view doc = {}) {
        using Traits = detail::FunctionTraits<std::decay_t<Function>>;
        define_function(signature, Traits::count, Traits::wrap(std::forward<Function>(function)), doc);
    }
    /// C++ exceptions of type E that leave a host function become this Python exception, their what() its message. Asked before the built-in
    /// table: invalid_argument, domain_error, length_error, range_error ValueError; out_of_range IndexError; overflow_error OverflowError;
    /// bad_alloc MemoryError; system_error OSError with its errno; anything else RuntimeError.
    template <typename E>
    void translate(const Object& exception) {
        add_translation([](const std::exception& thrown) { return dynamic_cast<const E*>(&thrown) != nullptr; }, exception);
    }

    // ---- coroutines

    /// Runs a coroutine to its end on the VM's own loop, as asyncio.run() does, and converts its result. A function is called first, with
    /// the arguments; what it returns is the result if it is no coroutine.
    template <typename T = Object, typename... Arguments>
    T run(const Object& function_or_coroutine, const Arguments&... arguments) {
        detail::Outgoing outgoing(state());
        (outgoing.add(arguments), ...);
        Object result = run_to_end(function_or_coroutine, outgoing);
        if constexpr (!std::is_void_v<T>) return result.template to<T>();
    }

    // ---- limits

    /// Asks the VM to stop, from any thread; running code throws Stopped soon after.
    void stop();
    /// More work for this VM. After a stop by fuel it goes on: what ran is gone, what it had made (modules, variables) is there.
    void add_fuel(std::int64_t units);
    std::int64_t fuel_left() const;    // negative: no limit
    std::size_t memory_used() const;   // bytes charged now

    // ---- programs, as the command line runs them

    /// Runs a program in a new __main__, as `python3` does: what it does not handle is reported on sys.stderr. Its exit code;
    /// throws Stopped. `is_file`: `filename` becomes __file__.
    int run_program(std::string_view source, std::string_view filename, bool is_file);
    /// The same for the module, or the __main__ of the package, of this name: `python3 -m`. Error where there is none.
    int run_module(std::string_view name);
    /// The same for the __main__ of the folder or zip archive that is the first entry of Config::path: `python3 app.zip`.
    int run_first_path();
    /// Whether what ended the program was KeyboardInterrupt.
    bool interrupted() const;
    // ---- interactive sessions, as the command line holds them

    /// Whether lines that were typed, each with its newline, are only the beginning of a statement: more of them may complete it. A blank
    /// line ends a compound statement.
    bool unfinished(std::string_view typed);
    /// Runs an interactive statement in __main__: values go to sys.displayhook, exceptions to sys.excepthook. Its exit code if it raised
    /// SystemExit; throws Stopped.
    std::optional<int> run_statement(std::string_view typed);

    /// The end of a program: finalisers of what __main__ holds, then the streams are flushed. False if standard output could not be written;
    /// throws Stopped if a limit was reached only here.
    bool finish();
    /// The bytecode of a source as text, one instruction a line.
    std::string disassemble(std::string_view source, std::string_view filename);
    /// The syntax tree of a source in the words of Python's ast.dump(…, indent=1).
    std::string dump_syntax_tree(std::string_view source, std::string_view filename);

    detail::State& state() const { return *state_; }  // for the headers' templates

private:
    void define_function(std::string_view signature, std::size_t parameters, detail::HostFunction function, std::string_view doc);
    void add_translation(bool (*matches)(const std::exception&), const Object& exception);
    Object run_to_end(const Object& function_or_coroutine, detail::Outgoing& arguments);

    std::unique_ptr<detail::State> state_;
};

/// "Python 3.13.0" and this implementation's own version, as `ouro -V` prints them.
std::string version();

}
}  // namespace ouro
