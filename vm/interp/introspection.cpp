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
    Frame* frame = rt.interpreter->frame;
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

Result<Value> traceback_frame(Runtime& rt, Traceback* entry) {
    if (entry->frame.is_unbound()) {
        Value made = TRY(ended_frame_object(rt, View(entry->function).as<Function>(), entry->at));
        entry->frame = made;
    }
    return entry->frame;
}

SourcePosition source_position(const Traceback* entry) {
    SourcePosition result;
    Code* code = as_code(entry->code);
    if (!code) return result;
    result.file = code->filename.get();
    result.function = code->name.get();
    if (const Code::Position* at = code->position_at(entry->at)) {
        result.line = at->line;
        result.end_line = at->end_line;
        result.column = at->column;
        result.end_column = at->end_column;
    }
    return result;
}

Result<Ref<List>> names_visible(Runtime& rt, const Traceback* entry) {
    Ref<List> names = TRY(new_list(rt, 0));
    Code* code = as_code(entry->code);
    Function* function = as_function(entry->function);
    if (!code || !function) return names;
    for (const auto* group : {&code->local_names, &code->free_names})
        for (const Ref<Str>& name : *group)
            if (name && name->size && name->text()[0] != '.') TRY(list_append(rt, names.get(), Value(View(name.get()))));
    auto add_keys = [&](View mapping) -> Result<void> {
        if (!as_dict(mapping)) return {};
        Ref<List> keys = TRY(list_from(rt, mapping));
        for (std::size_t n = 0; n < keys->size; ++n) TRY(list_append(rt, names.get(), Value(keys->items[n])));
        return {};
    };
    if (!function->namespace_.is_unbound()) TRY(add_keys(function->namespace_));
    TRY(add_keys(View(function->globals)));
    TRY(add_keys(View(function->builtins)));
    return names;
}

}  // namespace ouro
