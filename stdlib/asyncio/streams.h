// SPDX-License-Identifier: MIT
// The two ends of a stream as scripts see them; the protocol between them and the transport is in asyncio/streams.py.
#pragma once

#include "runtime/native/async.h"
#include "stdlib/asyncio/transport.h"

namespace ouro {

/// asyncio.StreamReader: bytes between `start` and `end` of a buffer of its own.
struct StreamReader : Object {
    char* data;
    std::size_t start, end, capacity;
    double limit;
    bool eof, paused;
    Value loop, waiter, exception, transport, source_traceback;

    std::size_t size() const { return end - start; }
    std::string_view text() const { return {data + start, size()}; }
    void each_field(auto&& visit) {
        for (Value* field : {&loop, &waiter, &exception, &transport, &source_traceback}) visit(*field);
    }
};

/// asyncio.StreamWriter.
struct StreamWriter : Object {
    Value transport, protocol, reader, loop, complete;
    void each_field(auto&& visit) {
        for (Value* field : {&transport, &protocol, &reader, &loop, &complete}) visit(*field);
    }
};

extern const TypeDef stream_reader_type, stream_writer_type;

}  // namespace ouro
