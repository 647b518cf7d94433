// SPDX-License-Identifier: MIT
// _ssl: sessions (the type SSLSession), by which a later connection begins without the whole handshake.
#include "runtime/objects/buffer.h"
#include "stdlib/ssl/ssl.h"

namespace ouro {

namespace {

struct Session : Object {
    SSL_SESSION* handle;
    Value context;
};

constexpr std::size_t kBytesOfSession = 1024 + kBytesOfCertificate;
using OwnedSession = std::unique_ptr<SSL_SESSION, FreeWith<SSL_SESSION_free>>;

/// A copy: resuming changes the session that it uses, and a connection that ends without close_notify spoils its own.
Result<OwnedSession> copy_of(Runtime& rt, const SSL_SESSION* session) {
    OwnedSession copy(SSL_SESSION_dup(const_cast<SSL_SESSION*>(session)));
    if (!copy) return rt.raise(ValueError, "Invalid session");
    return copy;
}

std::string_view id_of(View session) {
    unsigned size = 0;
    const unsigned char* id = SSL_SESSION_get_id(session.as<Session>()->handle, &size);
    return {reinterpret_cast<const char*>(id), size};
}

Result<Value> compare_sessions(Runtime& rt, View left, View right, CompareOp op) {
    if (rt.type_of(left) != rt.type_of(right) || (op != CompareOp::eq && op != CompareOp::ne)) return View::not_implemented();
    bool same = left == right || id_of(left) == id_of(right);
    return View::boolean(same == (op == CompareOp::eq));
}

constexpr PropertyDef properties[] = {
    {"has_ticket", [](Runtime&, View self) -> Result<Value> { return View::boolean(SSL_SESSION_has_ticket(self.as<Session>()->handle)); }, nullptr,
     "Does the session contain a ticket?"},
    {"id", [](Runtime& rt, View self) { return new_bytes(rt, id_of(self)); }, nullptr, "Session id"},
    {"ticket_lifetime_hint", [](Runtime& rt, View self) { return rt.integer_unsigned(SSL_SESSION_get_ticket_lifetime_hint(self.as<Session>()->handle)); },
     nullptr, "Ticket life time hint."},
    {"time", [](Runtime& rt, View self) { return rt.integer(SSL_SESSION_get_time(self.as<Session>()->handle)); }, nullptr,
     "Session creation time (seconds since epoch)."},
    {"timeout", [](Runtime& rt, View self) { return rt.integer(SSL_SESSION_get_timeout(self.as<Session>()->handle)); }, nullptr,
     "Session timeout (delta in seconds)."},
};

}  // namespace

Result<Value> session_of(Runtime& rt, SslConnection* connection) {
    const SSL_SESSION* current = SSL_get0_session(connection->handle);
    if (!current) return View::none();
    OwnedSession session = TRY(copy_of(rt, current));
    Type* type = TRY(native_type(rt, ssl_session_type));
    if (!rt.limits.charge(kBytesOfSession)) return rt.raise_memory_error();
    auto* made = rt.allocate<Session>(type);
    if (!made) {
        rt.limits.refund(kBytesOfSession);
        return rt.raise_memory_error();
    }
    made->handle = session.release();
    new (&made->context) Value(connection->context);
    return Value::adopt(View(made));
}

Result<void> set_session(Runtime& rt, SslConnection* connection, View value) {
    Type* type = TRY(native_type(rt, ssl_session_type));
    if (rt.type_of(value) != type || value.is_unbound()) return rt.raise(TypeError, "Value is not a SSLSession.");
    auto* session = value.as<Session>();
    if (session->context != connection->context) return rt.raise(ValueError, "Session refers to a different SSLContext.");
    if (connection->server_side) return rt.raise(ValueError, "Cannot set session for server-side SSLSocket.");
    if (SSL_is_init_finished(connection->handle)) return rt.raise(ValueError, "Cannot set session after handshake.");
    OwnedSession copy = TRY(copy_of(rt, session->handle));
    ERR_clear_error();
    if (!SSL_set_session(connection->handle, copy.get())) return raise_ssl(rt, kElsewhere);
    return {};
}

const TypeDef ssl_session_type{
    .name = "SSLSession",
    .module = "_ssl",
    .doc = "What a later connection may resume.",
    .size = sizeof(Session),
    .flags = Type::container | Type::immutable | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* session = static_cast<Session*>(object);
                      SSL_SESSION_free(session->handle);
                      rt.limits.refund(kBytesOfSession);
                      session->context.~Value();
                      rt.free_instance(object, sizeof(Session));
                  },
              .traverse = [](Object* object, Visitor& visit) { visit(static_cast<Session*>(object)->context); },
              .compare = compare_sessions},
    .properties = properties,
};

}  // namespace ouro
