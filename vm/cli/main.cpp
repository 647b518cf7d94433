// SPDX-License-Identifier: MIT
// The command `ouro`: a host like any other.
#include <ouro/ouro.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include "vm/cli/options.h"
#include "vm/cli/repl.h"

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

bool is_folder(const std::string& path) {
    struct stat status;
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Reads a file; otherwise says why not, as python3 does, and gives its exit code.
int read_file(const std::string& path, std::string& text) {
    FILE* file = std::fopen(path.c_str(), "rbe");
    bool read = file && read_all(fileno(file), text);
    int error = errno;
    if (file) std::fclose(file);
    if (read) return 0;
    std::fprintf(stderr, "ouro: can't open file '%s': [Errno %d] %s\n", path.c_str(), error, std::strerror(error));
    return 2;
}

/// Whether this is a zip archive: its end says so, since anything may stand before it.
bool is_archive(std::string_view text) {
    constexpr std::size_t kEnd = 22;  // bytes of the record there, the last two of which give the size of a comment
    if (text.size() > kEnd + 0xFFFF) text.remove_prefix(text.size() - kEnd - 0xFFFF);
    std::size_t at = text.rfind("PK\5\6");
    return at != std::string_view::npos && text.size() - at >= kEnd &&
           text.size() - at - kEnd == static_cast<unsigned char>(text[at + 20]) + 256u * static_cast<unsigned char>(text[at + 21]);
}

/// Reads the program of the options; an exit code if there is none.
int read_program(Options& options, std::string& text, std::string& filename) {
    switch (options.program) {
        case Options::Program::container:
        case Options::Program::module: return 0;
        case Options::Program::command:
            text = options.source;
            filename = "<string>";
            return 0;
        case Options::Program::standard_input:
            filename = "<stdin>";
            if (read_all(0, text)) return 0;
            std::perror("ouro: can't read standard input");
            return 2;
        case Options::Program::file: break;
    }
    filename = absolute(options.source);
    bool contains = is_folder(filename);
    if (!contains) {
        if (int code = read_file(filename, text)) return code;
        contains = is_archive(text);
    }
    if (contains) {
        // Its __main__ runs, with itself as the first to look in for modules.
        options.program = Options::Program::container;
        std::vector<std::string>& path = options.config.path;
        if (options.config.flags.safe_path) path.insert(path.begin(), filename);
        else path[0] = filename;
        return 0;
    }
    if (options.skip_first_line) text.erase(0, text.find('\n'));
    return 0;
}

/// PYTHONIOENCODING; false where there is no such encoding, which is reported.
bool set_io_encoding(ouro::Vm& vm, const std::string& text) {
    try {
        vm.import("io").attribute("_set_standard_encoding")(text);
    } catch (const ouro::Error& error) {
        std::fprintf(stderr, "Fatal Python error: init_stdio_encoding: failed to get the Python codec name of the stdio encoding\nPython runtime state: core initialized\n%s",
                     (error.type() + ": " + error.message() + "\n").c_str());
        return false;
    }
    return true;
}

int run(Options& options) {
    std::string text, filename;
    bool terminal = isatty(0) || options.config.flags.interactive;
    bool typed = options.program == Options::Program::standard_input && options.action == Options::Action::run && terminal;
    if (!typed)
        if (int code = read_program(options, text, filename)) return code;
    bool named = options.program == Options::Program::module || options.program == Options::Program::container;
    if (named && options.action != Options::Action::run) {
        std::fputs("ouro: --dis and --dump-ast take a file or a command, not a module\n", stderr);
        return 2;
    }
    bool interrupted = false;
    int code = 0;
    {
        ouro::Vm vm(options.config);
        if (!options.io_encoding.empty() && !set_io_encoding(vm, options.io_encoding)) return 1;
        try {
            switch (options.action) {
                case Options::Action::disassemble: std::fputs(vm.disassemble(text, filename).c_str(), stdout); return 0;
                case Options::Action::dump_tree: std::puts(vm.dump_syntax_tree(text, filename).c_str()); return 0;
                case Options::Action::run: break;
            }
            if (typed) {
                code = interact(vm, options, true);
            } else if (named) {
                try {
                    code = options.program == Options::Program::module ? vm.run_module(options.source) : vm.run_first_path();
                } catch (const ouro::Error& error) {
                    vm.finish();
                    if (error.type() == "ImportError") std::fprintf(stderr, "ouro: %s\n", error.message().c_str());
                    else std::fputs(error.traceback().c_str(), stderr);
                    return 1;
                }
            } else {
                code = vm.run_program(text, filename, options.program == Options::Program::file);
            }
            interrupted = vm.interrupted();
            if (!typed && terminal && options.inspect) {
                code = interact(vm, options, false);
                interrupted = false;
            }
            if (!vm.finish() && code == 0) code = 120;
        } catch (const ouro::Stopped& stopped) {
            vm.finish();
            if (stopped.reason() == "output") std::fputc('\n', stderr);  // it was cut short
            std::fprintf(stderr, "ouro: %s\n", stopped.what());
            return 124;
        } catch (const ouro::Error& error) {
            std::fputs(error.traceback().c_str(), stderr);
            return 1;
        }
    }
    if (interrupted) {
        // As python3, so that a shell sees that the program died of Ctrl-C.
        std::signal(SIGINT, SIG_DFL);
        std::fflush(nullptr);
        kill(getpid(), SIGINT);
    }
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    Options options = read_options(argc, argv);
    if (options.exit >= 0) return options.exit;
    // What nobody reads, and what is larger than files may be, is an OSError.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    try {
        return run(options);
    } catch (const std::bad_alloc&) {
        std::fputs("ouro: out of memory\n", stderr);
        return 1;
    }
}
