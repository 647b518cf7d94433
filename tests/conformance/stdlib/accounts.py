# pwd and grp: what the system knows of the user and the group 0, and of those that it does not know.
import copy
import grp
import pwd

user, group = pwd.getpwuid(0), grp.getgrgid(0)
print(user.pw_name, user.pw_uid, user.pw_gid, user[0] == user.pw_name, len(user), type(user.pw_gecos), user.pw_dir == user[5], user.pw_shell == user[6])
print(group.gr_name, group.gr_gid, group.gr_mem, group[2], len(group), type(group.gr_passwd))
print(pwd.getpwnam(user.pw_name) == user, grp.getgrnam(group.gr_name) == group, grp.getgrnam(name=group.gr_name) == grp.getgrgid(id=0))
print(user in pwd.getpwall(), group in grp.getgrall(), type(pwd.getpwall()), len(pwd.getpwall()) == len(pwd.getpwall()))
print(type(user), type(group), user.n_fields, group.n_sequence_fields, user.__match_args__)
print(pwd.struct_passwd(range(7)), grp.struct_group(("a", "x", 5, ["b"])), copy.copy(user) == user)
print(group.__replace__(gr_gid=9).gr_gid)
for call in ("pwd.getpwuid()", "pwd.getpwuid('root')", "pwd.getpwuid(-1)", "pwd.getpwuid(-2)", "pwd.getpwuid(2**32)", "pwd.getpwuid(2**32 - 1)", "pwd.getpwuid(2**70)",
             "pwd.getpwuid(3999999999)", "pwd.getpwuid(1.5)", "pwd.getpwuid(None)", "pwd.getpwnam()", "pwd.getpwnam(0)", "pwd.getpwnam(None)", "pwd.getpwnam('no such one')",
             "pwd.getpwnam('a\\0b')", "pwd.getpwnam('\\udc80')", "pwd.getpwnam('\\ud800')", "pwd.getpwnam(b'root')", "pwd.getpwall(1)", "grp.getgrgid()", "grp.getgrgid('root')",
             "grp.getgrgid(-1)", "grp.getgrgid(-2)", "grp.getgrgid(2**32)", "grp.getgrgid(2**32 - 1)", "grp.getgrgid(2**70)", "grp.getgrgid(-2**70)", "grp.getgrgid(3999999999)",
             "grp.getgrgid(1.5)", "grp.getgrnam()", "grp.getgrnam(0)", "grp.getgrnam(None)", "grp.getgrnam('no such one')", "grp.getgrnam('a\\0b')", "grp.getgrnam(b'root')", "grp.getgrnam(1, 2)",
             "grp.getgrnam(group='x')", "pwd.struct_passwd((1, 2))"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
