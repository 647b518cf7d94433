// SPDX-License-Identifier: MIT
// Runs a fuzz target without libFuzzer: mutations of the files below the given folders, the same ones in every run.
//
//     parser_fuzz [--runs N] [--seed N] FOLDER|FILE …
//
// Each input is written to crash-input before it runs, and the file is removed at the end: what is left crashed.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = 1 << 17;

// What a mutation of text rarely hits by itself.
const std::string kPieces[] = {
    "(", ")", "[", "]", "{", "}", ":", ";", ",", ".", "=", "==", ":=", "->", "@", "*", "**", "!", "\\", "\\\n", "\n", "\r", "\r\n", "\t", "        ",
    "\f", "#", "'", "\"", "'''", "\"\"\"", "f'", "f'{", "f'''{", "rf\"", "b'", "\\N{", "\\x", "\\u", "\\U0011", "{{", "}}", "!r", ":>{", "lambda ", "lambda:",
    "if ", " else ", " for x in ", "async ", "await ", "yield ", "yield from ", "def f(", "class C[", "type X = ", "match x:\n case ", "try:\n", "except* ",
    "with (", "del ", "global x", "nonlocal x", "import ", "from . import ", "print ", "not ", " is not ", "0x", "0b", "1_", "1e", "1j", "00", "1.", "$", "?", "`",
    std::string("\0", 1), "\x7f", "\xff", "\xc3", "\xe2\x82\xac", "\xed\xa0\x80", "\xf0\x9f\x90\x8d", "\xef\xbb\xbf", "\xc2\xa0", "\xe2\x80\xa8",
    "# coding: latin-1\n", "# -*- coding: utf-16 -*-\n", "# vim: set fileencoding=ascii :\n",
};

class Mutator {
public:
    Mutator(std::vector<std::string> corpus, std::uint64_t seed) : corpus_(std::move(corpus)), random_(seed) {}

    std::string next() {
        std::string text = corpus_[below(corpus_.size())];
        // Most inputs are a part of a file: errors at its beginning would hide the rest.
        if (below(4)) {
            std::size_t from = below(text.size() + 1);
            text = text.substr(from, below(2000));
        }
        for (std::size_t n = 1 + below(6); n-- > 0;) mutate(text);
        if (text.size() > kLargest) text.resize(kLargest);
        text.insert(text.begin(), static_cast<char>(below(256)));
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return limit ? static_cast<std::size_t>(random_() % limit) : 0; }

    void mutate(std::string& text) {
        std::size_t at = below(text.size() + 1), size = std::min(below(40), text.size() - at);
        const std::string& piece = kPieces[below(std::size(kPieces))];
        switch (below(9)) {
            case 0: text.erase(at, size); break;
            case 1: text.insert(at, piece); break;
            case 2: text.replace(at, size, piece); break;
            case 3:
                if (at < text.size()) text[at] = static_cast<char>(random_());
                break;
            case 4: text.insert(below(text.size() + 1), text.substr(at, size)); break;
            case 5: {
                // Deep and long: a piece many times over.
                std::string many;
                for (std::size_t n = below(4) ? below(300) : below(20000); n-- > 0 && many.size() < kLargest;) many += piece;
                text.insert(at, many);
                break;
            }
            case 6: {
                const std::string& other = corpus_[below(corpus_.size())];
                std::size_t from = below(other.size() + 1);
                text.insert(at, other.substr(from, below(300)));
                break;
            }
            case 7: text.resize(at); break;
            case 8: {
                // Lines change their indentation.
                std::size_t line = text.rfind('\n', at);
                if (line != std::string::npos) text.insert(line + 1, std::string(below(9), below(5) ? ' ' : '\t'));
                break;
            }
        }
    }

    std::vector<std::string> corpus_;
    std::mt19937_64 random_;
};

std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

void run(const std::string& input) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size()); }

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t runs = 2000, seed = 1;
    std::vector<fs::path> paths;
    for (int n = 1; n < argc; ++n) {
        if (!std::strcmp(argv[n], "--runs") && n + 1 < argc) runs = std::strtoull(argv[++n], nullptr, 10);
        else if (!std::strcmp(argv[n], "--seed") && n + 1 < argc) seed = std::strtoull(argv[++n], nullptr, 10);
        else if (fs::is_directory(argv[n])) {
            for (const auto& entry : fs::recursive_directory_iterator(argv[n]))
                if (entry.path().extension() == ".py") paths.push_back(entry.path());
        } else {
            run(contents(argv[n]));  // an input that crashed
            paths.clear();
            runs = 0;
        }
    }
    std::sort(paths.begin(), paths.end());  // the same order on every machine
    std::vector<std::string> corpus;
    for (const fs::path& path : paths) corpus.push_back(contents(path));
    if (corpus.empty()) return runs ? (std::fputs("usage: fuzz [--runs N] [--seed N] FOLDER|INPUT ...\n", stderr), 2) : 0;
    Mutator mutator(std::move(corpus), seed);
    for (std::uint64_t n = 0; n < runs; ++n) {
        std::string input = mutator.next();
        std::ofstream("crash-input", std::ios::binary) << input;
        run(input);
    }
    fs::remove("crash-input");
    std::printf("%llu inputs\n", static_cast<unsigned long long>(runs));
    return 0;
}
