// SPDX-License-Identifier: MIT
// Fuzz target: whatever the bytes, the parser gives a tree, which can be shown, or a diagnostic that lies in the source. The entry is
// libFuzzer's; driver.cpp runs it without one.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "parser/dump.h"
#include "parser/parser.h"

namespace {

/// Enough for any honest source of the size; what wants more is refused with MemoryError.
constexpr std::size_t kArenaBudget = std::size_t{64} << 20;

struct Budget {
    std::size_t left = kArenaBudget;
};

void fail(const char* what) {
    std::fprintf(stderr, "parser_fuzz: %s\n", what);
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    // The first byte chooses what the rest is read as.
    constexpr ouro::Mode modes[] = {ouro::Mode::File, ouro::Mode::File, ouro::Mode::File, ouro::Mode::Eval, ouro::Mode::Single, ouro::Mode::FunctionType};
    ouro::Mode mode = modes[data[0] % 6];
    std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    Budget budget;
    ouro::ArenaBudget accounts;
    accounts.charge = [](void* context, std::size_t n) {
        auto* b = static_cast<Budget*>(context);
        if (n > b->left) return false;
        b->left -= n;
        return true;
    };
    accounts.release = [](void* context, std::size_t n) { static_cast<Budget*>(context)->left += n; };
    accounts.context = &budget;
    {
        ouro::Source source("<fuzz>", bytes, (data[0] & 128) != 0);
        ouro::Arena arena(accounts);
        ouro::ParseResult result = ouro::parse(source, mode, arena);
        if (result) {
            if (size < 20000) (void)ouro::dump(result.tree, true);
        } else {
            const ouro::Diagnostic& d = result.diagnostic;
            if (d.message.empty() && d.kind != ouro::Diagnostic::Kind::MemoryError) fail("an error without a message");
            if (d.line < 0 || (!source.diagnostic() && d.line > source.lines() + 1)) fail("an error outside of the source");
        }
    }
    if (budget.left != kArenaBudget) fail("the arena did not give back what it took");
    return 0;
}
