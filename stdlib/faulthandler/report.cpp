// SPDX-License-Identifier: MIT
// See report.h.
#include "stdlib/faulthandler/report.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "runtime/threads.h"
#include "vm/bytecode/image.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/unwind.h"

namespace ouro {

void ReportWriter::flush() {
    std::size_t done = 0;
    while (done < used_) {
        ssize_t written = write(descriptor_, buffer_ + done, used_ - done);
        if (written < 0 && errno != EINTR) break;
        if (written > 0) done += static_cast<std::size_t>(written);
    }
    used_ = 0;
}

ReportWriter& ReportWriter::operator<<(std::string_view text) {
    for (char c : text) {
        if (used_ == sizeof buffer_) flush();
        buffer_[used_++] = c;
    }
    return *this;
}

void ReportWriter::number(std::uint64_t value, unsigned base, int digits) {
    char text[24];
    char* at = text + sizeof text;
    for (; value || digits > 0; value /= base, --digits) *--at = "0123456789abcdef"[value % base];
    *this << std::string_view(at, static_cast<std::size_t>(text + sizeof text - at));
}

void ReportWriter::escaped(std::string_view text) {
    constexpr int kMost = 500;
    int shown = 0;
    for (CharReader reader(text); !reader.done(); ++shown) {
        if (shown == kMost) {
            *this << "...";
            return;
        }
        char32_t c = reader.next();
        if (c >= ' ' && c < 127) {
            char plain = static_cast<char>(c);
            *this << std::string_view(&plain, 1);
        } else {
            *this << (c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
            number(c, 16, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
        }
    }
}

namespace {

constexpr int kMostFrames = 100, kMostThreads = 100;

void report_frames(ReportWriter& out, const InterpreterState* state) {
    Frame* frame = state ? state->frame : nullptr;
    while (frame && frame->flags & Frame::ending) frame = frame->caller;
    if (!frame) out << "  <no Python frame>\n";
    for (int shown = 0; frame; frame = caller_of(frame)) {
        if (shown++ == kMostFrames) return;
        const Code& code = *frame->code;
        out << "  File \"";
        out.escaped(code.filename->text());
        out << "\", line ";
        out.number(line_in_place(code, current_instruction(frame)));
        out << " in ";
        out.escaped(code.name->text());
        out << "\n";
    }
}

const InterpreterState* calling_thread(Runtime& rt) { return rt.threads ? rt.threads->interpreter_of(thread_identity()) : rt.interpreter; }

}  // namespace

void report_stack(ReportWriter& out, Runtime& rt) {
    const InterpreterState* state = calling_thread(rt);
    if (!state) return;
    out << "Stack (most recent call first):\n";
    report_frames(out, state);
}

void report_threads(ReportWriter& out, Runtime& rt, std::uint64_t main) {
    struct Report {
        ReportWriter& out;
        int threads = 0;
    } report{out};
    auto one = [](void* context, const Threads::Seen& thread) {
        auto& report = *static_cast<Report*>(context);
        if (report.threads > kMostThreads) return;
        if (report.threads) report.out << "\n";
        if (report.threads++ == kMostThreads) {
            report.out << "...\n";
            return;
        }
        report.out << (thread.identity == thread_identity() ? "Current thread 0x" : "Thread 0x");
        report.out.number(thread.identity, 16, 2 * sizeof(unsigned long));
        report.out << " (most recent call first):\n";
        report_frames(report.out, thread.interpreter);
    };
    if (rt.threads) rt.threads->visit(one, &report);
    else one(&report, {main, rt.interpreter, View::none()});
}

void fatal_error(Runtime& rt, std::uint64_t main, std::string_view function, std::string_view message) {
    {
        ReportWriter out(2);
        out << "Fatal Python error: " << function << ": " << message << "\nPython runtime state: initialized\n\n";
        report_threads(out, rt, main);
    }
    signal(SIGABRT, SIG_DFL);
    std::abort();
}

}  // namespace ouro
