// SPDX-License-Identifier: MIT
// What fault handlers write: where the threads of a VM stand. Everything here may be called by a C handler of a signal: it takes no
// memory and no lock, and reads the frames as they lie there.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/runtime.h"

namespace ouro {

/// Text for a descriptor, through a buffer on the machine stack.
class ReportWriter {
public:
    explicit ReportWriter(int descriptor) : descriptor_(descriptor) {}
    ~ReportWriter() { flush(); }
    ReportWriter(const ReportWriter&) = delete;
    ReportWriter& operator<<(std::string_view text);
    void number(std::uint64_t value, unsigned base = 10, int digits = 1);
    /// Up to 500 characters of UTF-8, those beyond ASCII as escapes.
    void escaped(std::string_view text);
    void flush();

private:
    int descriptor_;
    std::size_t used_ = 0;
    char buffer_[512];
};

/// The frames of the calling thread, after the heading "Stack"; nothing if it is none of the VM's.
void report_stack(ReportWriter& out, Runtime& rt);
/// Those of all threads; the calling one is the "Current thread". `main`: the identity of the one that the VM began on.
void report_threads(ReportWriter& out, Runtime& rt, std::uint64_t main);
/// Ends the process as CPython's Py_FatalError() does.
[[noreturn]] void fatal_error(Runtime& rt, std::uint64_t main, std::string_view function, std::string_view message);

}  // namespace ouro
