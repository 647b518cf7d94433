// SPDX-License-Identifier: MIT
// The interactive mode, line by line as python3's is without readline. What a statement is, the VM knows.
#include "vm/cli/repl.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Line { read, cut_short, ended, interrupted };

/// One line with its newline. Byte by byte, so that what follows is there for the statement to read.
Line read_line(std::string& line) {
    line.clear();
    for (;;) {
        char byte;
        ssize_t n = read(0, &byte, 1);
        if (n < 0 && errno == EINTR) return Line::interrupted;
        if (n <= 0) break;
        line += byte;
        if (byte == '\n') return Line::read;
    }
    if (line.empty()) return Line::ended;
    line += '\n';
    return Line::cut_short;
}

/// Shows sys.ps1 or sys.ps2, which may be any object.
void prompt(ouro::Vm& vm, const char* which) {
    std::string text;
    try {
        ouro::Object sys = vm.import("sys");
        if (sys.has_attribute(which)) text = sys.attribute(which).str();
    } catch (const ouro::Error&) {
    }
    std::fputs(text.c_str(), stderr);
    std::fflush(stderr);
}

/// Whether a signal that came while a line was read raises KeyboardInterrupt.
bool interrupted(ouro::Vm& vm) {
    try {
        vm.exec("pass");
    } catch (const ouro::Error& error) {
        std::fputs(error.type() == "KeyboardInterrupt" ? "\nKeyboardInterrupt\n" : error.traceback().c_str(), stderr);
        return true;
    }
    return false;
}

void run_startup_file(ouro::Vm& vm) {
    const char* path = std::getenv("PYTHONSTARTUP");
    if (!path || !*path) return;
    try {
        vm.exec_file(path);
    } catch (const ouro::Error& error) {
        std::fputs(error.traceback().c_str(), stderr);
    } catch (const std::system_error& error) {
        std::fprintf(stderr, "Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno %d] %s: '%s'\n", error.code().value(), std::strerror(error.code().value()), path);
    }
}

}  // namespace

int interact(ouro::Vm& vm, const Options& options, bool fresh) {
    ouro::Object sys = vm.import("sys");
    if (fresh && !options.config.flags.quiet)
        std::fprintf(stderr, "%s on %s\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n", ouro::version().c_str(),
                     sys.attribute("platform").str().c_str());
    if (!sys.has_attribute("ps1")) sys.set_attribute("ps1", ">>> ");
    if (!sys.has_attribute("ps2")) sys.set_attribute("ps2", "... ");
    if (fresh && !options.config.flags.ignore_environment && !options.config.flags.isolated) run_startup_file(vm);
    std::string typed, line;
    for (;;) {
        prompt(vm, typed.empty() ? "ps1" : "ps2");
        Line got = read_line(line);
        if (got == Line::interrupted) {
            if (interrupted(vm)) typed.clear();
            continue;
        }
        if (got == Line::ended && typed.empty()) break;
        if (got != Line::ended) {
            typed += line;
            if (vm.unfinished(typed)) continue;
        }
        if (got == Line::cut_short) {  // python3 asks for the end of the line
            prompt(vm, "ps2");
            std::fputc('\n', stderr);
        }
        if (std::optional<int> code = vm.run_statement(typed)) return *code;
        typed.clear();
    }
    std::fputc('\n', stderr);
    return 0;
}
