// SPDX-License-Identifier: MIT
// Images: code objects as bytes, which is how the Python half of the standard library lies in the binary. The build writes them
// (vm/freeze.cpp) and the importer reads them; they never come from anywhere else, so reading trusts them.
#pragma once

#include <string>
#include <string_view>

#include "vm/bytecode/code.h"

namespace ouro {

/// A code object, and all that its constants hold, as bytes. Raises what making the text of a large int raises.
Result<std::string> write_image(Runtime& rt, const Code* code);
/// The code object of an image, which must outlive the VM: positions stay there until a traceback asks for them.
Result<Ref<Code>> read_image(Runtime& rt, std::string_view image, Str* filename);
/// The line of an instruction, found without taking memory: for handlers of signals.
std::uint32_t line_in_place(const Code& code, std::uint32_t pc);

}  // namespace ouro
