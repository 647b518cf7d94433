// SPDX-License-Identifier: MIT
// The command `ouro`: a host like any other.
#include <ouro/ouro.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "vm/cli/options.h"

namespace {

/// Everything that a descriptor has; false, with errno set, where it cannot be read.
bool read_all(int descriptor, std::string& text) {
    char buffer[1 << 16];
    for (;;) {
        ssize_t n = read(descriptor, buffer, sizeof buffer);
        if (n == 0) return true;
        if (n > 0) text.append(buffer, static_cast<std::size_t>(n));
        else if (errno != EINTR) return false;
    }
}

std::string absolute(const std::string& path) {
    if (!path.empty() && path[0] == '/') return path;
    char folder[PATH_MAX];
    return getcwd(folder, sizeof folder) ? std::string(folder) + "/" + path : path;
}

/// Reads the program of the options; otherwise says why not, as python3 does, and gives its exit code.
int read_program(const Options& options, std::string& text, std::string& filename) {
    if (options.program == Options::Program::command) {
        text = options.source;
        filename = "<string>";
        return 0;
    }
    if (options.program == Options::Program::standard_input) {
        filename = "<stdin>";
        return read_all(0, text) ? 0 : (std::perror("ouro: can't read standard input"), 2);
    }
    filename = options.source;
    std::string shown = absolute(filename);
    FILE* file = std::fopen(filename.c_str(), "rb");
    struct stat status;
    if (file && fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
        std::fclose(file);
        std::fprintf(stderr, "ouro: can't find '__main__' module in '%s'\n", shown.c_str());
        return 1;
    }
    bool read = file && read_all(fileno(file), text);
    int error = errno;
    if (file) std::fclose(file);
    if (read) return 0;
    std::fprintf(stderr, "ouro: can't open file '%s': [Errno %d] %s\n", shown.c_str(), error, std::strerror(error));
    return 2;
}

int run(const Options& options) {
    std::string text, filename;
    if (int code = read_program(options, text, filename)) return code;
    ouro::Vm vm(options.config);
    try {
        switch (options.action) {
            case Options::Action::disassemble: std::fputs(vm.disassemble(text, filename).c_str(), stdout); return 0;
            case Options::Action::dump_tree: std::puts(vm.dump_syntax_tree(text, filename).c_str()); return 0;
            case Options::Action::run: break;
        }
        int code = vm.run_program(text, filename, options.program == Options::Program::file);
        if (!vm.finish() && code == 0) code = 120;
        return code;
    } catch (const ouro::Stopped& stopped) {
        vm.finish();
        std::fprintf(stderr, "ouro: %s\n", stopped.what());
        return 124;
    } catch (const ouro::Error& error) {
        std::fputs(error.traceback().c_str(), stderr);
        return 1;
    }
}

}  // namespace

int main(int argc, char** argv) {
    Options options = read_options(argc, argv);
    if (options.exit >= 0) return options.exit;
    try {
        return run(options);
    } catch (const std::bad_alloc&) {
        std::fputs("ouro: out of memory\n", stderr);
        return 1;
    }
}
