// SPDX-License-Identifier: MIT
// Frame objects. A live frame's f_locals is a snapshot of its variables, made anew each time.
#include "vm/interp/frame_object.h"

#include <algorithm>

#include "runtime/objects/cell.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/types.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

Result<Ref<FrameObject>> allocate(Runtime& rt, Frame* frame, Function* function) {
    auto* object = rt.allocate<FrameObject>(rt.interpreter->types.frame.get());
    if (!object) return rt.raise_memory_error();
    object->frame = frame;
    new (&object->function) Ref<Function>(function);
    new (&object->locals) Ref<Dict>();
    new (&object->back) Ref<FrameObject>();
    object->at = 0;
    new (&object->trace) Value(View::none());
    return Ref<FrameObject>::adopt(object);
}

FrameObject* find(InterpreterState& state, Frame* frame) {
    for (Object* each : state.frame_objects)
        if (static_cast<FrameObject*>(each)->frame == frame) return static_cast<FrameObject*>(each);
    return nullptr;
}

void forget(Runtime& rt, FrameObject* object) {
    auto& all = rt.interpreter->frame_objects;
    all.erase(std::remove(all.begin(), all.end(), object), all.end());
}

Result<void> add_local(Runtime& rt, Dict* dict, Str* name, View value) {
    if (name->size && name->data()[0] == '.') return {};  // hidden
    if (is_kind(value, Kind::cell)) value = value.as<Cell>()->content;
    if (value.is_unbound()) return {};
    return dict_set(rt, dict, name, value);
}

bool own_cell(const Str* name) { return name->text() == "__class__" || name->text() == "__classdict__"; }

}  // namespace

Result<Value> frame_locals(Runtime& rt, Frame* frame) {
    auto* function = static_cast<Function*>(frame->function);
    Code* code = frame->code;
    // A class body's or module's registers are cells of its own, and variables of comprehensions, which hide all else while they run.
    bool optimized = code->code_flags & Code::optimized;
    auto shown = [&](std::uint32_t n) { return optimized || !own_cell(code->local_names[n].get()); };
    bool any = optimized;
    for (std::uint32_t n = 0; n < code->local_count; ++n) any = any || (shown(n) && !frame->registers()[n].is_unbound());
    if (!any) return function->namespace_.is_unbound() ? Value(View(function->globals)) : function->namespace_;
    Ref<Dict> dict = TRY(new_dict(rt));
    for (std::uint32_t n = 0; n < code->local_count; ++n)
        if (shown(n)) TRY(add_local(rt, dict.get(), code->local_names[n].get(), frame->registers()[n]));
    for (std::size_t n = 0; optimized && n < code->free_names.size(); ++n)
        TRY(add_local(rt, dict.get(), code->free_names[n].get(), function->closure->items[n]));
    return dict;
}

Result<Value> frame_object(Runtime& rt, Frame* frame) {
    InterpreterState& state = *rt.interpreter;
    if (frame->flags & Frame::has_object)
        if (FrameObject* known = find(state, frame)) return Value(View(known));
    Ref<FrameObject> object = TRY(allocate(rt, frame, static_cast<Function*>(frame->function)));
    state.frame_objects.push_back(object.get());
    frame->flags |= Frame::has_object;
    return object;
}

Result<Value> ended_frame_object(Runtime& rt, Function* function, std::uint32_t at) {
    Ref<FrameObject> object = TRY(allocate(rt, nullptr, function));
    object->at = at;
    return object;
}

void detach_frame_object(Runtime& rt, Frame* frame) {
    FrameObject* object = find(*rt.interpreter, frame);
    frame->flags &= static_cast<std::uint16_t>(~Frame::has_object);
    if (!object) return;
    Value pending = std::move(rt.pending);
    Result<Value> locals = frame_locals(rt, frame);
    if (!locals.raised() && is_kind(locals.value(), Kind::dict)) object->locals = Ref<Dict>(locals.value().as<Dict>());
    rt.pending = std::move(pending);
    object->at = current_instruction(frame);
    object->frame = nullptr;
    forget(rt, object);
}

std::uint32_t current_line(const FrameObject* object) {
    std::uint32_t at = object->frame ? current_instruction(object->frame) : object->at;
    const Code::Position* position = object->function->code->position_at(at);
    return position && position->line ? position->line : object->function->code->first_line;
}

namespace {

FrameObject* self_of(View self) { return self.as<FrameObject>(); }

void destroy_frame_object(Runtime& rt, Object* base) {
    auto* object = static_cast<FrameObject*>(base);
    if (object->frame) {
        object->frame->flags &= static_cast<std::uint16_t>(~Frame::has_object);
        forget(rt, object);
    }
    object->function.~Ref();
    object->locals.~Ref();
    object->back.~Ref();
    object->trace.~Value();
    rt.free_instance(object, sizeof(FrameObject));
}

void traverse_frame_object(Object* base, Visitor& visit) {
    auto* object = static_cast<FrameObject*>(base);
    visit(object->function.get());
    visit(object->locals.get());
    visit(object->back.get());
    visit(object->trace);
}

Result<Value> get_back(Runtime& rt, View self) {
    Frame* frame = self_of(self)->frame;
    if (!frame) return self_of(self)->back ? Value(self_of(self)->back) : Value(View::none());
    if (frame->flags & Frame::heap) {
        auto* generator = Generator::of(frame);
        if (generator->state == Generator::suspended || generator->state == Generator::created) return View::none();
    }
    return frame->caller ? frame_object(rt, frame->caller) : Result<Value>(View::none());
}

Result<Value> get_locals(Runtime& rt, View self) {
    FrameObject* object = self_of(self);
    if (object->frame) return frame_locals(rt, object->frame);
    if (!object->locals) object->locals = TRY(new_dict(rt));
    return object->locals;
}

Result<Value> clear_frame(Runtime& rt, Args args) {
    FrameObject* object = args.self<FrameObject>();
    if (!object->frame) return View::none();
    if (object->frame->flags & Frame::heap) {
        Generator* generator = Generator::of(object->frame);
        if (generator_is_running(generator)) return rt.raise(RuntimeError, "cannot clear an executing frame");
        if (generator->state == Generator::suspended) return rt.raise(RuntimeError, "cannot clear a suspended frame");
        return close_generator(rt, generator);
    }
    return rt.raise(RuntimeError, "cannot clear an executing frame");
}

constexpr FunctionDef methods[] = {{"clear(self, /)", clear_frame, "Releases the frame's local variables."}};

constexpr PropertyDef properties[] = {
    {"f_back", get_back},
    {"f_code", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->code)); }},
    {"f_globals", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->globals)); }},
    {"f_builtins", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->builtins)); }},
    {"f_locals", get_locals},
    {"f_lineno", [](Runtime&, View self) -> Result<Value> { return View::small_int(current_line(self_of(self))); }},
    {"f_lasti",
     [](Runtime&, View self) -> Result<Value> {
         FrameObject* object = self_of(self);
         return View::small_int(2 * (object->frame ? current_instruction(object->frame) : object->at));
     }},
    {"f_trace", [](Runtime&, View self) -> Result<Value> { return self_of(self)->trace; },
     [](Runtime&, View self, View value) -> Result<void> {
         self_of(self)->trace = value.is_unbound() ? View::none() : value;
         return {};
     }},
};

}  // namespace

const TypeDef frame_type{
    .name = "frame",
    .doc = "A call that is running, or was.",
    .kind = Kind::frame,
    .size = sizeof(FrameObject),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy = destroy_frame_object,
              .traverse = traverse_frame_object,
              .repr =
                  [](Runtime& rt, View self) {
                      Code* code = self_of(self)->function->code;
                      return rt.format("<frame at %p, file '%s', line %u, code %s>", static_cast<void*>(self.object()), code->filename->data(),
                                       current_line(self_of(self)), code->name->data());
                  }},
    .methods = methods,
    .properties = properties,
};

}  // namespace ouro
