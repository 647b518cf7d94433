// SPDX-License-Identifier: MIT
// The module `fcntl`: who may have it, what the system never writes to, and locks that are waited for.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/native/capability.h"
#include "tests/unit/runtime/runtime_helper.h"

using namespace ouro;
using ouro::test::World;

namespace ouro {
extern const ModuleDef fcntl_module;
}

namespace {

struct Granted : World {
    Granted() {
        grant(rt, 1u << static_cast<int>(Capability::files));
        fcntl = module(fcntl_module);
    }
    std::string call(const char* name, std::initializer_list<View> arguments) { return method(View(fcntl), name, arguments); }
    Ref<Module> fcntl;
};

struct Pipe {
    Pipe() { REQUIRE(::pipe(ends) == 0); }
    ~Pipe() { ::close(ends[0]), ::close(ends[1]); }
    int ends[2];
};

struct TemporaryFile {
    TemporaryFile() : descriptor(::mkstemp(path)) { REQUIRE(descriptor >= 0); }
    ~TemporaryFile() { ::close(descriptor), ::unlink(path); }
    char path[32] = "/tmp/ouro-fcntl-XXXXXX";
    int descriptor;
};

}  // namespace

TEST_CASE("fcntl: none of its functions does anything without the capability") {
    World world;
    Ref<Module> module = world.module(fcntl_module);
    for (const char* name : {"fcntl", "ioctl", "flock", "lockf"})
        CHECK(world.method(View(module), name, {View::small_int(0), View::small_int(0)}) == "PermissionError: the host has not granted 'files'");
}

TEST_CASE("fcntl: the system writes to no address that a script made up") {
    Granted world;
    TemporaryFile file;
    View descriptor = View::small_int(file.descriptor);
    CHECK(world.call("fcntl", {descriptor, View::small_int(F_GETLK), View::small_int(0x10000000)}) == "OSError: [Errno 14] Bad address");
    CHECK(world.call("ioctl", {descriptor, View::small_int(FIONREAD), View::small_int(0x10000000)}) == "OSError: [Errno 14] Bad address");
}

TEST_CASE("fcntl: what a request writes goes to a buffer that is large enough") {
    Granted world;
    Pipe pipe;
    REQUIRE(::write(pipe.ends[1], "12345", 5) == 5);
    Value room = new_bytearray(world.rt, {"\0\0\0\0", 4}).take();
    CHECK(world.call("ioctl", {View::small_int(pipe.ends[0]), View::small_int(FIONREAD), room}) == "0");
    CHECK(world.shown(room) == "bytearray(b'\\x05\\x00\\x00\\x00')");
    Value bytes = world.bytes({"\0\0\0\0", 4});
    CHECK(world.call("ioctl", {View::small_int(pipe.ends[0]), View::small_int(FIONREAD), bytes}) == "b'\\x05\\x00\\x00\\x00'");
    CHECK(world.shown(bytes) == "b'\\x00\\x00\\x00\\x00'");
    CHECK(world.call("ioctl", {View::small_int(pipe.ends[0]), View::small_int(FIONREAD), world.bytes(std::string(1025, 'x'))}) == "ValueError: ioctl string arg too long");
}

TEST_CASE("fcntl: a lock that somebody else holds is waited for, until a stop") {
    Granted world;
    TemporaryFile file;
    int other = ::open(file.path, O_RDWR | O_CLOEXEC);
    REQUIRE(other >= 0);
    REQUIRE(::flock(other, LOCK_EX) == 0);
    View descriptor = View::small_int(file.descriptor);
    CHECK(world.call("flock", {descriptor, View::small_int(LOCK_EX | LOCK_NB)}).starts_with("BlockingIOError: [Errno 11]"));
    world.rt.limits.deadline = 1;  // long ago
    CHECK(world.call("flock", {descriptor, View::small_int(LOCK_EX)}) == "stopped");
    ::close(other);
}
