// SPDX-License-Identifier: MIT
// Limits: what a VM may use. Memory is charged before it is taken; fuel is counted down at backward jumps, calls and by natives in
// proportion to their work; a stop may be asked for from any thread. All of it folds into one test: `fuel_left < 0`.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace ouro {

enum class StopReason : std::uint8_t { none, fuel, deadline, memory, output, requested };

class Limits {
public:
    static constexpr std::int64_t kUnlimited = INT64_MAX / 4;
#ifdef OURO_GC_STRESS
    static constexpr std::int64_t kSlice = 100;  // the end of a slice is where cycles are collected
#else
    static constexpr std::int64_t kSlice = 10'000;  // fuel handed out at a time, so that deadlines and requests are seen soon
#endif

    std::size_t memory_limit = SIZE_MAX;
    std::size_t memory_used = 0;
    std::size_t memory_peak = 0;

    /// Fuel of the present slice. The interpreter subtracts from it and calls Runtime::check_stop() when it falls below zero.
    std::int64_t slice = kSlice;
    std::int64_t reserve = kUnlimited;  // fuel beyond the slice
    double deadline = 0;                // monotonic seconds; 0: none
    std::int64_t output_left = kUnlimited;  // bytes

    /// Set from any thread; seen at the end of the slice.
    std::atomic<StopReason> requested{StopReason::none};
    std::atomic<bool> attention{false};  // signals, hand-over of the VM's lock, work from other threads

    /// Takes `bytes` from the allowance; false, and nothing taken, where the limit would be passed.
    bool charge(std::size_t bytes) {
        if (bytes > memory_limit - memory_used) return false;
        memory_used += bytes;
        if (memory_used > memory_peak) memory_peak = memory_used;
        return true;
    }
    void refund(std::size_t bytes) { memory_used -= bytes; }
};

}  // namespace ouro
