// SPDX-License-Identifier: MIT
#include "vm/bytecode/image.h"

#include <doctest/doctest.h>

#include "runtime/objects/containers.h"
#include "runtime/objects/str.h"
#include "tests/unit/runtime/runtime_helper.h"
#include "vm/bytecode/code.h"
#include "vm/compiler/compiler.h"
#include "vm/interp/interpreter.h"

using namespace ouro;

namespace {

// Constants of every kind, closures, handlers, default values, and positions past what one byte holds.
constexpr const char* kSource = R"(
CONSTANTS = (None, True, False, ..., 5, -7, 2**100, -2**70, 1.5, -0.0, 1e300, 3j, "text", "\u00e9\U0001f600", b"\0\xff", (1, ("a",)))
def outer(a, b=2, *args, c, d=4, **kwargs):
    """Documented."""
    def inner(x):
        nonlocal a
        try:
            a += x in {1, 2, 3}
            return [a * n for n in (0, 1, x)]
        except (ValueError, TypeError) as error:
            raise RuntimeError("no") from error
        finally:
            b
    return inner
async def waits():
    async with outer(1, c=2) as it:
        return await it
RESULT = (CONSTANTS, outer(1, c=3)(3), outer.__doc__)
)";

struct Machine : test::World {
    Machine() { REQUIRE(install_interpreter(rt)); }
    Ref<Code> compiled(const char* source) {
        Ref<Str> name = new_str(rt, "made.py").take();
        return compile_source(rt, source, name.get(), CompileMode::exec).take();
    }
    std::string result_of(Code* code) {
        Ref<Dict> globals = new_dict(rt).take();
        (void)dict_set(rt, globals.get(), rt.names.builtins_, View(rt.builtins.get())).raised();
        Result<Value> ran = rt.hooks.run_code(rt, View(code), globals.get(), View(globals.get()));
        if (ran.raised()) return error();
        return shown(Value(dict_get(rt, globals.get(), intern(rt, "RESULT").take().get()).value()));
    }
};

}  // namespace

TEST_CASE("an image holds all of a code object") {
    Machine machine;
    Ref<Code> code = machine.compiled(kSource);
    std::string image = write_image(machine.rt, code.get()).take();
    Ref<Str> name = new_str(machine.rt, "made.py").take();
    Ref<Code> read = read_image(machine.rt, image, name.get()).take();

    CHECK(read->instructions.size() == code->instructions.size());
    CHECK(read->register_count == code->register_count);
    CHECK(read->handlers.size() == code->handlers.size());
    CHECK(std::string(read->filename->text()) == "made.py");
    for (std::uint32_t pc = 0; pc < code->instructions.size(); ++pc) {
        const Code::Position *was = code->position_at(pc), *is = read->position_at(pc);
        REQUIRE(was);
        REQUIRE(is);
        CHECK(was->line == is->line);
    }
    // What is written of it again is the same, nested code included.
    CHECK(write_image(machine.rt, read.get()).take() == image);
}

TEST_CASE("code that was read runs as the code that was written") {
    Machine machine;
    Ref<Code> code = machine.compiled(kSource);
    std::string image = write_image(machine.rt, code.get()).take();
    Ref<Str> name = new_str(machine.rt, "made.py").take();
    Ref<Code> read = read_image(machine.rt, image, name.get()).take();
    std::string before = machine.result_of(code.get());
    CHECK(before.find("[0, 2, 6]") != std::string::npos);
    CHECK(before.find("'Documented.'") != std::string::npos);
    CHECK(machine.result_of(read.get()) == before);
}
