// SPDX-License-Identifier: MIT
// The modules `pwd` and `grp`: the users and groups that the system knows.
#include <grp.h>
#include <pwd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/threads.h"
#include "stdlib/posix/posix.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/system_text.h"

namespace ouro {

namespace {

constexpr std::size_t kLongestName = 4096;

/// Where a walk through all of them is, the system keeps once for the whole process.
std::mutex walking;

const char* const kUserFields[] = {"pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"};
const StructSequence kUser{.type = struct_sequence_type("pwd", "struct_passwd", "A user, as pwd.getpw...() give it.", true), .fields = kUserFields, .visible = 7};
const char* const kGroupFields[] = {"gr_name", "gr_passwd", "gr_gid", "gr_mem"};
const StructSequence kGroup{.type = struct_sequence_type("grp", "struct_group", "A group, as grp.getgr...() give it.", true), .fields = kGroupFields, .visible = 4};

Result<Value> text_or_none(Runtime& rt, const char* text) {
    if (!text) return View::none();
    return text_from_system(rt, text);
}

/// The number of a user or group as scripts see it: -1 is what the system takes for "none".
std::int64_t shown_number(std::uint32_t number) { return number == UINT32_MAX ? -1 : static_cast<std::int64_t>(number); }

Result<Value> object_of(Runtime& rt, const struct passwd& user) {
    const Value values[] = {TRY(text_or_none(rt, user.pw_name)),  TRY(text_or_none(rt, user.pw_passwd)), TRY(rt.integer(shown_number(user.pw_uid))),  TRY(rt.integer(shown_number(user.pw_gid))),
                            TRY(text_or_none(rt, user.pw_gecos)), TRY(text_or_none(rt, user.pw_dir)),    TRY(text_or_none(rt, user.pw_shell))};
    return new_struct_sequence(rt, kUser, values);
}

Result<Value> object_of(Runtime& rt, const struct group& group) {
    Ref<List> members = TRY(new_list(rt));
    for (char** each = group.gr_mem; each && *each; ++each) TRY(list_append(rt, members.get(), TRY(text_from_system(rt, *each))));
    const Value values[] = {TRY(text_or_none(rt, group.gr_name)), TRY(text_or_none(rt, group.gr_passwd)), TRY(rt.integer(shown_number(group.gr_gid))), members};
    return new_struct_sequence(rt, kGroup, values);
}

/// Calls a function of the system that puts an entry's texts into a buffer, with ever larger ones; `found` is null if there is no entry.
template <typename Entry, typename Call>
Result<void> with_room(Runtime& rt, Entry& entry, Entry*& found, std::vector<char>& room, ScratchMemory& scratch, Call&& call) {
    for (std::size_t size = std::max<std::size_t>(room.size(), 1024);;) {
        TRY(scratch.room(room, size - room.size()));
        room.resize(size);
        found = nullptr;
        int error = call(&entry, room.data(), room.size(), &found);
        if (error != ERANGE && error != EINTR) return {};
        if (error == EINTR) TRY(rt.check_limits());
        else size *= 2;
    }
}

/// One entry, which `call` looks up; Unbound if there is none.
template <typename Entry, typename Call>
Result<Value> look_up(Runtime& rt, Call&& call) {
    Entry entry, *found;
    std::vector<char> room;
    ScratchMemory scratch(rt);
    TRY(with_room(rt, entry, found, room, scratch, [&](auto... arguments) {
        Unlocked unlocked(rt);
        return call(arguments...);
    }));
    return found ? object_of(rt, entry) : Value();
}

template <typename Entry, void (*begin)(), void (*end)(), int (*next)(Entry*, char*, std::size_t, Entry**)>
Result<Value> all(Runtime& rt, Args) {
    Ref<List> made = TRY(new_list(rt));
    // Whoever walks keeps the VM's lock and runs no script code until the end: only another VM can be on its way.
    std::unique_lock<std::mutex> lock(walking, std::defer_lock);
    while (!lock.try_lock()) {
        {
            Unlocked unlocked(rt);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        TRY(rt.check_stop());
    }
    struct Walk {
        Walk() { begin(); }
        ~Walk() { end(); }
    } walk;
    std::vector<char> room;
    ScratchMemory scratch(rt);
    for (;;) {
        TRY(rt.spend(16));
        Entry entry, *found;
        TRY(with_room(rt, entry, found, room, scratch, next));
        if (!found) return made;
        TRY(list_append(rt, made.get(), TRY(object_of(rt, entry))));
    }
}

Result<Value> getpwuid(Runtime& rt, Args args) {
    Result<uid_t> number = user_argument(rt, args[0]);
    if (number.raised()) {
        if (!rt.swallow(OverflowError)) return Raised{};
        return rt.raise(KeyError, "getpwuid(): uid not found");
    }
    uid_t uid = number.value();
    Value found = TRY(look_up<struct passwd>(rt, [uid](auto... rest) { return ::getpwuid_r(uid, rest...); }));
    if (found.is_unbound()) return rt.raise(KeyError, "getpwuid(): uid not found: %lld", static_cast<long long>(shown_number(uid)));
    return found;
}

Result<Value> getgrgid(Runtime& rt, Args args) {
    gid_t gid = TRY(group_argument(rt, args[0]));
    Value found = TRY(look_up<struct group>(rt, [gid](auto... rest) { return ::getgrgid_r(gid, rest...); }));
    if (found.is_unbound()) return rt.raise(KeyError, "getgrgid(): gid not found: %lld", static_cast<long long>(shown_number(gid)));
    return found;
}

template <typename Entry, int (*call)(const char*, Entry*, char*, std::size_t, Entry**)>
Result<Value> by_name(Runtime& rt, Args args, const char* argument, const char* none, const char* message) {
    Str* text = as_str(args[0]);
    if (!text) return rt.raise(TypeError, "%s must be str, not %s", argument, args[0].is_none() ? none : type_name(rt, args[0]));
    std::string name = TRY(text_to_system(rt, text));
    if (name.find('\0') != std::string::npos) return rt.raise(ValueError, "embedded null byte");
    Value found;
    // Sources of names end the process if one does not fit the stack.
    if (name.size() <= kLongestName) found = TRY(look_up<Entry>(rt, [&](auto... rest) { return call(name.c_str(), rest...); }));
    if (found.is_unbound()) return rt.raise(KeyError, message, TRY(repr(rt, args[0]))->data());
    return found;
}

constexpr FunctionDef user_functions[] = {
    {"getpwuid(uidobj, /)", getpwuid, "The user of this number."},
    {"getpwnam(name, /)", [](Runtime& rt, Args args) { return by_name<struct passwd, ::getpwnam_r>(rt, args, "getpwnam() argument", "NoneType", "getpwnam(): name not found: %s"); }, "The user of this name."},
    {"getpwall()", all<struct passwd, ::setpwent, ::endpwent, ::getpwent_r>, "All users that the system lists, in its order."},
};
constexpr FunctionDef group_functions[] = {
    {"getgrgid(id)", getgrgid, "The group of this number."},
    {"getgrnam(name)", [](Runtime& rt, Args args) { return by_name<struct group, ::getgrnam_r>(rt, args, "getgrnam() argument 1", "None", "getgrnam(): name not found: %s"); }, "The group of this name."},
    {"getgrall()", all<struct group, ::setgrent, ::endgrent, ::getgrent_r>, "All groups that the system lists, in its order."},
};

const TypeDef* const user_types[] = {&kUser.type};
const TypeDef* const group_types[] = {&kGroup.type};

}  // namespace

extern const ModuleDef pwd_module, grp_module;
const ModuleDef pwd_module{.name = "pwd", .doc = "The users that the system knows.", .functions = user_functions, .types = user_types};
const ModuleDef grp_module{.name = "grp", .doc = "The groups that the system knows.", .functions = group_functions, .types = group_types};

}  // namespace ouro
