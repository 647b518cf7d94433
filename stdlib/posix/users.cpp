// SPDX-License-Identifier: MIT
// posix: users and groups that a process acts for.
#include <grp.h>
#include <limits.h>
#include <unistd.h>

#include <algorithm>

#include "runtime/objects/number.h"
#include "stdlib/posix/posix.h"

namespace ouro {

namespace {

Result<Value> group_list(Runtime& rt, std::span<const gid_t> groups) {
    Ref<List> list = TRY(new_list(rt, groups.size()));
    for (gid_t each : groups) TRY(list_append(rt, list.get(), TRY(rt.integer(each))));
    return list;
}

Result<Value> getgroups(Runtime& rt, Args) {
    int count = ::getgroups(0, nullptr);
    if (count < 0) return raise_os_error(rt, errno);
    std::vector<gid_t> groups(static_cast<std::size_t>(count) + 1);
    count = ::getgroups(count, groups.data());
    if (count < 0) return raise_os_error(rt, errno);
    return group_list(rt, std::span(groups.data(), static_cast<std::size_t>(count)));
}

Result<Value> getgrouplist(Runtime& rt, Args args) {
    std::string user = TRY(text_to_system(rt, TRY(args.str(0))));
    if (user.find('\0') != std::string::npos) return rt.raise(ValueError, "embedded null character");
    gid_t group = TRY(group_argument(rt, args[1]));
    std::vector<gid_t> groups(64);
    int count = 64;
    while (unlocked(rt, [&] { return ::getgrouplist(user.c_str(), group, groups.data(), &count); }) < 0) {
        // It says how many there are, which may have changed when it is asked again.
        TRY(rt.charge(count));
        groups.resize(std::max(groups.size() * 2, static_cast<std::size_t>(count)));
        count = static_cast<int>(groups.size());
    }
    return group_list(rt, std::span(groups.data(), static_cast<std::size_t>(count)));
}

Result<Value> initgroups(Runtime& rt, Args args) {
    std::string user = TRY(system_bytes(rt, args[0]));
    gid_t group = TRY(group_argument(rt, args[1]));
    return done(rt, unlocked(rt, [&] { return ::initgroups(user.c_str(), group); }));
}

Result<Value> setgroups(Runtime& rt, Args args) {
    std::vector<gid_t> groups = TRY(groups_argument(rt, args[0]));
    return done(rt, ::setgroups(groups.size(), groups.data()));
}

/// Functions that set one, two or three numbers.
template <auto set, bool group, std::size_t count>
Result<Value> set_ids(Runtime& rt, Args args) {
    uid_t ids[count];
    for (std::size_t n = 0; n < count; ++n) ids[n] = TRY(user_argument(rt, args[n], group ? "gid" : "uid"));
    if constexpr (count == 1) return done(rt, set(ids[0]));
    else if constexpr (count == 2) return done(rt, set(ids[0], ids[1]));
    else return done(rt, set(ids[0], ids[1], ids[2]));
}

template <auto get>
Result<Value> three_ids(Runtime& rt, Args) {
    uid_t real, effective, saved;
    if (get(&real, &effective, &saved) < 0) return raise_os_error(rt, errno);
    return TRY(new_tuple(rt, {View::small_int(real), View::small_int(effective), View::small_int(saved)}));
}

constexpr FunctionDef functions[] = {
    {"getuid()", number<::getuid>, "Return the current process's user id."},
    {"geteuid()", number<::geteuid>, "Return the current process's effective user id."},
    {"getgid()", number<::getgid>, "Return the current process's group id."},
    {"getegid()", number<::getegid>, "Return the current process's effective group id."},
    {"getresuid()", three_ids<::getresuid>, "The real, effective and saved user ids."},
    {"getresgid()", three_ids<::getresgid>, "The real, effective and saved group ids."},
    {"setuid(uid, /)", set_ids<::setuid, false, 1>, "Set the current process's user id."},
    {"seteuid(euid, /)", set_ids<::seteuid, false, 1>, "Set the current process's effective user id."},
    {"setreuid(ruid, euid, /)", set_ids<::setreuid, false, 2>, "Set the current process's real and effective user ids."},
    {"setresuid(ruid, euid, suid, /)", set_ids<::setresuid, false, 3>, "Set the current process's real, effective, and saved user ids."},
    {"setgid(gid, /)", set_ids<::setgid, true, 1>, "Set the current process's group id."},
    {"setegid(egid, /)", set_ids<::setegid, true, 1>, "Set the current process's effective group id."},
    {"setregid(rgid, egid, /)", set_ids<::setregid, true, 2>, "Set the current process's real and effective group ids."},
    {"setresgid(rgid, egid, sgid, /)", set_ids<::setresgid, true, 3>, "Set the current process's real, effective, and saved group ids."},
    {"getgroups()", getgroups, "Return list of supplemental group IDs for the process."},
    {"getgrouplist(user, group, /)", getgrouplist, "The groups that a user belongs to, and `group`."},
    {"initgroups(username, gid, /)", initgroups, "Set the groups of the process to those of a user, and `gid`."},
    {"setgroups(groups, /)", setgroups, "Set the groups of the process."},
};

}  // namespace

Result<uid_t> user_argument(Runtime& rt, View value, const char* what) {
    if (!is_integer(value) && !rt.type_of(value)->slots.index) return rt.raise(TypeError, "%s should be integer, not %s", what, type_name(rt, value));
    Value exact = TRY(index(rt, value));
    std::int64_t n;
    if (!fits_int64(exact, n)) return rt.raise(OverflowError, TRY(compare_truth(rt, exact, View::small_int(0), CompareOp::lt)) ? "%s is less than minimum" : "%s is greater than maximum", what);
    // What does not fit but is a long is "less", as in CPython.
    if (n < -1 || n > UINT_MAX) return rt.raise(OverflowError, "%s is less than minimum", what);
    return static_cast<uid_t>(n);
}

Result<std::vector<gid_t>> groups_argument(Runtime& rt, View value) {
    if (!rt.type_of(value)->slots.get_item || is_kind(value, Kind::dict)) return rt.raise(TypeError, "setgroups argument must be a sequence");
    std::size_t limit = static_cast<std::size_t>(::sysconf(_SC_NGROUPS_MAX));
    if (static_cast<std::size_t>(TRY(length(rt, value))) > limit) return rt.raise(ValueError, "too many groups");
    std::vector<gid_t> groups;
    TRY(for_each(rt, value, [&](View each) -> Result<bool> {
        if (!is_integer(each)) return rt.raise(TypeError, "groups must be integers");
        groups.push_back(TRY(group_argument(rt, each)));
        return groups.size() < limit;
    }));
    return groups;
}

const std::span<const FunctionDef> posix_user_functions = functions;

}  // namespace ouro
