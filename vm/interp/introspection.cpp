// SPDX-License-Identifier: MIT
// What runtime/ asks about frames and code: the arguments of a bare super(), where a traceback entry stands, which names it saw.
#include "vm/interp/introspection.h"

#include <algorithm>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/slow_paths.h"

namespace ouro {

namespace {

bool is_cell_local(const Code* code, std::size_t local) {
    return std::find(code->cell_locals.begin(), code->cell_locals.end(), local) != code->cell_locals.end();
}

}  // namespace

Result<void> super_arguments(Runtime& rt, Value& cls, Value& object) {
    Frame* frame = current_frame(rt);
    if (!frame) return rt.raise(RuntimeError, "super(): no current frame");
    Code* code = frame->code;
    if (!code->argument_count) return rt.raise(RuntimeError, "super(): no arguments");
    View first = frame->registers()[0];
    if (is_kind(first, Kind::cell) && is_cell_local(code, 0)) first = cell_content(first);
    if (first.is_unbound()) return rt.raise(RuntimeError, "super(): arg[0] deleted");
    for (std::size_t n = 0; n < code->free_names.size(); ++n) {
        if (code->free_names[n]->text() != "__class__") continue;
        View found = cell_content(free_cell(frame, static_cast<std::uint32_t>(n)));
        if (found.is_unbound()) return rt.raise(RuntimeError, "super(): empty __class__ cell");
        if (!is_kind(found, Kind::type)) return rt.raise(RuntimeError, "super(): __class__ is not a type (%s)", type_name(rt, found));
        cls = Value(found);
        object = Value(first);
        return {};
    }
    return rt.raise(RuntimeError, "super(): __class__ cell not found");
}

SourcePosition source_position(const Traceback* entry) {
    SourcePosition result;
    if (!is_kind(entry->frame, Kind::frame)) return result;
    Function* function = View(entry->frame).as<FrameObject>()->function.get();
    Code* code = function->code;
    result.file = code->filename.get();
    result.function = code->name.get();
    if (const Code::Position* at = code->place_of(entry->at)) {
        result.line = at->line;
        result.end_line = at->end_line;
        result.column = at->column;
        result.end_column = at->end_column;
    }
    if (entry->line >= 0) result.line = result.end_line = static_cast<std::uint32_t>(entry->line);
    return result;
}

Result<Ref<List>> names_visible(Runtime& rt, const Traceback* entry) {
    Ref<List> names = TRY(new_list(rt, 0));
    if (!is_kind(entry->frame, Kind::frame)) return names;
    auto* object = View(entry->frame).as<FrameObject>();
    Function* function = object->function.get();
    Value locals = TRY(frame_variables(rt, object));
    auto add_keys = [&](View mapping) -> Result<void> {
        Ref<List> keys = TRY(list_from(rt, mapping));
        for (std::size_t n = 0; n < keys->size; ++n) TRY(list_append(rt, names.get(), Value(keys->items[n])));
        return {};
    };
    TRY(add_keys(locals));
    TRY(add_keys(View(function->globals)));
    TRY(add_keys(View(function->builtins)));
    return names;
}

}  // namespace ouro
