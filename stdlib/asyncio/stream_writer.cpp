// SPDX-License-Identifier: MIT
// asyncio.StreamWriter: writes go to the transport at once; drain() waits while the protocol is paused.
#include "stdlib/asyncio/streams.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/io/io.h"
#include "stdlib/owned_fields.h"

namespace ouro {

namespace {

StreamWriter* self_of(Args args) { return args.self<StreamWriter>(); }

/// The transport, if it is one of ours for streams whose method is not overridden.
Transport* plain_transport(Runtime& rt, StreamWriter* writer) {
    if (!writer->transport.is_object() || !rt.asyncio) return nullptr;
    Type* known = state_of(rt).socket_transport.get();
    return known && writer->transport.object()->type() == known ? writer->transport.as<Transport>() : nullptr;
}

Result<Value> write(Runtime& rt, Args args) {
    StreamWriter* self = self_of(args);
    Value transport = self->transport;
    if (Transport* plain = plain_transport(rt, self)) TRY(transport_write(rt, plain, args[1]));
    else TRY(call_method(rt, transport, rt.names.write, {args[1]}));
    return View::none();
}

Result<Value> writelines(Runtime& rt, Args args) {
    Value transport = self_of(args)->transport;
    if (Transport* plain = plain_transport(rt, self_of(args))) TRY(transport_writelines(rt, plain, args[1]));
    else TRY(call_method(rt, transport, state_of(rt).words.writelines.get(), {args[1]}));
    return View::none();
}

/// Whether nothing keeps a write back: what drain() would find out step by step.
bool drained(Runtime& rt, StreamWriter* writer) {
    Transport* transport = plain_transport(rt, writer);
    if (!transport || !transport->open() || transport->closing || transport->lost || transport->protocol_paused) return false;
    return View(transport->protocol) == View(writer->protocol) && transport->mode == Transport::stream &&
           writer->protocol.object()->type() == state_of(rt).stream_protocol.get();
}

Async drain(Runtime& rt, Args args) {
    StreamWriter* self = self_of(args);
    if (!self->reader.is_none()) {
        Type* native = co_await native_type(rt, stream_reader_type);
        Value error;
        if (self->reader.is_object() && is_subtype(self->reader.object()->type(), native)) {
            error = self->reader.as<StreamReader>()->exception;
        } else {
            error = co_await call_method(rt, self->reader, state_of(rt).words.exception.get());
        }
        if (!error.is_unbound() && !error.is_none()) co_return rt.raise_object(std::move(error));
    }
    if (drained(rt, self)) co_return View::none();
    Value transport = self->transport;
    Value closing = co_await call_method(rt, transport, state_of(rt).words.is_closing.get());
    bool is_closing = co_await truth(rt, closing);
    transport = Value();
    closing = Value();
    if (is_closing) co_await turn();
    Result<Value> helper = call_method(rt, Value(self->protocol), state_of(rt).words._drain_helper.get());
    Value begun = co_await std::move(helper);
    Result<Value> driven = awaitable_of(rt, std::move(begun));
    Value awaitable = co_await std::move(driven);
    co_await wait_on(std::move(awaitable));
    co_return View::none();
}

Async wait_closed(Runtime& rt, Args args) {
    Result<Value> asked = call_named(rt, Value(self_of(args)->protocol), "_get_close_waiter", {args[0]});
    Value waiter = co_await std::move(asked);
    Result<Value> driven = awaitable_of(rt, std::move(waiter));
    Value awaitable = co_await std::move(driven);
    co_await wait_on(std::move(awaitable));
    co_return View::none();
}

Async start_tls(Runtime& rt, Args args) {
    Result<Value> begun = call_python_half(rt, "asyncio.streams", "_start_tls", {args[0], args[1], args[2], args[3], args[4]});
    Value coroutine = co_await std::move(begun);
    co_await wait_on(std::move(coroutine));
    co_return View::none();
}

template <const char* method>
Result<Value> pass_on(Runtime& rt, Args args) {
    Value transport = self_of(args)->transport;
    return call_named(rt, transport, method);
}
constexpr char kWriteEof[] = "write_eof", kCanWriteEof[] = "can_write_eof", kClose[] = "close", kIsClosing[] = "is_closing";

Result<Value> get_extra_info(Runtime& rt, Args args) {
    Value transport = self_of(args)->transport;
    return call_named(rt, transport, "get_extra_info", {args[1], args[2]});
}

constexpr FunctionDef methods[] = {
    {"write(self, data)", write, "Sends data, later if it cannot be sent now; never waits."},
    {"writelines(self, data)", writelines, "Sends all data of an iterable."},
    {"drain(self)", async<drain>, "Waits until the transport's buffer has room again.", FunctionDef::coroutine},
    {"write_eof(self)", pass_on<kWriteEof>, "Ends the writing side."},
    {"can_write_eof(self)", pass_on<kCanWriteEof>, "Whether the writing side can be ended alone."},
    {"close(self)", pass_on<kClose>, "Closes the stream."},
    {"is_closing(self)", pass_on<kIsClosing>, "Whether it is closed, or about to be."},
    {"wait_closed(self)", async<wait_closed>, "Waits until it is closed.", FunctionDef::coroutine},
    {"get_extra_info(self, name, default=None)", get_extra_info, "Information about the connection."},
    {"start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None, ssl_shutdown_timeout=None)", async<start_tls>,
     "Goes on with TLS.", FunctionDef::coroutine},
};

template <Value StreamWriter::* field>
Result<Value> get(Runtime&, View self) {
    const Value& value = self.as<StreamWriter>()->*field;
    return value.is_unbound() ? Value(View::none()) : value;
}
template <Value StreamWriter::* field>
Result<void> set(Runtime&, View self, View value) {
    Value old = std::exchange(self.as<StreamWriter>()->*field, value.is_unbound() ? Value(View::none()) : Value(value));
    return {};
}

constexpr PropertyDef properties[] = {
    {"transport", get<&StreamWriter::transport>},
    {"_transport", get<&StreamWriter::transport>, set<&StreamWriter::transport>},
    {"_protocol", get<&StreamWriter::protocol>},
    {"_reader", get<&StreamWriter::reader>},
    {"_loop", get<&StreamWriter::loop>},
    {"_complete_fut", get<&StreamWriter::complete>},
};

Result<Value> construct(Runtime& rt, Type* type, const Arguments&) {
    auto* made = rt.allocate<StreamWriter>(type, type->basic_size);
    if (!made) return rt.raise_memory_error();
    made->each_field([](Value& field) { new (&field) Value(); });
    return Value::adopt(View(made));
}

Result<void> init(Runtime& rt, View self, const Arguments& arguments) {
    Value values[4];
    TRY(bind_init(rt, "StreamWriter(transport, protocol, reader, loop)", arguments, values));
    TRY(asyncio_state(rt));
    auto* writer = self.as<StreamWriter>();
    writer->transport = values[0];
    writer->protocol = values[1];
    writer->reader = values[2];
    writer->loop = values[3];
    writer->complete = TRY(create_future(rt, values[3]));
    Value complete = writer->complete;
    return wake(rt, complete, View::none());
}

Result<Value> repr_of(Runtime& rt, View self) {
    auto* writer = self.as<StreamWriter>();
    ReprGuard guard(rt, self);
    Value transport = writer->transport, reader = writer->reader;
    std::string text = std::string("<") + short_type_name(rt.type_of(self));
    if (!guard.recursive()) {
        Ref<Str> shown = TRY(repr(rt, transport.is_unbound() ? View::none() : View(transport)));
        text += " transport=" + std::string(shown->text());
        if (!reader.is_unbound() && !reader.is_none()) {
            Ref<Str> read = TRY(repr(rt, reader));
            text += " reader=" + std::string(read->text());
        }
    }
    return rt.str(text + ">");
}

void finalize(Runtime& rt, Object* object) {
    auto* writer = static_cast<StreamWriter*>(object);
    if (writer->transport.is_unbound()) return;
    if (Transport* plain = plain_transport(rt, writer); plain && plain->closing) return;
    Value pending = std::exchange(rt.pending, Value());
    if (call_python_half(rt, "asyncio.streams", "_unclosed_writer", {View(object)}).raised() && !rt.stopping()) rt.report_unraisable(View(object));
    if (!rt.stopping()) rt.pending = std::move(pending);
}

}  // namespace

const TypeDef stream_writer_type{
    .name = "StreamWriter",
    .module = "asyncio.streams",
    .doc = "The writing side of a stream.",
    .size = sizeof(StreamWriter),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable | Type::has_finalizer,
    .construct_signature = "(transport, protocol, reader, loop)",
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<StreamWriter*>(object)->each_field([](Value& field) { field.~Value(); });
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse = traverse_fields<StreamWriter>,
              .clear = clear_fields<StreamWriter>,
              .finalize = finalize,
              .construct = construct,
              .init = init,
              .repr = repr_of},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
