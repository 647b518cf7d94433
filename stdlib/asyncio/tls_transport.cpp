// SPDX-License-Identifier: MIT
// TLS in the event loop: what the application's protocol has for a transport. All it does is done by the TlsProtocol.
#include "stdlib/asyncio/tls.h"

namespace ouro {

namespace {

TlsTransport* self_of(Args args) { return args.self<TlsTransport>(); }

/// The protocol that does the work, which is given up at the second close(). `wanted` is what the error says it lacks then.
Result<TlsProtocol*> protocol_of(Runtime& rt, Args args, const char* wanted) {
    TlsProtocol* protocol = as_tls_protocol(self_of(args)->protocol);
    if (protocol && protocol->set_up()) return protocol;
    return rt.raise(AttributeError, "'NoneType' object has no attribute '%s'", wanted);
}

Result<Value> set_up(Runtime& rt, Args args) {
    if (!as_tls_protocol(args[2])) return rt.raise(TypeError, "an SSLProtocol was expected, not '%s'", type_name(rt, args[2]));
    self_of(args)->loop = Value(args[1]);
    self_of(args)->protocol = Value(args[2]);
    self_of(args)->closed = false;
    return View::none();
}

Result<Value> get_extra_info(Runtime& rt, Args args) {
    TRY(protocol_of(rt, args, "_get_extra_info"));
    Value protocol = self_of(args)->protocol;
    return call_method(rt, protocol, TRY(intern(rt, "_get_extra_info")).get(), {args[1], args[2]});
}

Result<Value> get_protocol(Runtime& rt, Args args) {
    const Value& protocol = TRY(protocol_of(rt, args, "_app_protocol"))->application_protocol;
    return protocol.is_unbound() ? Value(View::none()) : protocol;
}

Result<Value> set_protocol_method(Runtime& rt, Args args) {
    TRY(protocol_of(rt, args, "_set_app_protocol"));
    Value protocol = self_of(args)->protocol;
    return call_method(rt, protocol, TRY(intern(rt, "_set_app_protocol")).get(), {args[1]});
}

Result<Value> close(Runtime& rt, Args args) {
    TlsTransport* self = self_of(args);
    if (std::exchange(self->closed, true)) {
        // Whoever keeps the transport keeps nothing else alive.
        Value gone = std::exchange(self->protocol, Value());
        return View::none();
    }
    TRY(tls_begin_shutdown(rt, TRY(protocol_of(rt, args, "_start_shutdown"))));
    return View::none();
}

Result<void> force_close(Runtime& rt, Args args, View error) {
    self_of(args)->closed = true;
    TlsProtocol* protocol = as_tls_protocol(self_of(args)->protocol);
    return protocol && protocol->set_up() ? tls_abort(rt, protocol, error) : Result<void>{};
}

constexpr int kWriteKilobytes = 512, kReadKilobytes = 256;

Result<Value> set_write_buffer_limits(Runtime& rt, Args args) {
    TlsProtocol* protocol = TRY(protocol_of(rt, args, "_set_write_buffer_limits"));
    WaterMarks wanted = TRY(water_marks(rt, args[1], args[2], kWriteKilobytes));
    protocol->outgoing_high = wanted.high;
    protocol->outgoing_low = wanted.low;
    TRY(tls_control_writing(rt, protocol));
    return View::none();
}

Result<Value> set_read_buffer_limits(Runtime& rt, Args args) {
    TlsProtocol* protocol = TRY(protocol_of(rt, args, "_set_read_buffer_limits"));
    WaterMarks wanted = TRY(water_marks(rt, args[1], args[2], kReadKilobytes));
    protocol->incoming_high = wanted.high;
    protocol->incoming_low = wanted.low;
    TRY(tls_control_reading(rt, protocol));
    return View::none();
}

Result<Value> pause_reading(Runtime& rt, Args args) {
    TRY(protocol_of(rt, args, "_pause_reading"))->reading_paused = true;
    return View::none();
}

/// For tests: data that waits as if OpenSSL could not take it.
Result<Value> append_backlog(Runtime& rt, Args args) {
    TlsProtocol* protocol = TRY(protocol_of(rt, args, "_write_backlog"));
    BufferGuard bytes(rt, args[1]);
    if (bytes.raised()) return Raised{};
    TRY(protocol->backlog.push(rt, TRY(new_bytes(rt, bytes.text()))));
    protocol->queued += bytes.size();
    return View::none();
}

#define DONE(call) [](Runtime& rt, Args args) -> Result<Value> { TRY(call); return View::none(); }
constexpr FunctionDef methods[] = {
    {"_set_up(self, loop, ssl_protocol)", set_up, "What the constructor was given."},
    {"get_extra_info(self, name, default=None)", get_extra_info, "Information about the connection: 'sslcontext', 'ssl_object', 'peercert', 'cipher', and that of the transport below."},
    {"set_protocol(self, protocol)", set_protocol_method, "Sets another protocol."},
    {"get_protocol(self)", get_protocol, "The protocol."},
    {"is_closing(self)", [](Runtime&, Args args) -> Result<Value> { return View::boolean(self_of(args)->closed); }, "Whether it is closed, or about to be."},
    {"close(self)", close, "Closes it when what was written is sent; then connection_lost() is called."},
    {"abort(self)", DONE(force_close(rt, args, View::none())), "Closes it at once; what was not sent is lost."},
    {"_force_close(self, exc)", DONE(force_close(rt, args, args[1])), "Closes it at once, with an error."},
    {"is_reading(self)", [](Runtime& rt, Args args) -> Result<Value> { return View::boolean(!TRY(protocol_of(rt, args, "_app_reading_paused"))->reading_paused); }, "Whether it receives."},
    {"pause_reading(self)", pause_reading, "Receives nothing until resume_reading()."},
    {"resume_reading(self)", DONE(tls_resume_reading(rt, TRY(protocol_of(rt, args, "_resume_reading")))), "Receives again."},
    {"set_write_buffer_limits(self, high=None, low=None)", set_write_buffer_limits, "Sets the bytes in the buffer at which the protocol pauses and resumes writing."},
    {"get_write_buffer_limits(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TlsProtocol* protocol = TRY(protocol_of(rt, args, "_outgoing_low_water"));
         return low_and_high(rt, {protocol->outgoing_high, protocol->outgoing_low});
     },
     "The limits: (low, high)."},
    {"get_write_buffer_size(self)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer_unsigned(TRY(protocol_of(rt, args, "_get_write_buffer_size"))->unsent()); }, "Bytes in the buffer."},
    {"set_read_buffer_limits(self, high=None, low=None)", set_read_buffer_limits, "Sets the encrypted bytes that may wait to be read."},
    {"get_read_buffer_limits(self)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TlsProtocol* protocol = TRY(protocol_of(rt, args, "_incoming_low_water"));
         return low_and_high(rt, {protocol->incoming_high, protocol->incoming_low});
     },
     "The limits: (low, high)."},
    {"get_read_buffer_size(self)", [](Runtime& rt, Args args) -> Result<Value> { return rt.integer_unsigned(TRY(protocol_of(rt, args, "_get_read_buffer_size"))->arrived().size()); },
     "Encrypted bytes that wait."},
    {"write(self, data)", DONE(tls_write(rt, TRY(protocol_of(rt, args, "_write_appdata")), args[1])), "Sends data, later if it cannot be sent now; never waits."},
    {"writelines(self, list_of_data)", DONE(tls_writelines(rt, TRY(protocol_of(rt, args, "_write_appdata")), args[1])), "Sends all data of an iterable."},
    {"write_eof(self)", [](Runtime& rt, Args) -> Result<Value> { return rt.raise_object(TRY(new_exception(rt, rt.exceptions[NotImplementedError], View()))); },
     "Not possible: TLS ends in both directions at once."},
    {"can_write_eof(self)", [](Runtime&, Args) -> Result<Value> { return View::boolean(false); }, "It cannot."},
    {"_test__append_write_backlog(self, data)", append_backlog, "For tests: data that waits to be encrypted."},
};
#undef DONE

constexpr PropertyDef properties[] = {
    {"_loop",
     [](Runtime&, View self) -> Result<Value> {
         const Value& loop = self.as<TlsTransport>()->loop;
         return loop.is_unbound() ? Value(View::none()) : loop;
     }},
    {"_ssl_protocol",
     [](Runtime&, View self) -> Result<Value> {
         const Value& protocol = self.as<TlsTransport>()->protocol;
         return protocol.is_unbound() ? Value(View::none()) : protocol;
     }},
    {"_closed", [](Runtime&, View self) -> Result<Value> { return View::boolean(self.as<TlsTransport>()->closed); }},
    {"_protocol_paused",
     [](Runtime&, View self) -> Result<Value> {
         TlsProtocol* protocol = as_tls_protocol(self.as<TlsTransport>()->protocol);
         return View::boolean(protocol && protocol->writing_paused);
     }},
};

void finalize(Runtime& rt, Object* object) {
    auto* self = static_cast<TlsTransport*>(object);
    if (std::exchange(self->closed, true)) return;
    Value pending = std::exchange(rt.pending, Value());
    Result<Value> text = rt.str("unclosed transport <asyncio._SSLProtocolTransport object>");
    if ((text.raised() || (rt.hooks.warn && rt.hooks.warn(rt, ResourceWarning, text.value(), 1, View()).raised())) && !rt.stopping())
        rt.report_unraisable(View(object));
    if (!rt.stopping()) rt.pending = std::move(pending);
}

}  // namespace

const TypeDef tls_transport_type{
    .name = "_SSLTransport",
    .module = "_asyncio",
    .doc = "A transport over TLS.",
    .size = sizeof(TlsTransport),
    .flags = kTransportFlags,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<TlsTransport*>(object)->each_field([](Value& field) { field.~Value(); });
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse = [](Object* object, Visitor& visit) { static_cast<TlsTransport*>(object)->each_field([&](Value& field) { visit(field); }); },
              .clear =
                  [](Runtime&, Object* object) {
                      static_cast<TlsTransport*>(object)->each_field([](Value& field) { Value gone = std::exchange(field, Value()); });
                  },
              .finalize = finalize,
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<TlsTransport>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  made->each_field([](Value& field) { new (&field) Value(); });
                  made->closed = true;
                  return Value::adopt(View(made));
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
