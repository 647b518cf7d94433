// SPDX-License-Identifier: MIT
// The options of the command line, after those of python3.
#include "vm/cli/options.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

const char kUsage[] =
    "usage: ouro [option] ... [-c cmd | file | -] [arg] ...\n"
    "Options:\n"
    "-c cmd : program passed in as string (terminates option list)\n"
    "-h     : print this help message and exit (also --help)\n"
    "-V     : print the version and exit (also --version)\n"
    "-q -u -B -E -I -O -s -S -v : accepted for programs written for python3\n"
    "-W arg, -X opt : likewise\n"
    "--dis      : print the bytecode of the program instead of running it\n"
    "--dump-ast : print the syntax tree of the program instead of running it\n"
    "--memory BYTES, --fuel N, --deadline SECONDS, --recursion N, --output BYTES : limits of the program\n"
    "file   : program read from script file\n"
    "-      : program read from stdin (default)\n"
    "arg ...: arguments passed to program in sys.argv[1:]\n";

bool read_limit(ouro::Config::Limits& limits, const char* name, const char* text) {
    char* end = nullptr;
    double value = std::strtod(text, &end);
    if (end == text || *end || value < 0 || value > 9e18) return false;
    if (!std::strcmp(name, "--memory")) limits.memory = static_cast<std::size_t>(value);
    else if (!std::strcmp(name, "--fuel")) limits.fuel = static_cast<std::int64_t>(value);
    else if (!std::strcmp(name, "--deadline")) limits.deadline = value;
    else if (!std::strcmp(name, "--recursion")) limits.recursion = value > 1e9 ? 1'000'000'000 : static_cast<int>(value);
    else limits.output = static_cast<std::int64_t>(value);
    return true;
}

void add_path(std::vector<std::string>& path, const char* variable) {
    const char* text = std::getenv(variable);
    if (!text || !*text) return;
    for (const char* end; ; text = end + 1) {
        end = std::strchr(text, ':');
        if (!end) {
            path.emplace_back(text);
            return;
        }
        path.emplace_back(text, end);
    }
}

}  // namespace

Options read_options(int argc, char** argv) {
    Options options;
    bool environment = true, isolated = false;
    auto wrong = [&](const std::string& why) {
        std::fprintf(stderr, "%s\nusage: ouro [option] ... [-c cmd | file | -] [arg] ...\nTry `ouro -h' for more information.\n", why.c_str());
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
            if (name == "--help") return say(kUsage);
            if (name == "--version") return say(ouro::version() + "\n");
            if (name == "--dis") options.action = Options::Action::disassemble;
            else if (name == "--dump-ast") options.action = Options::Action::dump_tree;
            else if (name == "--memory" || name == "--fuel" || name == "--deadline" || name == "--recursion" || name == "--output") {
                if (++at == argc) return wrong("Argument expected for the " + name + " option");
                if (!read_limit(options.config.limits, name.c_str(), argv[at])) return wrong("Invalid number for the " + name + " option: " + argv[at]);
            } else {
                return wrong("unknown option " + name);
            }
            continue;
        }
        for (const char* letter = argument + 1; *letter; ++letter) {
            if (std::strchr("BbdOqRsSuvx", *letter)) continue;
            if (*letter == 'h' || *letter == '?') return say(kUsage);
            if (*letter == 'V') return say(ouro::version() + "\n");
            if (*letter == 'E') environment = false;
            else if (*letter == 'I') isolated = true, environment = false;
            else if (*letter == 'P') isolated = true;
            else if (*letter == 'i' || *letter == 'm') {
                std::fprintf(stderr, "ouro: the option -%c is not in ouro yet\n", *letter);
                options.exit = 2;
                return options;
            } else if (std::strchr("cWX", *letter)) {
                const char* value = letter[1] ? letter + 1 : ++at < argc ? argv[at] : nullptr;
                if (!value) return wrong(std::string("Argument expected for the -") + *letter + " option");
                if (*letter == 'c') {
                    options.program = Options::Program::command;
                    options.source = std::string(value) + "\n";
                    ended = true;
                }
                break;
            } else {
                return wrong(std::string("Unknown option: -") + *letter);
            }
        }
    }
    std::vector<std::string>& arguments = options.config.arguments;
    if (options.program == Options::Program::command) {
        arguments = {"-c"};
    } else if (at < argc) {
        if (std::strcmp(argv[at], "-")) {
            options.program = Options::Program::file;
            options.source = argv[at];
        }
        arguments = {argv[at++]};
    } else {
        arguments = {""};
    }
    for (; at < argc; ++at) arguments.emplace_back(argv[at]);

    std::vector<std::string>& path = options.config.path;
    if (!isolated) {
        std::string first;
        if (options.program == Options::Program::file) {
            // The folder of the script, as python3 puts it there: absolute, links followed.
            char* real = realpath(options.source.c_str(), nullptr);
            first = real ? real : options.source;
            std::free(real);
            std::size_t slash = first.rfind('/');
            first = slash == std::string::npos ? "" : slash == 0 ? "/" : first.substr(0, slash);
        }
        path.push_back(first);
    }
    if (environment) {
        add_path(path, "OUROPATH");
        add_path(path, "PYTHONPATH");
    }
    return options;
}
