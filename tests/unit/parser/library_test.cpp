// SPDX-License-Identifier: MIT
// Every file of CPython 3.13's library parses, where that library is on the machine: in the folder that
// OURO_CPYTHON_LIB names, or in that of the python3.13 which the shell finds. Skipped where there is none.
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

std::string library_folder() {
    if (const char* folder = std::getenv("OURO_CPYTHON_LIB")) return folder;
    std::string folder;
    FILE* pipe = popen("python3.13 -c 'import os; print(os.path.dirname(os.__file__))' 2>/dev/null", "r");
    if (pipe == nullptr) return folder;
    char buffer[4096];
    if (std::fgets(buffer, sizeof buffer, pipe) != nullptr) folder = buffer;
    pclose(pipe);
    while (!folder.empty() && folder.back() == '\n') folder.pop_back();
    return folder;
}

// The files that CPython itself refuses.
bool is_bad(const fs::path& path) {
    std::string name = path.filename().string();
    return name.rfind("bad", 0) == 0;
}

}  // namespace

TEST_CASE("the library of CPython 3.13 parses") {
    std::string folder = library_folder();
    std::error_code error;
    if (folder.empty() || !fs::is_directory(folder, error)) {
        MESSAGE("skipped: no library of CPython 3.13");
        return;
    }
    std::vector<std::string> failures;
    int parsed = 0, encodings = 0, names = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".py" || is_bad(entry.path())) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream text;
        text << file.rdbuf();
        ouro::Source source(entry.path().string(), text.str());
        ouro::Arena arena;
        ouro::ParseResult result = ouro::parse(source, ouro::Mode::File, arena);
        const std::string& message = result.diagnostic.message;
        if (result) {
            ++parsed;
        } else if (message.rfind("unknown encoding", 0) == 0) {
            ++encodings;  // rare encodings are not in ouro
        } else if (message.find("unknown Unicode character name") != std::string::npos) {
            ++names;  // names of characters are the lexer's table
        } else {
            std::string line = std::to_string(result.diagnostic.line);
            failures.push_back(entry.path().string() + ":" + line + ": " + message);
        }
    }
    for (const std::string& failure : failures) FAIL_CHECK(failure);
    MESSAGE("parsed " << parsed << " files, " << encodings << " in an unknown encoding, " << names
                      << " with an unknown character name");
    CHECK(parsed > 500);
}
