// SPDX-License-Identifier: MIT
// The build's own tool: compiles all Python modules below a folder and writes a C++ file with their images: freeze FOLDER OUTPUT.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/image.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/interpreter.h"

namespace ouro {
namespace {

namespace fs = std::filesystem;

/// Functions of the Python half that are native in CPython, where what they raise shows no frame of them.
constexpr std::pair<std::string_view, std::string_view> kNativeElsewhere[] = {{"warnings", "warn"}, {"warnings", "warn_explicit"}};

Result<std::string> compiled(Runtime& rt, const std::string& source, const std::string& filename) {
    Ref<Str> name = TRY(new_str(rt, filename));
    Ref<Code> code = TRY(compile_source(rt, source, name.get(), CompileMode::exec));
    for (const Value& constant : code->constants)
        for (const auto& [module, function] : kNativeElsewhere)
            if (Code* inner = as_code(constant); inner && fs::path(filename).stem() == module && inner->name->text() == function) inner->code_flags |= Code::unlisted;
    return write_image(rt, code.get());
}

/// The names of the modules that a source makes: its own, unless lines "# modules: NAME ..." name others of the same package.
std::vector<std::string> names_of(const std::string& own, const std::string& source) {
    constexpr std::string_view mark = "# modules: ";
    std::vector<std::string> names;
    std::istringstream lines(source);
    for (std::string line; std::getline(lines, line) && line.starts_with('#');) {
        if (!line.starts_with(mark)) continue;
        std::istringstream words(line.substr(mark.size()));
        for (std::string word; words >> word;) names.push_back(own.substr(0, own.rfind('.') + 1) + word);
    }
    return names.empty() ? std::vector{own} : names;
}

/// Bytes as the text of string literals, short enough for every compiler.
std::string literal(const std::string& bytes) {
    std::string out;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        if (n % 64 == 0) out += n ? "\"\n\"" : "\"";
        char octal[5];
        std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned char>(bytes[n]));
        out += octal;
    }
    return out + "\"";
}

int freeze(const fs::path& folder, const fs::path& output) {
    Settings settings;
    settings.hash_seed = 1;
    Runtime rt(settings);
    if (!rt.ready || !install_interpreter(rt)) return 1;
    std::vector<fs::path> sources;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".py") sources.push_back(entry.path());
    std::sort(sources.begin(), sources.end());
    std::string images, table;
    for (std::size_t n = 0; n < sources.size(); ++n) {
        fs::path relative = fs::relative(sources[n], folder).replace_extension();
        bool package = relative.filename() == "__init__";
        if (package) relative = relative.parent_path();
        std::string name = relative.generic_string();
        std::replace(name.begin(), name.end(), '/', '.');
        std::ostringstream source;
        source << std::ifstream(sources[n], std::ios::binary).rdbuf();
        Result<std::string> image = compiled(rt, source.str(), sources[n].string());
        if (image.raised()) {
            Value error = rt.take_exception();
            std::fprintf(stderr, "%s", format_exception(rt, error.as<Exception>()).c_str());
            return 1;
        }
        std::string number = std::to_string(n), size = std::to_string(image.value().size());
        images += "const char image_" + number + "[] =\n" + literal(image.value()) + ";\n";
        for (const std::string& each : names_of(name, source.str()))
            table += "    {\"" + each + "\", std::string_view(image_" + number + ", " + size + "), " + (package ? "true" : "false") + "},\n";
    }
    std::ofstream out(output, std::ios::binary);
    out << "// Generated from the Python half of the standard library.\n#include \"stdlib/modules.h\"\n\nnamespace ouro {\nnamespace {\n\n"
        << images << "\nconst FrozenModule table[] = {\n"
        << table << "};\n\n}  // namespace\n\nstd::span<const FrozenModule> frozen_modules() { return table; }\n\n}  // namespace ouro\n";
    return out.good() ? 0 : 1;
}

}  // namespace
}  // namespace ouro

int main(int argc, char** argv) {
    if (argc == 3) return ouro::freeze(argv[1], argv[2]);
    std::fputs("usage: freeze FOLDER OUTPUT\n", stderr);
    return 2;
}
