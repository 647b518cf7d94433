// SPDX-License-Identifier: MIT
// The module `syslog`: messages to the system's log (RFC 3164), over the socket that its daemon listens at. The C library's functions keep
// what openlog() said for the whole process; here each VM has its own.
#include <syslog.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cstring>
#include <memory>
#include <string>

#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/codec.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/c_numbers.h"
#include "stdlib/io/streams.h"
#include "stdlib/socket/socket.h"
#include "stdlib/sys.h"

namespace ouro {

namespace {

const char kLog = 0;  // key of Runtime::library_state

/// What openlog() and setlogmask() have said.
struct Log {
    bool open = false, named = false;
    std::string name;
    int options = 0, facility = LOG_USER, mask = 0xff;
    int descriptor = -1;
    int kind = SOCK_DGRAM;

    ~Log() { disconnect(); }
    void disconnect() {
        if (descriptor >= 0) ::close(descriptor);
        descriptor = -1;
    }
    /// Some daemons take datagrams, others a stream.
    bool connect() {
        if (descriptor >= 0) return true;
        sockaddr_un address{.sun_family = AF_UNIX, .sun_path = _PATH_LOG};
        for (int turn = 0; turn < 2; ++turn) {
            descriptor = ::socket(AF_UNIX, kind | SOCK_CLOEXEC, 0);
            if (descriptor < 0) return false;
            if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return true;
            bool other_kind = errno == EPROTOTYPE;
            disconnect();
            if (!other_kind) return false;
            kind = kind == SOCK_DGRAM ? SOCK_STREAM : SOCK_DGRAM;
        }
        return false;
    }
};

Log& log_of(Runtime& rt) {
    std::shared_ptr<void>& known = rt.library_state[&kLog];
    if (!known) known = std::make_shared<Log>();
    return *static_cast<Log*>(known.get());
}

/// Sends all of `bytes`; false where the daemon does not take them.
Result<bool> deliver(Runtime& rt, Log& log, std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t sent = ::send(log.descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        if (errno != EAGAIN && errno != EINTR) return false;
        if (errno == EAGAIN) TRY(wait_for_descriptor(rt, log.descriptor, POLLOUT, WaitEnd(-1)));
        TRY(rt.check_stop());
        if (log.descriptor < 0) return false;  // another thread closed the log
    }
    return true;
}

/// Thu Jan  1 00:00:00, without the day of the week and the year, in the words of RFC 3164.
std::string time_stamp() {
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t now = ::time(nullptr);
    struct tm parts {};
    ::localtime_r(&now, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s %2d %02d:%02d:%02d", kMonths[parts.tm_mon], parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text;
}

Result<void> write_message(Runtime& rt, Log& log, int priority, int options, std::string_view message) {
    if (!(priority & LOG_FACMASK)) priority |= log.facility;
    std::string said = log.named ? log.name : std::string(program_invocation_short_name);
    if (options & LOG_PID) said += "[" + std::to_string(::getpid()) + "]";
    said += ": ";
    said += message;
    if (options & LOG_PERROR) TRY(write_output(rt, 2, said.ends_with('\n') ? said : said + "\n"));
    std::string sent = "<" + std::to_string(priority) + ">" + time_stamp() + " " + said;
    // A daemon that was started anew has another socket.
    for (int turn = 0; turn < 2; ++turn) {
        bool was_connected = log.descriptor >= 0;
        if (log.connect()) {
            // Messages in a stream end with a NUL.
            bool done = TRY(deliver(rt, log, std::string_view(sent.c_str(), sent.size() + (log.kind == SOCK_STREAM))));
            if (done) return {};
            log.disconnect();
        }
        if (!was_connected) break;
    }
    if (options & LOG_CONS) {
        int console = ::open("/dev/console", O_WRONLY | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        if (console >= 0) {
            said += "\r\n";
            (void)!::write(console, said.data(), said.size());
            ::close(console);
        }
    }
    return {};
}

/// The last part of sys.argv[0]; false where there is none.
Result<bool> name_of_script(Runtime& rt, std::string& out) {
    Ref<Str> name = TRY(intern(rt, "argv"));
    Value list = TRY(sys_attribute(rt, name.get()));
    if (list.is_unbound() || !as_list(list) || !as_list(list)->size) return false;
    Str* script = as_str(as_list(list)->items[0]);
    if (!script) return false;
    std::string_view text = script->text();
    out = text.substr(text.rfind('/') + 1);
    return true;
}

Result<void> open_log(Runtime& rt, Str* name, int options, int facility) {
    Log& log = log_of(rt);
    std::string given;
    if (name) {
        if (valid_utf8_prefix(name->text()) != name->size) TRY(encode_text(rt, name, "utf-8", "strict"));
        given = name->text();
    }
    if (name || TRY(name_of_script(rt, given))) {
        log.name = given.substr(0, given.find('\0'));
        log.named = true;
    }
    log.open = true;
    log.options = options;
    if (facility && !(facility & ~LOG_FACMASK)) log.facility = facility;
    if (options & LOG_NDELAY) (void)log.connect();
    return {};
}

Result<Value> openlog_function(Runtime& rt, Args args) {
    Str* name = args.given(0) ? TRY(args.str(0)) : nullptr;
    auto options = static_cast<int>(TRY(args.integer(1))), facility = static_cast<int>(TRY(args.integer(2)));
    TRY(open_log(rt, name, options, facility));
    return View::none();
}

Result<Value> syslog_function(Runtime& rt, Args args) {
    Tuple* given = as_tuple(args[0]);
    if (given->size < 1 || given->size > 2) return rt.raise(TypeError, "syslog.syslog requires 1 to 2 arguments");
    int priority = LOG_INFO;
    if (given->size == 2) priority = TRY(c_int(rt, given->items[0]));
    View item = given->items[given->size - 1];
    Str* text = as_str(item);
    if (!text) return rt.raise(TypeError, "syslog() argument %zu must be str, not %s", given->size, item.is_none() ? "None" : type_name(rt, item));
    if (valid_utf8_prefix(text->text()) != text->size) TRY(encode_text(rt, text, "utf-8", "strict"));
    if (text->text().find('\0') != std::string_view::npos) return rt.raise(ValueError, "embedded null character");
    TRY(rt.charge(static_cast<std::int64_t>(text->size / 16 + 16)));
    Log& log = log_of(rt);
    if (!log.open) TRY(open_log(rt, nullptr, 0, LOG_USER));
    if (priority & ~(LOG_PRIMASK | LOG_FACMASK)) {
        char said[64];
        std::snprintf(said, sizeof said, "syslog: unknown facility/priority: %x", static_cast<unsigned>(priority));
        TRY(write_message(rt, log, LOG_ERR | LOG_AUTH, log.options, said));
        priority &= LOG_PRIMASK | LOG_FACMASK;
    }
    if (log.mask & LOG_MASK(LOG_PRI(priority))) TRY(write_message(rt, log, priority, log.options, text->text()));
    return View::none();
}

Result<Value> closelog_function(Runtime& rt, Args) {
    Log& log = log_of(rt);
    log.disconnect();
    log.open = log.named = false;
    log.kind = SOCK_DGRAM;
    return View::none();
}

Result<Value> setlogmask_function(Runtime& rt, Args args) {
    auto mask = static_cast<int>(TRY(args.integer(0)));
    Log& log = log_of(rt);
    int before = log.mask;
    if (mask) log.mask = mask;
    return rt.integer(before);
}

// Of a priority that is none the processor takes the low bits.
Result<Value> mask_of(Runtime& rt, Args args) { return rt.integer(static_cast<std::int32_t>(1u << (TRY(args.integer(0)) & 31))); }
Result<Value> masks_up_to(Runtime& rt, Args args) { return rt.integer(static_cast<std::int32_t>((1u << ((TRY(args.integer(0)) + 1) & 31)) - 1)); }

constexpr FunctionDef functions[] = {
    {"openlog(ident=<no value>, logoption=0, facility=8)", openlog_function, "Says how the messages to come are marked."},
    {"syslog(*args)", syslog_function, "syslog([priority=LOG_INFO,] message)\nSends a message to the system's log."},
    {"closelog()", closelog_function, "Forgets what openlog() said."},
    {"setlogmask(maskpri, /)", setlogmask_function, "Says which priorities are sent; the mask that was in place."},
    {"LOG_MASK(pri, /)", mask_of, "The mask of one priority."},
    {"LOG_UPTO(pri, /)", masks_up_to, "The mask of all priorities up to this one."},
};

#define N(name) {#name, name},
constexpr NamedNumber kNumbers[] = {
    N(LOG_EMERG) N(LOG_ALERT) N(LOG_CRIT) N(LOG_ERR) N(LOG_WARNING) N(LOG_NOTICE) N(LOG_INFO) N(LOG_DEBUG) N(LOG_PID) N(LOG_CONS) N(LOG_NDELAY)
    N(LOG_ODELAY) N(LOG_NOWAIT) N(LOG_PERROR) N(LOG_KERN) N(LOG_USER) N(LOG_MAIL) N(LOG_DAEMON) N(LOG_AUTH) N(LOG_LPR) N(LOG_NEWS) N(LOG_UUCP)
    N(LOG_CRON) N(LOG_AUTHPRIV) N(LOG_FTP) N(LOG_SYSLOG) N(LOG_LOCAL0) N(LOG_LOCAL1) N(LOG_LOCAL2) N(LOG_LOCAL3) N(LOG_LOCAL4) N(LOG_LOCAL5)
    N(LOG_LOCAL6) N(LOG_LOCAL7)
};
#undef N

Result<void> init(Runtime& rt, Module* module) { return add_numbers(rt, module, kNumbers); }

}  // namespace

extern const ModuleDef syslog_module;
const ModuleDef syslog_module{.name = "syslog", .doc = "Messages to the system's log.", .functions = functions, .init = init};

}  // namespace ouro
