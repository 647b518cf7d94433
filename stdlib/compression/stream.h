// SPDX-License-Identifier: MIT
// What the modules over compression libraries (zlib, bzip2, liblzma) share: their memory, which is the VM's, and the loop that feeds a
// stream and takes what it makes in bounded pieces, without the VM's lock while the library works.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "runtime/objects/buffer.h"
#include "runtime/objects/memory.h"
#include "runtime/threads.h"

namespace ouro {

/// Memory that a library asks for: charged to the VM, each piece begins with its size.
class LibraryMemory {
public:
    explicit LibraryMemory(Runtime& rt) : rt_(rt) {}
    LibraryMemory(const LibraryMemory&) = delete;
    void* take(std::size_t bytes);  // null without memory
    void give(void* memory);
    /// The same two as a library calls them, with this as its `opaque`.
    template <typename Count>
    static void* take_items(void* memory, Count items, Count size) {
        return static_cast<LibraryMemory*>(memory)->take(static_cast<std::size_t>(items) * static_cast<std::size_t>(size));
    }
    static void give_back(void* memory, void* piece) { static_cast<LibraryMemory*>(memory)->give(piece); }
    /// Gives up the VM's lock for `step`, which may only touch the library's stream; take() and give() have the lock all the same.
    template <typename Step>
    auto unlocked(Step&& step) {
        unlocked_.emplace(rt_);
        auto result = step();
        unlocked_.reset();
        return result;
    }

private:
    template <typename Work>
    auto with_lock(Work&& work);
    Runtime& rt_;
    std::optional<Unlocked> unlocked_;
};

/// Lets one thread at a time use a stream; the others wait. Check raised() first.
class StreamTurn {
public:
    struct State {
        bool taken = false;
        WaitQueue waiting;
    };
    StreamTurn(Runtime& rt, State& state);
    ~StreamTurn();
    StreamTurn(const StreamTurn&) = delete;
    bool raised() const { return raised_; }

private:
    State& state_;
    bool raised_ = false;
};

/// What is left of the input that a stream is fed with.
struct Input {
    std::string_view rest;
};

/// How a step of a library went: there may be more, that was the end, or it stopped for another reason.
enum class Step : std::uint8_t { more, end, stopped };

/// Bytes that a stream makes. They grow in blocks, and a stream that does not `drain` leaves what it has beyond the block that was begun when
/// its input ended for the next call: both are as in CPython, because scripts see in what pieces they get their bytes.
class Output {
public:
    Output(Runtime& rt, std::size_t limit) : limit_(limit), scratch_(rt) {}
    ~Output() { std::free(bytes_); }
    Output(const Output&) = delete;
    std::string_view text() const { return {bytes_, size_}; }
    std::size_t size() const { return size_; }
    bool full() const { return size_ >= limit_; }
    /// Whether the last step left room: the stream has nothing more to give for what it was fed.
    bool room_left() const { return room_left_; }

    /// Calls `step(last)`, which calls the library once with what `stream` says and reads what it answers, until `input` is used up, the
    /// limit is reached, or the library says that it is over. `last`: no input is left beyond what `stream` has.
    template <typename Stream, typename Call>
    Result<Step> fill(Runtime& rt, LibraryMemory& memory, Stream& stream, Input& input, bool drain, Call&& step) {
        for (;;) {
            std::size_t block = std::min(limit_ - size(), kBlocks[std::min<std::size_t>(blocks_++, std::size(kBlocks) - 1)]), end = size() + block;
            Step done;
            do {
                done = TRY(piece(rt, memory, stream, input, end, step));
                if (done != Step::more) return done;
            } while (size() < end && !(room_left_ && input.rest.empty()));
            if (full() || (input.rest.empty() && (room_left_ || !drain))) return done;
        }
    }

private:
    static constexpr std::size_t K = 1024, M = 1024 * K;
    static constexpr std::size_t kBlocks[] = {32 * K, 64 * K, 256 * K, M, 4 * M, 8 * M, 16 * M, 16 * M, 32 * M, 32 * M, 32 * M, 32 * M, 64 * M, 64 * M, 128 * M, 128 * M, 256 * M};
    // What one step is given: some tenths of a second for the slowest of the libraries.
    static constexpr std::size_t kMostInput = 64 * K, kMostOutput = M;
    static constexpr std::size_t kWorthUnlocking = 2 * K;

    template <typename Stream, typename Call>
    Result<Step> piece(Runtime& rt, LibraryMemory& memory, Stream& stream, Input& input, std::size_t end, Call&& step) {
        std::size_t room = std::min(end - size_, kMostOutput), fed = std::min(input.rest.size(), kMostInput);
        if (capacity_ < size_ + room) TRY(grow(rt, size_ + room));
        stream.next_in = reinterpret_cast<decltype(stream.next_in)>(const_cast<char*>(input.rest.data()));
        stream.avail_in = static_cast<decltype(stream.avail_in)>(fed);
        stream.next_out = reinterpret_cast<decltype(stream.next_out)>(bytes_ + size_);
        stream.avail_out = static_cast<decltype(stream.avail_out)>(room);
        bool last = fed == input.rest.size();
        Step done = fed >= kWorthUnlocking ? memory.unlocked([&] { return step(last); }) : step(last);
        std::size_t used = fed - stream.avail_in, made = room - stream.avail_out;
        input.rest.remove_prefix(used);
        size_ += made;
        room_left_ = stream.avail_out != 0;
        TRY(rt.charge(static_cast<std::int64_t>((used + made) / 8 + 1)));
        return done;
    }

    Result<void> grow(Runtime& rt, std::size_t wanted);

    std::size_t limit_, blocks_ = 0;
    ScratchMemory scratch_;
    char* bytes_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
    bool room_left_ = false;
};

/// Input that a stream was given and has not used.
class WaitingInput {
public:
    bool empty() const { return bytes_.is_unbound(); }
    /// All that there is to use: what waits, and `more` behind it. It stays where it is until keep().
    Result<Input> with(Runtime& rt, std::string_view more);
    /// What is left of it waits.
    Result<void> keep(Runtime& rt, std::string_view rest);

private:
    Value bytes_;  // Unbound: nothing
    std::size_t used_ = 0;  // of them
};

/// kept + more, in `kept`.
Result<void> append_bytes(Runtime& rt, Value& kept, std::string_view more);

}  // namespace ouro
