// SPDX-License-Identifier: MIT
// The compiler's code passes the verifier: that of the scripts under tests/, of the library, and of CPython's library where that
// is on the machine (see parser/library_test.cpp).
#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "runtime/objects/str.h"
#include "runtime/runtime.h"
#include "vm/bytecode/verify.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/interpreter.h"

using namespace ouro;

namespace {

namespace fs = std::filesystem;

std::string cpython_library() {
    std::string folder;
    if (FILE* pipe = popen("python3.13 -c 'import os; print(os.path.dirname(os.__file__))' 2>/dev/null", "r")) {
        char buffer[4096];
        if (std::fgets(buffer, sizeof buffer, pipe)) folder = buffer;
        pclose(pipe);
    }
    while (!folder.empty() && folder.back() == '\n') folder.pop_back();
    return folder;
}

}  // namespace

TEST_CASE("all code that the compiler makes passes the verifier") {
    Settings settings;
    Runtime rt(settings);
    REQUIRE(install_interpreter(rt));
    fs::path root = OURO_SOURCE;
    std::vector<fs::path> folders{root / "tests", root / "stdlib"};
    if (std::string library = cpython_library(); !library.empty()) folders.push_back(library);
    std::size_t compiled = 0, wrong = 0;
    for (const fs::path& folder : folders)
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.path().extension() != ".py" || entry.path().string().find("site-packages") != std::string::npos) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            std::stringstream text;
            text << in.rdbuf();
            Ref<Str> name = new_str(rt, entry.path().filename().string()).take();
            Result<Ref<Code>> code = compile_source(rt, text.str(), name.get(), CompileMode::exec);
            if (code.raised()) {
                rt.pending = Value();
                continue;
            }
            ++compiled;
            std::vector<const Code*> todo{code.value().get()};
            while (!todo.empty()) {
                const Code* at = todo.back();
                todo.pop_back();
                std::string problem = verify(*at);
                if (!problem.empty() && ++wrong < 20) MESSAGE(entry.path().string() << ": " << at->qualified_name->data() << ": " << problem);
                for (const Value& constant : at->constants)
                    if (const Code* inner = as_code(constant)) todo.push_back(inner);
            }
        }
    CHECK(compiled > 100);
    CHECK(wrong == 0);
}
