// SPDX-License-Identifier: MIT
// The module `_opcode`: the table of our opcodes, and the instructions of code objects, for `opcode` and `dis`.
#include <cstring>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/str.h"
#include "vm/bytecode/code.h"
#include "vm/bytecode/dis.h"

namespace ouro {

namespace {

Result<Value> table(Runtime& rt, Args) {
    Ref<List> rows = TRY(new_list(rt, kOpcodes));
    for (const OpcodeInfo& row : opcode_table) {
        Value name = TRY(rt.str(row.name)), operands = TRY(rt.str(row.operands)), doc = TRY(rt.str(row.doc));
        TRY(list_append(rt, rows.get(), TRY(new_tuple(rt, {name, operands, View::small_int(row.data_words), doc}))));
    }
    return rows;
}

Result<Code*> code_argument(Runtime& rt, Args args) {
    if (Code* code = as_code(args[0])) return code;
    return rt.raise(TypeError, "a code object is wanted, not %s", rt.type_of(args[0])->name->data());
}

/// What an operand stands for: a constant, else a name, else where a jump goes, else the variable, else the number that holds all operands.
Result<Value> meaning(const Code* code, std::uint32_t pc, View number) {
    const Instruction& i = code->instructions[pc];
    const char* letters = info(i.opcode()).operands;
    const std::uint16_t fields[] = {i.a, i.b, i.c};
    bool wide = letters[1] == letters[2] && letters[1] >= 'A' && letters[1] <= 'Z';
    for (std::string_view wanted : {"cC", "nN", "jJ", "f", "l"})
        for (int n = 0; n < (wide ? 2 : 3); ++n) {
            if (wanted.find(letters[n]) == std::string_view::npos) continue;
            auto index = wide && n == 1 ? static_cast<std::uint32_t>(i.wide()) : fields[n];
            if (wanted[0] == 'c' && index < code->constants.size()) return code->constants[index];
            if (wanted[0] == 'n' && index < code->names.size()) return code->names[index];
            if (wanted[0] == 'j') return View::small_int(2 * jump_target(code, pc));
            if (wanted[0] == 'f' && index < code->free_names.size()) return code->free_names[index];
            if (wanted[0] == 'l' && index < code->local_names.size()) return code->local_names[index];
        }
    return Value(number);
}

Result<Value> instructions(Runtime& rt, Args args) {
    Code* code = TRY(code_argument(rt, args));
    Ref<List> rows = TRY(new_list(rt));
    for (std::uint32_t pc = 0; pc < code->instructions.size();) {
        TRY(rt.charge(4));
        const Instruction& i = code->instructions[pc];
        const OpcodeInfo& what = info(i.opcode());
        bool bare = !std::strcmp(what.operands, "...");
        Value number = bare ? Value(View::none()) : TRY(rt.integer(static_cast<std::int64_t>(i.a | std::uint64_t{i.b} << 16 | std::uint64_t{i.c} << 32)));
        Value value = bare ? Value(View::none()) : TRY(meaning(code, pc, number));
        Value text = TRY(rt.str(operands_text(rt, code, pc)));
        std::int64_t to = jump_target(code, pc);
        TRY(list_append(rt, rows.get(), TRY(new_tuple(rt, {View::small_int(static_cast<int>(i.opcode())), number, value, text, View::small_int(2 * std::int64_t{pc}),
                                                           to < 0 ? View::none() : View::small_int(2 * to)}))));
        pc += 1 + static_cast<std::uint32_t>(what.data_words);
    }
    return rows;
}

Result<Value> handlers(Runtime& rt, Args args) {
    Code* code = TRY(code_argument(rt, args));
    Ref<List> rows = TRY(new_list(rt));
    for (const Code::Handler& h : code->handlers)
        TRY(list_append(rt, rows.get(), TRY(new_tuple(rt, {View::small_int(2 * std::int64_t{h.begin}), View::small_int(2 * std::int64_t{h.end}), View::small_int(2 * std::int64_t{h.handler}),
                                                           View::small_int(h.keep > code->local_count ? h.keep - static_cast<std::int64_t>(code->local_count) : 0)}))));
    return rows;
}

Result<Value> stack_effect(Runtime& rt, Args args) {
    std::int64_t number = TRY(args.integer(0));
    if (number < 0 || number >= kOpcodes) return rt.raise(ValueError, "invalid opcode or oparg");
    const char* letters = opcode_table[number].operands;
    if (!std::strcmp(letters, "...") != args[1].is_none())
        return rt.raise(ValueError, args[1].is_none() ? "stack_effect: opcode requires oparg but oparg was not specified" : "stack_effect: opcode does not permit oparg but oparg was specified");
    if (!args[2].is_none() && !args[2].is_bool()) return rt.raise(ValueError, "stack_effect: jump must be False, True or None");
    std::int64_t operand = args[1].is_none() ? 0 : TRY(args.integer(1));
    // As many temporaries as it could write, without those that it could use up; `s` and `o` say their number in c.
    std::int64_t effect = 0, many = static_cast<std::uint64_t>(operand) >> 32 & 0xffff;
    for (const char* letter = letters; *letter; ++letter)
        effect += *letter == 'd' || *letter == 'w' ? 1 : *letter == 'r' ? -1 : *letter == 's' ? -many : *letter == 'o' ? many : 0;
    return rt.integer(effect);
}

constexpr FunctionDef kFunctions[] = {
    {"table()", table, "All opcodes, in order: name, a letter for each operand, number of data words, and what it does."},
    {"instructions(code, /)", instructions, "The instructions of a code object: opcode, operands as one number, what they mean, as text, offset, and where it jumps to."},
    {"handlers(code, /)", handlers, "The table of handlers: begin, end and handler (offsets), and how many temporaries are kept."},
    {"stack_effect(opcode, oparg=None, /, *, jump=None)", stack_effect, "How many more temporaries there are after an instruction whose registers are all temporaries."},
};

// Instructions have caches, but stay what they are.
constexpr ConstantDef kConstants[] = {{"ENABLE_SPECIALIZATION", [](Runtime&) -> Result<Value> { return View::boolean(false); }}};

}  // namespace

extern const ModuleDef opcode_module;
const ModuleDef opcode_module{.name = "_opcode", .doc = "The bytecode of this interpreter.", .functions = kFunctions, .constants = kConstants};

}  // namespace ouro
