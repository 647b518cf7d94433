// SPDX-License-Identifier: MIT
// The options of the command line, after those of python3.
#include "vm/cli/options.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

const char kUsageLine[] = "usage: ouro [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";
const char kHelp[] =
    "Options (and corresponding environment variables):\n"
    "-b     : issue warnings about converting bytes/bytearray to str and comparing\n"
    "         bytes/bytearray with str (-bb: issue errors); sets sys.flags only\n"
    "-B     : accepted; nothing is ever written beside a source file\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-d     : accepted; sets sys.flags.debug\n"
    "-E     : ignore PYTHON* environment variables\n"
    "-h     : print this help message and exit (also -? or --help)\n"
    "-i     : inspect interactively after running script (also PYTHONINSPECT=x)\n"
    "-I     : isolate from the user's environment (implies -E, -P and -s)\n"
    "-m mod : run library module as a script (terminates option list)\n"
    "-O     : remove assert statements (also PYTHONOPTIMIZE=x)\n"
    "-OO    : likewise; docstrings stay\n"
    "-P     : don't prepend a potentially unsafe path to sys.path (also PYTHONSAFEPATH=x)\n"
    "-q     : don't print version and copyright messages on interactive startup\n"
    "-s -S  : accepted; there is no site-packages folder\n"
    "-u     : force the stdout and stderr streams to be unbuffered (also PYTHONUNBUFFERED=x)\n"
    "-v     : accepted; sets sys.flags.verbose\n"
    "-V     : print the version number and exit (also --version)\n"
    "-W arg : warning control; arg is action:message:category:module:lineno\n"
    "         (also PYTHONWARNINGS=arg)\n"
    "-x     : skip first line of source, allowing use of non-Unix forms of #!cmd\n"
    "-X opt : set implementation-specific option; see --help-xoptions\n"
    "--dis      : print the bytecode of the program instead of running it\n"
    "--dump-ast : print the syntax tree of the program instead of running it\n"
    "--memory BYTES, --fuel N, --deadline SECONDS, --recursion N, --output BYTES :\n"
    "         limits of the program; past one of them it ends with exit code 124\n"
    "         (memory: MemoryError; recursion: RecursionError)\n"
    "Arguments:\n"
    "file   : program read from script file, or the __main__.py of a folder or zip archive\n"
    "-      : program read from stdin (default; interactive mode if a tty)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n"
    "PYTHONHASHSEED: if this variable is set to 'random', a random value is used to seed the hashes of str and bytes objects; it can also be set to\n"
    "                an integer in the range [0,4294967295] to get hash values with a predictable seed\n"
    "PYTHONIOENCODING: encoding[:errors] used for stdin, stdout and stderr\n"
    "OUROPATH, PYTHONPATH: ':'-separated folders prefixed to the default module search path\n";

const char kOptionsHelp[] =
    "The following implementation-specific options are available:\n"
    "-X dev : enable Python Development Mode; also PYTHONDEVMODE\n"
    "-X faulthandler: on fatal signals, write where the threads stand; also PYTHONFAULTHANDLER\n"
    "-X implementation_name=NAME: what sys.implementation.name says, for programs that ask\n"
    "         for another implementation by its name; the default is \"ouro\"\n"
    "-X no_debug_ranges: don't include extra location information in code objects;\n"
    "         also PYTHONNODEBUGRANGES\n"
    "-X warn_default_encoding: enable opt-in EncodingWarning for 'encoding=None';\n"
    "         also PYTHONWARNDEFAULTENCODING\n";

bool read_limit(ouro::Config::Limits& limits, const char* name, const char* text) {
    char* end = nullptr;
    double value = std::strtod(text, &end);
    if (end == text || *end || !(value >= 0) || value > 9e18) return false;
    if (!std::strcmp(name, "--memory")) limits.memory = static_cast<std::size_t>(value);
    else if (!std::strcmp(name, "--fuel")) limits.fuel = static_cast<std::int64_t>(value);
    else if (!std::strcmp(name, "--deadline")) limits.deadline = value;
    else if (!std::strcmp(name, "--recursion")) limits.recursion = value > 1e9 ? 1'000'000'000 : static_cast<int>(value);
    else limits.output = static_cast<std::int64_t>(value);
    return true;
}

/// The parts of a text between separators.
std::vector<std::string> split(const char* text, char separator) {
    std::vector<std::string> parts;
    for (const char* end; (end = std::strchr(text, separator)); text = end + 1) parts.emplace_back(text, end);
    parts.emplace_back(text);
    return parts;
}

/// An environment variable that is set and not empty, or null.
const char* variable(const char* name) {
    const char* text = std::getenv(name);
    return text && *text ? text : nullptr;
}

/// A level from an environment variable: its number if it is one, otherwise 1.
int level(const char* text) {
    int n = std::atoi(text);
    return n > 0 ? n : 1;
}

std::string folder_of(const std::string& path) {
    // Absolute, links followed, as python3 puts it into sys.path.
    char* real = realpath(path.c_str(), nullptr);
    std::string found = real ? real : path;
    std::free(real);
    std::size_t slash = found.rfind('/');
    return slash == std::string::npos ? "" : slash == 0 ? "/" : found.substr(0, slash);
}

}  // namespace

Options read_options(int argc, char** argv) {
    Options options;
    ouro::Config& config = options.config;
    ouro::Config::Flags& flags = config.flags;
    config.grant_all();
    config.test_modules = true;
    config.limits.memory = SIZE_MAX;
    config.original_arguments.assign(argv, argv + argc);
    bool dev = false, random_hashes = false;
    std::vector<std::string> warnings;
    auto wrong = [&](const std::string& why) {
        std::fprintf(stderr, "%s\n%sTry `ouro -h' for more information.\n", why.c_str(), kUsageLine);
        options.exit = 2;
        return options;
    };
    auto say = [&](const std::string& text) {
        std::fputs(text.c_str(), stdout);
        options.exit = std::fflush(stdout) ? 1 : 0;
        return options;
    };
    int at = 1;
    bool ended = false;
    for (; at < argc && !ended; ++at) {
        const char* argument = argv[at];
        if (argument[0] != '-' || !argument[1]) break;
        if (argument[1] == '-') {
            if (!argument[2]) {
                ++at;
                break;
            }
            std::string name = argument;
            if (name == "--help") return say(std::string(kUsageLine) + kHelp);
            if (name == "--help-xoptions") return say(kOptionsHelp);
            if (name == "--version") return say(ouro::version() + "\n");
            if (name == "--dis") options.action = Options::Action::disassemble;
            else if (name == "--dump-ast") options.action = Options::Action::dump_tree;
            else if (name == "--memory" || name == "--fuel" || name == "--deadline" || name == "--recursion" || name == "--output") {
                if (++at == argc) return wrong("Argument expected for the " + name + " option");
                if (!read_limit(config.limits, name.c_str(), argv[at])) return wrong("Invalid number for the " + name + " option: " + argv[at]);
            } else if (name == "--check-hash-based-pycs") {
                if (++at == argc) return wrong("Argument expected for the " + name + " option");
            } else {
                return wrong("unknown option " + name);
            }
            continue;
        }
        for (const char* letter = argument + 1; *letter; ++letter) {
            if (std::strchr("cmWX", *letter)) {
                const char* value = letter[1] ? letter + 1 : ++at < argc ? argv[at] : nullptr;
                if (!value) return wrong(std::string("Argument expected for the -") + *letter + " option");
                if (*letter == 'W') warnings.emplace_back(value);
                else if (*letter == 'X') config.options.emplace_back(value);
                else {
                    options.program = *letter == 'c' ? Options::Program::command : Options::Program::module;
                    options.source = *letter == 'c' ? std::string(value) + "\n" : value;
                    ended = true;
                }
                break;
            }
            switch (*letter) {
                case 'h':
                case '?': return say(std::string(kUsageLine) + kHelp);
                case 'V': return say(ouro::version() + "\n");
                case 'b': ++flags.bytes_warning; break;
                case 'B': break;
                case 'd': ++flags.debug; break;
                case 'E': flags.ignore_environment = true; break;
                case 'i': options.inspect = flags.inspect = flags.interactive = true; break;
                case 'I': flags.isolated = flags.ignore_environment = flags.safe_path = flags.no_user_site = true; break;
                case 'O': ++flags.optimize; break;
                case 'P': flags.safe_path = true; break;
                case 'q': flags.quiet = true; break;
                case 'R': random_hashes = true; break;
                case 's': flags.no_user_site = true; break;
                case 'S': flags.no_site = true; break;
                case 'u': flags.unbuffered = true; break;
                case 'v': ++flags.verbose; break;
                case 'x': options.skip_first_line = true; break;
                default: return wrong(std::string("Unknown option: -") + *letter);
            }
        }
    }

    std::vector<std::string>& arguments = config.arguments;
    if (ended) {
        arguments = {options.program == Options::Program::command ? "-c" : "-m"};
    } else if (at < argc) {
        if (std::strcmp(argv[at], "-")) {
            options.program = Options::Program::file;
            options.source = argv[at];
        } else {
            options.named_input = true;
        }
        arguments = {argv[at++]};
    }
    for (; at < argc; ++at) arguments.emplace_back(argv[at]);

    bool environment = !flags.ignore_environment;
    if (environment) {
        if (variable("PYTHONUNBUFFERED")) flags.unbuffered = true;
        if (variable("PYTHONNODEBUGRANGES")) flags.no_debug_ranges = true;
        if (variable("PYTHONFAULTHANDLER")) flags.fault_handler = true;
        if (variable("PYTHONSAFEPATH")) flags.safe_path = true;
        if (variable("PYTHONINSPECT")) options.inspect = flags.inspect = true;
        if (const char* text = variable("PYTHONOPTIMIZE")) flags.optimize = std::max(flags.optimize, level(text));
        if (const char* text = random_hashes ? nullptr : variable("PYTHONHASHSEED"); text && std::strcmp(text, "random")) {
            std::uint32_t seed = 0;
            const char* end = text + std::strlen(text);
            if (auto [rest, error] = std::from_chars(text, end, seed); error != std::errc() || rest != end) {
                std::fputs("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n"
                           "Python runtime state: preinitialized\n\n", stderr);
                options.exit = 1;
                return options;
            }
            config.hash_seed = seed;
        }
        auto ask_for = [&](const char* option) {
            if (std::find(config.options.begin(), config.options.end(), option) == config.options.end()) config.options.emplace_back(option);
        };
        if (const char* text = variable("PYTHONDEVMODE"); text && std::strcmp(text, "0")) ask_for("dev");
        if (variable("PYTHONWARNDEFAULTENCODING")) ask_for("warn_default_encoding");
        if (const char* text = variable("PYTHONIOENCODING")) options.io_encoding = text;
    }
    // What is said last counts most, and each of these is said after the one before.
    dev = std::find(config.options.begin(), config.options.end(), "dev") != config.options.end();
    if (dev) config.warnings.emplace_back("default");
    if (const char* text = environment ? variable("PYTHONWARNINGS") : nullptr)
        for (std::string& each : split(text, ',')) config.warnings.push_back(std::move(each));
    for (std::string& each : warnings) config.warnings.push_back(std::move(each));
    if (flags.bytes_warning) config.warnings.emplace_back(flags.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");

    std::vector<std::string>& path = config.path;
    if (!flags.safe_path) {
        if (options.program == Options::Program::file) {
            path.push_back(folder_of(options.source));
        } else if (options.program == Options::Program::module) {
            char* folder = realpath(".", nullptr);
            path.push_back(folder ? folder : "");
            std::free(folder);
        } else {
            path.emplace_back();
        }
    }
    // Where CPython has its library: what the environment adds comes after it, so that it completes ouro's modules and hides none.
    std::string prefix = folder_of(folder_of("/proc/self/exe"));
    config.library = (prefix == "/" ? "" : prefix) + "/lib/ouro3.13";
    path.push_back(config.library);
    if (environment)
        for (const char* name : {"OUROPATH", "PYTHONPATH"})
            if (const char* text = variable(name))
                for (std::string& each : split(text, ':')) path.push_back(std::move(each));
    return options;
}
