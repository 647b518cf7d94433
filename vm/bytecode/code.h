// SPDX-License-Identifier: MIT
// Code: one compiled function, class body, module or expression. Immutable to scripts; its inline caches are its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/heap/result.h"
#include "vm/bytecode/opcode.h"

namespace ouro {

struct Code : Object {
    enum Flag : std::uint32_t {  // the values of inspect.CO_*
        optimized = 0x1,  // locals are registers (functions), not a namespace
        new_locals = 0x2,
        var_args = 0x4,
        var_keywords = 0x8,
        nested = 0x10,
        generator = 0x20,
        coroutine = 0x80,
        iterable_coroutine = 0x100,
        async_generator = 0x200,
        barry_as_flufl = 0x400000,
        future_annotations = 0x1000000,
        futures = 0x1fe0000,  // all that `from __future__` ever had
        has_docstring = 0x4000000,
        method = 0x8000000,
        unlisted = 0x80000000,  // ours alone: tracebacks leave its frames out, since CPython's twin of it is native
    };

    /// A range of instructions whose exceptions go to `handler`. Ranges may nest: the innermost (the first in the table that covers
    /// the instruction) wins. At the handler R[exception] holds the exception; temporaries numbered `keep` or above were released.
    struct Handler {
        std::uint32_t begin, end;  // words
        std::uint32_t handler;
        std::uint16_t exception;   // register
        std::uint16_t keep;
    };
    /// Which temporaries own something while the instruction at `pc` (and those after it, up to the next entry) is raising, suspended
    /// or calling: those of the list that begins at live_registers[set - 1]; 0: none. Operands that the instruction consumes are not
    /// among them. Lists share their ends, so that the table grows with the code, however many temporaries are alive.
    struct Live {
        std::uint32_t pc;
        std::uint32_t set;
    };
    struct LiveRegister {
        std::uint16_t number;
        std::uint32_t next;  // as `set`: the rest of the list, of lower registers
    };
    /// Source position from the instruction at `pc` up to the next entry; line 0: none.
    struct Position {
        std::uint32_t pc;
        std::uint32_t line, end_line;
        std::uint32_t column, end_column;  // 0-based, UTF-8 bytes; kNoColumn without Settings::debug_ranges
        static constexpr std::uint32_t kNoColumn = ~std::uint32_t{0};
    };
    /// A line whose statement has no instruction of its own (`pass`, `try:`): trace functions are told of it before the one at `pc`.
    struct Mark {
        std::uint32_t pc, line;
    };
    /// Where MAKE_FUNCTION of this code takes each free variable from, in the enclosing frame.
    struct Capture {
        bool from_cell;        // else from the enclosing function's free variables
        std::uint16_t index;   // local register that holds the cell, or free variable index
    };

    // Parameters are the first locals: positional-only, positional, keyword-only, *args, **kwargs.
    std::uint32_t argument_count = 0;         // positional (positional-only included), without *args
    std::uint32_t positional_only_count = 0;
    std::uint32_t keyword_only_count = 0;
    std::uint32_t code_flags = 0;
    std::uint32_t local_count = 0;            // registers that are locals, parameters first
    std::uint32_t register_count = 0;         // locals and temporaries, call windows with kWindowHeader words and arguments included
    std::uint32_t first_line = 0;
    // Set by finish() once the rest is filled in:
    std::uint32_t parameter_count = 0;        // all parameters, *args and **kwargs included
    bool simple = false;                      // every parameter is positional: no keyword-only ones, no *args, no **kwargs
    std::size_t charged = 0;                  // bytes of the tables below
    Result<void> finish(Runtime& rt);

    Ref<Str> name, qualified_name, filename;
    std::vector<Value> constants;
    std::vector<Ref<Str>> names;              // interned
    std::vector<Ref<Str>> local_names;        // interned, one for each local; hidden ones (inlined comprehensions) start with '.'
    std::vector<Ref<Str>> free_names;
    std::vector<std::uint16_t> cell_locals;   // locals that hold cells, in the order of co_cellvars
    std::vector<Capture> captures;            // one for each free name
    std::vector<Instruction> instructions;
    std::vector<Handler> handlers;
    std::vector<Live> live;
    std::vector<LiveRegister> live_registers;
    std::vector<Mark> marks;
    mutable std::vector<Position> positions;     // whoever reads them calls all_positions()
    mutable std::string_view packed_positions;   // of a code object out of an image (image.h), until they are asked for

    std::size_t table_bytes() const;
    /// The line that a call of it is told with: that of the definition, of which a module has none.
    std::uint32_t entry_line() const;
    /// Whether some instruction may suspend it.
    bool awaits() const;
    bool is_generator() const { return code_flags & (generator | coroutine | async_generator); }
    /// In the order of instructions.
    const std::vector<Position>& all_positions() const;
    const Position* position_at(std::uint32_t pc) const;  // null if none
    /// The same for an instruction without a line of its own: that of the last one before it which has one.
    const Position* place_of(std::uint32_t pc) const;
    const Handler* handler_at(std::uint32_t pc) const;
    /// Where co_lines() and f_lasti have a mark: in the odd byte before its instruction, or behind the code if another one is there.
    std::int64_t offset_of_mark(std::size_t mark) const;
    /// The mark of a line before the instruction at `pc`; marks.size() if there is none.
    std::size_t mark_at(std::uint32_t pc, std::uint32_t line) const;
    /// Calls `visit(number)` for each temporary that owns something at `pc`, from the highest down.
    template <typename Visit>
    void each_live(std::uint32_t pc, Visit&& visit) const {
        for (std::uint32_t at = live_at(pc); at;) {
            const LiveRegister& live_register = live_registers[at - 1];
            at = live_register.next;
            visit(live_register.number);
        }
    }

private:
    std::uint32_t live_at(std::uint32_t pc) const;
};

/// A new, empty code object to be filled.
Result<Ref<Code>> new_code(Runtime& rt);
inline Code* as_code(View value) { return is_kind(value, Kind::code) ? value.as<Code>() : nullptr; }

}  // namespace ouro
