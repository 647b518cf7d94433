// SPDX-License-Identifier: MIT
// asyncio.StreamReader: what a transport has received and nobody has read yet. The transport receives into the buffer here.
#include <sys/uio.h>

#include <algorithm>

#include "runtime/objects/number.h"
#include "stdlib/asyncio/streams.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

constexpr std::size_t kFirstRoom = 1024, kLeastRoom = 512, kKeptRoom = 128 * 1024;

/// Makes room for `more` bytes behind what is there.
Result<void> reserve(Runtime& rt, StreamReader* reader, std::size_t more) {
    if (reader->start == reader->end) reader->start = reader->end = 0;
    if (reader->capacity - reader->end >= more) return {};
    std::size_t size = reader->size();
    if (reader->start && reader->capacity - size >= more && reader->start >= size) {
        std::memcpy(reader->data, reader->data + reader->start, size);
        reader->start = 0;
        reader->end = size;
        return {};
    }
    std::size_t wanted = std::max(kFirstRoom, reader->capacity);
    while (wanted - size < more) {
        if (wanted > SIZE_MAX / 4) return rt.raise_memory_error();
        wanted *= 2;
    }
    auto* larger = static_cast<char*>(rt.heap.allocate_raw(wanted));
    if (!larger) return rt.raise_memory_error();
    if (size) std::memcpy(larger, reader->data + reader->start, size);
    if (reader->data) rt.heap.free_raw(reader->data, reader->capacity);
    reader->data = larger;
    reader->capacity = wanted;
    reader->start = 0;
    reader->end = size;
    return {};
}

/// `n` bytes at the front are gone.
void consume(Runtime& rt, StreamReader* reader, std::size_t n) {
    reader->start += n;
    if (reader->start != reader->end) return;
    reader->start = reader->end = 0;
    if (reader->capacity <= kKeptRoom) return;
    rt.heap.free_raw(reader->data, reader->capacity);
    reader->data = nullptr;
    reader->capacity = 0;
}

Result<void> wake_waiter(Runtime& rt, StreamReader* reader) {
    if (reader->waiter.is_unbound()) return {};
    Value waiter = std::exchange(reader->waiter, Value());
    return wake(rt, waiter, View::none());
}

Result<void> fed(Runtime& rt, StreamReader* reader) {
    TRY(wake_waiter(rt, reader));
    if (reader->transport.is_unbound() || reader->paused || static_cast<double>(reader->size()) <= 2 * reader->limit) return {};
    if (Transport* transport = as_transport(reader->transport)) {
        TRY(pause_transport(rt, transport));
        reader->paused = true;
        return {};
    }
    Value transport = reader->transport;
    if (!call_method(rt, transport, state_of(rt).words.pause_reading.get()).raised()) {
        reader->paused = true;
        return {};
    }
    // A transport that cannot pause will not be asked again.
    if (!rt.swallow(NotImplementedError)) return Raised{};
    reader->transport = Value();
    return {};
}

Result<void> resume(Runtime& rt, StreamReader* reader) {
    reader->paused = false;
    if (Transport* transport = as_transport(reader->transport)) return resume_transport(rt, transport);
    Value transport = reader->transport;
    TRY(call_method(rt, transport, state_of(rt).words.resume_reading.get()));
    return {};
}

Result<void> maybe_resume(Runtime& rt, StreamReader* reader) {
    if (!reader->paused || static_cast<double>(reader->size()) > reader->limit) return {};
    return resume(rt, reader);
}

/// The first `n` bytes.
Result<Value> take(Runtime& rt, StreamReader* reader, std::size_t n) {
    Value bytes = TRY(new_bytes(rt, std::string_view(reader->data + reader->start, n)));
    consume(rt, reader, n);
    TRY(maybe_resume(rt, reader));
    return bytes;
}

/// All of it, for an exception: reading goes on or not as it did.
Result<Value> take_all(Runtime& rt, StreamReader* reader) {
    Value bytes = TRY(new_bytes(rt, reader->text()));
    consume(rt, reader, reader->size());
    return bytes;
}

}  // namespace

Result<ssize_t> receive_into_reader(Runtime& rt, View target, int descriptor, char* scratch) {
    auto* reader = target.as<StreamReader>();
    Ref<StreamReader> held(reader);
    TRY(reserve(rt, reader, kLeastRoom));
    std::size_t room = reader->capacity - reader->end;
    iovec pieces[] = {{reader->data + reader->end, room}, {scratch, kScratchBytes}};
    ssize_t got = ::readv(descriptor, pieces, 2);
    if (got <= 0) return got;
    auto size = static_cast<std::size_t>(got);
    reader->end += std::min(size, room);
    if (size > room) {
        TRY(reserve(rt, reader, size - room));
        std::memcpy(reader->data + reader->end, scratch, size - room);
        reader->end += size - room;
    }
    TRY(fed(rt, reader));
    return got;
}

Result<Value> reader_reference(Runtime& rt, View protocol) {
    AsyncioPrivate& state = state_of(rt);
    Type *type = rt.type_of(protocol), *stock = state.stream_protocol.get();
    Str* word = state.words.data_received.get();
    if (!is_subtype(type, stock) || !(lookup_on_type(type, word) == lookup_on_type(stock, word))) return View();
    Value reference = TRY(find_attribute(rt, protocol, state.words._stream_reader_wr.get()));
    if (!is_kind(reference, Kind::weakref)) return View();
    Object* target = reference.as<WeakReference>()->target;
    if (!target) return View();
    Type* native = TRY(native_type(rt, stream_reader_type));
    if (!is_subtype(target->type(), native)) return View();
    Str* feed = state.words.feed_data.get();
    if (!(lookup_on_type(target->type(), feed) == lookup_on_type(native, feed))) return View();
    return reference;
}

namespace {

StreamReader* self_of(Args args) { return args.self<StreamReader>(); }

Result<void> check_exception(Runtime& rt, StreamReader* reader) {
    if (reader->exception.is_unbound()) [[likely]] return {};
    Value exception = reader->exception;
    if (is_kind(exception, Kind::exception)) return rt.raise_object(exception);
    return rt.raise(TypeError, "exceptions must derive from BaseException");
}

Raised raise_incomplete(Runtime& rt, StreamReader* reader, View expected) {
    Value partial = TRY(take_all(rt, reader));
    Value type = TRY(python_half(rt, "asyncio.exceptions", "IncompleteReadError"));
    return rt.raise_object(TRY(call(rt, type, {partial, expected})));
}

Raised raise_overrun(Runtime& rt, const char* message, std::size_t consumed) {
    Value type = TRY(python_half(rt, "asyncio.exceptions", "LimitOverrunError"));
    return rt.raise_object(TRY(call(rt, type, {TRY(rt.str(message)), View::small_int(static_cast<std::int64_t>(consumed))})));
}

constexpr const char kNotFound[] = "Separator is not found, and chunk exceed the limit";
constexpr const char kFoundTooFar[] = "Separator is found, but chunk is longer than limit";

/// A future that is done when something has arrived.
Result<Value> begin_wait(Runtime& rt, StreamReader* reader, const char* function) {
    if (!reader->waiter.is_unbound())
        return rt.raise(RuntimeError, "%s() called while another coroutine is already waiting for incoming data", function);
    if (reader->eof) return rt.raise(AssertionError, "_wait_for_data after EOF");
    if (reader->paused) TRY(resume(rt, reader));
    reader->waiter = TRY(create_future(rt, reader->loop));
    return reader->waiter;
}

/// The rest of an Async's wait: the waiter is forgotten however it ended.
#define WAIT_FOR_DATA(function)                                                \
    do {                                                                       \
        Result<Value> begun = begin_wait(rt, reader, function);                \
        Local waiting(args, co_await std::move(begun));                        \
        Result<Value> driven = awaitable_of(rt, waiting);                      \
        Value awaitable = co_await std::move(driven);                          \
        Outcome outcome = co_await attempt(std::move(awaitable));              \
        if (View(reader->waiter) == View(waiting)) reader->waiter = Value();   \
        if (outcome.failed()) co_return rethrow(rt, std::move(outcome));       \
    } while (false)

Async readline(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    co_await check_exception(rt, reader);
    std::size_t offset = 0;
    for (;;) {
        std::size_t size = reader->size();
        if (size > offset) {
            co_await rt.charge(static_cast<std::int64_t>((size - offset) / 256));
            const char* begin = reader->data + reader->start;
            if (const void* found = std::memchr(begin + offset, '\n', size - offset)) {
                std::size_t at = static_cast<const char*>(found) - begin;
                if (static_cast<double>(at) > reader->limit) {
                    consume(rt, reader, at + 1);
                    co_await maybe_resume(rt, reader);
                    co_return rt.raise(ValueError, "%s", kFoundTooFar);
                }
                co_return take(rt, reader, at + 1);
            }
            offset = size;
            if (static_cast<double>(offset) > reader->limit) {
                consume(rt, reader, size);
                co_await maybe_resume(rt, reader);
                co_return rt.raise(ValueError, "%s", kNotFound);
            }
        }
        if (reader->eof) co_return take_all(rt, reader);
        WAIT_FOR_DATA("readuntil");
    }
}

/// The separators as a tuple of bytes, shortest first.
Result<Value> separators_of(Runtime& rt, View given) {
    std::vector<Value> items;
    auto add = [&](View each) -> Result<void> {
        TRY(rt.charge(1));
        if (is_kind(each, Kind::bytes)) {
            items.push_back(Value(each));
            return {};
        }
        BufferGuard bytes(rt, each);
        if (bytes.raised()) return Raised{};
        items.push_back(TRY(new_bytes(rt, bytes.text())));
        return {};
    };
    if (Tuple* tuple = as_tuple(given)) {
        for (const Value& each : tuple->view()) TRY(add(each));
    } else {
        TRY(add(given));
    }
    if (items.empty()) return rt.raise(ValueError, "Separator should contain at least one element");
    std::stable_sort(items.begin(), items.end(), [](const Value& a, const Value& b) { return a.as<Bytes>()->size < b.as<Bytes>()->size; });
    if (items[0].as<Bytes>()->size == 0) return rt.raise(ValueError, "Separator should be at least one-byte string");
    Ref<Tuple> made = TRY(new_tuple(rt, std::span<const Value>(items)));
    return made;
}

struct Match {
    std::size_t start = 0, end = 0;  // end 0: none
};
Match find_separator(std::string_view text, const Tuple* separators, std::size_t offset) {
    Match best;
    for (const Value& each : separators->view()) {
        std::string_view separator = each.as<Bytes>()->text();
        std::size_t at = text.find(separator, offset);
        if (at != std::string_view::npos && (!best.end || at + separator.size() < best.end)) best = {at, at + separator.size()};
    }
    return best;
}

Async readuntil(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    Local separators(args, co_await separators_of(rt, args[1]));
    std::size_t count = separators.as<Tuple>()->size;
    std::size_t shortest = separators.as<Tuple>()->items[0].as<Bytes>()->size, longest = separators.as<Tuple>()->items[count - 1].as<Bytes>()->size;
    co_await check_exception(rt, reader);
    std::size_t offset = 0;
    for (;;) {
        std::size_t size = reader->size();
        if (size >= offset + shortest) {
            co_await rt.charge(static_cast<std::int64_t>((size - offset) / 256 * count + count));
            Match match = find_separator(reader->text(), separators.as<Tuple>(), offset);
            if (match.end) {
                if (static_cast<double>(match.start) > reader->limit) co_return raise_overrun(rt, kFoundTooFar, match.start);
                co_return take(rt, reader, match.end);
            }
            offset = size + 1 > longest ? size + 1 - longest : 0;
            if (static_cast<double>(offset) > reader->limit) co_return raise_overrun(rt, kNotFound, offset);
        }
        if (reader->eof) co_return raise_incomplete(rt, reader, View::none());
        WAIT_FOR_DATA("readuntil");
    }
}

Result<Value> joined(Runtime& rt, View blocks) {
    List* list = blocks.as<List>();
    std::size_t total = 0;
    for (const Value& each : list->view()) total += each.as<Bytes>()->size;
    TRY(rt.charge(static_cast<std::int64_t>(total / 256)));
    Ref<Bytes> made = TRY(new_bytes_uninitialized(rt, total));
    char* to = made->data;
    for (const Value& each : list->view()) {
        std::memcpy(to, each.as<Bytes>()->data, each.as<Bytes>()->size);
        to += each.as<Bytes>()->size;
    }
    return made;
}

Async read(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    co_await check_exception(rt, reader);
    std::ptrdiff_t wanted = co_await index_clipped(rt, args[1]);
    if (wanted == 0) co_return new_bytes(rt, "");
    if (wanted > 0) {
        if (!reader->size() && !reader->eof) WAIT_FOR_DATA("read");
        co_return take(rt, reader, std::min(static_cast<std::size_t>(wanted), reader->size()));
    }
    Result<Ref<List>> list = new_list(rt);
    Local blocks(args, Value(co_await std::move(list)));
    for (;;) {
        co_await check_exception(rt, reader);
        if (!reader->size() && !reader->eof) WAIT_FOR_DATA("read");
        std::size_t size = reader->size();
        if (size == 0) co_return joined(rt, blocks);
        if (static_cast<double>(size) > reader->limit) size = static_cast<std::size_t>(reader->limit);
        Value block = co_await take(rt, reader, size);
        co_await list_append(rt, blocks.as<List>(), std::move(block));
    }
}

Async readexactly(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    std::ptrdiff_t wanted = co_await index_clipped(rt, args[1]);
    if (wanted < 0) co_return rt.raise(ValueError, "readexactly size can not be less than zero");
    co_await check_exception(rt, reader);
    if (wanted == 0) co_return new_bytes(rt, "");
    while (reader->size() < static_cast<std::size_t>(wanted)) {
        if (reader->eof) co_return raise_incomplete(rt, reader, args[1]);
        WAIT_FOR_DATA("readexactly");
    }
    co_return take(rt, reader, static_cast<std::size_t>(wanted));
}

Async next_line(Runtime& rt, Args args) {
    Result<Value> reading = async<readline>(rt, args);
    Value line = co_await wait_on(co_await std::move(reading));
    if (!is_kind(line, Kind::bytes) || line.as<Bytes>()->size) co_return line;
    rt.pending = co_await new_exception(rt, rt.exceptions[StopAsyncIteration], View());
    co_return Raised{};
}

Result<Value> feed_data(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    if (reader->eof) return rt.raise(AssertionError, "feed_data after feed_eof");
    {
        BufferGuard data(rt, args[1]);
        if (data.raised()) return Raised{};
        if (data.size() == 0) return View::none();
        TRY(reserve(rt, reader, data.size()));
        std::memcpy(reader->data + reader->end, data.data(), data.size());
        reader->end += data.size();
    }
    TRY(fed(rt, reader));
    return View::none();
}

Result<Value> feed_eof(Runtime& rt, Args args) {
    self_of(args)->eof = true;
    TRY(wake_waiter(rt, self_of(args)));
    return View::none();
}

Result<Value> set_exception(Runtime& rt, Args args) {
    StreamReader* reader = self_of(args);
    reader->exception = Value(args[1]);
    if (reader->waiter.is_unbound()) return View::none();
    Value waiter = std::exchange(reader->waiter, Value());
    if (!TRY(is_cancelled(rt, waiter))) TRY(call_method(rt, waiter, state_of(rt).words.set_exception.get(), {args[1]}));
    return View::none();
}

Result<Value> set_transport(Runtime& rt, Args args) {
    if (!self_of(args)->transport.is_unbound()) return rt.raise(AssertionError, "Transport already set");
    self_of(args)->transport = Value(args[1]);
    return View::none();
}

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<StreamReader>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    std::memset(reinterpret_cast<char*>(made) + sizeof(Object), 0, sizeof(StreamReader) - sizeof(Object));
    made->limit = 64 * 1024;
    made->each_field([](Value& field) { new (&field) Value(); });
    return Value::adopt(View(made));
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[2];
    TRY(bind_init(rt, "StreamReader(limit=65536, loop=None)", arguments, values));
    TRY(asyncio_state(rt));
    auto* reader = self.as<StreamReader>();
    if (TRY(compare_truth(rt, values[0], View::small_int(0), CompareOp::le))) return rt.raise(ValueError, "Limit cannot be <= 0");
    reader->limit = TRY(to_double(rt, values[0]));
    reader->loop = values[1].is_none() ? TRY(get_event_loop(rt)) : values[1];
    if (TRY(loop_debug(rt, reader->loop))) reader->source_traceback = TRY(creation_traceback(rt, reader->loop));
    return {};
}

constexpr FunctionDef methods[] = {
    {"exception(self)",
     [](Runtime&, Args args) -> Result<Value> {
         const Value& exception = self_of(args)->exception;
         return exception.is_unbound() ? Value(View::none()) : exception;
     },
     "The error that ended the stream, or None."},
    {"set_exception(self, exc)", set_exception, "The stream has ended with an error."},
    {"set_transport(self, transport)", set_transport, "Sets the transport, which is paused when the buffer is full."},
    {"at_eof(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->eof && !self_of(args)->size()); },
     "Whether everything was read."},
    {"feed_data(self, data)", feed_data, "Data has arrived."},
    {"feed_eof(self)", feed_eof, "Nothing more will arrive."},
    {"readline(self)", async<readline>, "Reads up to the next line's end; what is there if the stream ends before.", FunctionDef::coroutine},
    {"readuntil(self, separator=b'\\n')", async<readuntil>, "Reads up to the first of the separators (bytes, or a tuple of them).", FunctionDef::coroutine},
    {"read(self, n=-1)", async<read>, "Reads up to n bytes, at least one unless the stream ends; all to its end if n is negative.", FunctionDef::coroutine},
    {"readexactly(self, n)", async<readexactly>, "Reads n bytes; IncompleteReadError if the stream ends before.", FunctionDef::coroutine},
    {"_maybe_resume_transport(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(maybe_resume(rt, self_of(args)));
         return View::none();
     },
     "Resumes the transport if the buffer has room again."},
};

template <Value StreamReader::* field>
Result<Value> get(Runtime&, View self) {
    const Value& value = self.as<StreamReader>()->*field;
    return value.is_unbound() ? Value(View::none()) : value;
}
template <Value StreamReader::* field>
Result<void> set(Runtime&, View self, View value) {
    Value old = std::exchange(self.as<StreamReader>()->*field, value.is_none() ? Value() : Value(value));
    return {};
}

constexpr PropertyDef properties[] = {
    {"_buffer", [](Runtime& rt, View self) { return new_bytearray(rt, self.as<StreamReader>()->text()); }},
    {"_limit", [](Runtime& rt, View self) { return rt.integer(static_cast<std::int64_t>(self.as<StreamReader>()->limit)); }},
    {"_eof", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<StreamReader>()->eof); },
     [](Runtime& rt, View self, View value) -> Result<void> {
         self.as<StreamReader>()->eof = !value.is_unbound() && TRY(truth(rt, value));
         return {};
     }},
    {"_paused", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<StreamReader>()->paused); }},
    {"_loop", get<&StreamReader::loop>},
    {"_waiter", get<&StreamReader::waiter>, set<&StreamReader::waiter>},
    {"_exception", get<&StreamReader::exception>},
    {"_transport", get<&StreamReader::transport>, set<&StreamReader::transport>},
    {"_source_traceback", get<&StreamReader::source_traceback>},
};

Result<Value> repr_of(Runtime& rt, View self) {
    auto* reader = self.as<StreamReader>();
    ReprGuard guard(rt, self);
    std::string text = "<StreamReader";
    if (reader->size()) text += " " + std::to_string(reader->size()) + " bytes";
    if (reader->eof) text += " eof";
    if (reader->limit != 64 * 1024) text += " limit=" + std::to_string(static_cast<std::int64_t>(reader->limit));
    if (!guard.recursive()) {
        struct {
            const char* name;
            Value value;
        } parts[] = {{"waiter", reader->waiter}, {"exception", reader->exception}, {"transport", reader->transport}};
        for (auto& part : parts) {
            if (part.value.is_unbound()) continue;
            Ref<Str> shown = TRY(repr(rt, part.value));
            text += std::string(" ") + part.name + "=" + std::string(shown->text());
        }
    }
    if (reader->paused) text += " paused";
    return rt.str(text + ">");
}

}  // namespace

const TypeDef stream_reader_type{
    .name = "StreamReader",
    .module = "asyncio.streams",
    .doc = "What was received on a stream and can be read.",
    .size = sizeof(StreamReader),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable,
    .construct_signature = "(limit=65536, loop=None)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* reader = static_cast<StreamReader*>(object);
                      if (reader->data) rt.heap.free_raw(reader->data, reader->capacity);
                      reader->each_field([](Value& field) { field.~Value(); });
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse = [](Object* object, Visitor& visit) { static_cast<StreamReader*>(object)->each_field([&](Value& field) { visit(field); }); },
              .clear =
                  [](Runtime&, Object* object) {
                      static_cast<StreamReader*>(object)->each_field([](Value& field) { Value gone = std::exchange(field, Value()); });
                  },
              .construct = construct,
              .init = init,
              .repr = repr_of,
              .aiter = [](Runtime&, View self) -> Result<Value> { return Value(self); },
              .anext = [](Runtime& rt, View self) { return start_async(rt, next_line, {self}); }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
