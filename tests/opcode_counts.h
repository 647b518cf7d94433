// SPDX-License-Identifier: MIT
// Included before the interpreter in the command that counts which opcodes are executed (opcodes.py): a line for each that was,
// appended to the file that OURO_OPCODE_COUNTS names when the process ends.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace ouro::test {

struct OpcodeCounts {
    unsigned long counts[1024] = {};
    ~OpcodeCounts() {
        const char* name = std::getenv("OURO_OPCODE_COUNTS");
        std::FILE* file = name ? std::fopen(name, "a") : nullptr;
        if (!file) return;
        for (int n = 0; n < 1024; ++n)
            if (counts[n]) std::fprintf(file, "%d %lu\n", n, counts[n]);
        std::fclose(file);
    }
};
inline OpcodeCounts opcode_counts;

}  // namespace ouro::test

#define COUNT_OPCODE(op) (++ouro::test::opcode_counts.counts[op])
