// SPDX-License-Identifier: MIT
// Frame objects: one for each frame that something looks at, such as the entries of a traceback.
#include "vm/interp/frame_object.h"

#include <optional>

#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/tracing.h"
#include "vm/interp/types.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

std::size_t bytes_of(std::uint32_t count) { return sizeof(FrameObject) + count * sizeof(Value); }

std::vector<FrameObject*>& living(Runtime& rt) { return *rt.interpreter->frame_objects; }

/// The object no longer looks at its frame. The frame's number is that of the object among the living ones.
void part(Runtime& rt, FrameObject* object) {
    auto& all = living(rt);
    std::uint32_t at = object->frame->object_number;
    object->frame->flags &= static_cast<std::uint16_t>(~Frame::has_object);
    object->frame = nullptr;
    FrameObject* last = all.back();
    all.pop_back();
    if (last == object) return;
    all[at] = last;
    last->frame->object_number = at;
}

Frame* visible(Frame* frame) {
    while (frame && frame->flags & Frame::ending) frame = frame->caller;
    return frame;
}

}  // namespace

Frame* current_frame(Runtime& rt) { return visible(rt.interpreter->frame); }
Frame* caller_of(Frame* frame) { return visible(frame->caller); }

FrameObject* known_frame_object(Runtime& rt, Frame* frame) {
    if (!(frame->flags & Frame::has_object)) return nullptr;
    FrameObject* object = living(rt)[frame->object_number];
    if (is_alive(object)) return object;
    part(rt, object);
    return nullptr;
}

Result<Ref<FrameObject>> object_of_frame(Runtime& rt, Frame* frame) {
    if (FrameObject* known = known_frame_object(rt, frame)) return Ref<FrameObject>(known);
    std::uint32_t count = frame->code->local_count;
    auto* object = rt.allocate<FrameObject>(rt.interpreter->types.frame.get(), bytes_of(count));
    if (!object) return rt.raise_memory_error();
    object->frame = frame;
    new (&object->function) Ref<Function>(static_cast<Function*>(frame->function));
    new (&object->back) Ref<FrameObject>();
    new (&object->extra) Ref<Dict>();
    new (&object->replaced) Ref<List>();
    new (&object->trace) Value(View::none());
    object->held = object->cleared = object->trace_opcodes = object->moved = false;
    object->trace_lines = true;
    object->told = object->marked = 0;
    object->at = 0;
    object->count = count;
    for (std::uint32_t n = 0; n < count; ++n) new (&object->locals[n]) Value();
    frame->object_number = static_cast<std::uint32_t>(living(rt).size());
    frame->flags |= Frame::has_object;
    living(rt).push_back(object);
    return Ref<FrameObject>::adopt(object);
}

Result<Value> frame_object(Runtime& rt, Frame* frame) {
    Ref<FrameObject> object = TRY(object_of_frame(rt, frame));
    return object;
}

void detach_frame_object(Runtime& rt, Frame* frame, Frame* caller) {
    Ref<FrameObject> object(known_frame_object(rt, frame));  // whose last reference what happens below may release
    if (!object) return;
    object->at = current_instruction(frame);
    const Instruction& last = object->function->code->instructions[object->at];
    if (is_kind(rt.pending, Kind::exception) && !(last.opcode() == Opcode::RERAISE && last.b)) {
        // An exception that was raised again on its way out: the frame stands where it was raised.
        View entry = rt.pending.as<Exception>()->traceback;
        if (is_kind(entry, Kind::traceback) && View(entry.as<Traceback>()->frame) == View(static_cast<const Object*>(object.get()))) object->at = entry.as<Traceback>()->at;
    }
    View* r = frame->registers();
    for (std::uint32_t n = 0; n < object->count; ++n) object->locals[n] = Value::adopt(std::exchange(r[n], View()));
    part(rt, object.get());
    Value pending = std::move(rt.pending);
    if (caller = visible(caller); caller) {
        Result<Ref<FrameObject>> back = object_of_frame(rt, caller);
        if (!back.raised()) object->back = back.take();  // without memory the chain of calls ends here
    }
    Ref<List> replaced = std::move(object->replaced);
    if (std::exchange(object->held, false)) release(static_cast<Object*>(object.get()));
    replaced = Ref<List>();
    rt.pending = std::move(pending);
}

/// Whether the frame stands before its first instruction.
static bool not_begun(const FrameObject* object) { return object->frame && object->frame->pc == object->frame->code->instructions.data(); }

FrameObject* held_by_frame(Runtime& rt, Frame* frame) {
    FrameObject* object = living(rt)[frame->object_number];
    return object->held ? object : nullptr;
}

void hold_frame_object(FrameObject* object) {
    if (!object->frame || object->held) return;
    object->held = true;
    retain(static_cast<Object*>(object));
}

/// Where f_lasti has the mark that the trace function is being told of; none otherwise.
static std::optional<std::int64_t> marked_at(const FrameObject* object) {
    if (!object->marked || !object->frame) return {};
    const Code* code = object->function->code;
    std::size_t mark = code->mark_at(current_instruction(object->frame), object->marked);
    if (mark == code->marks.size()) return {};
    return code->offset_of_mark(mark);
}

std::uint32_t current_line(const FrameObject* object) {
    if (not_begun(object)) return object->function->code->entry_line();
    if (marked_at(object)) return object->marked;
    const Code* code = object->function->code;
    std::uint32_t at = object->frame ? current_instruction(object->frame) : object->at;
    if (const Code::Position* position = code->position_at(at); position && !position->line && object->told) return object->told;
    const Code::Position* place = code->place_of(at);
    return place ? place->line : code->first_line;
}

namespace {

FrameObject* self_of(View self) { return self.as<FrameObject>(); }

/// Whether the frame is at an instruction that no line is to blame for.
bool in_no_line(const FrameObject* object) {
    if (not_begun(object) || marked_at(object)) return false;
    const Code::Position* place = object->function->code->position_at(object->frame ? current_instruction(object->frame) : object->at);
    return place && !place->line;
}

void destroy_frame_object(Runtime& rt, Object* base) {
    auto* object = static_cast<FrameObject*>(base);
    if (object->frame) part(rt, object);
    object->function.~Ref();
    object->back.~Ref();
    object->extra.~Ref();
    object->replaced.~Ref();
    object->trace.~Value();
    for (std::uint32_t n = 0; n < object->count; ++n) object->locals[n].~Value();
    rt.free_instance(object, bytes_of(object->count));
}

void traverse_frame_object(Object* base, Visitor& visit) {
    auto* object = static_cast<FrameObject*>(base);
    visit(object->function.get());
    visit(object->back.get());
    visit(object->extra.get());
    visit(object->replaced.get());
    visit(object->trace);
    for (std::uint32_t n = 0; n < object->count; ++n) visit(object->locals[n]);
}

void clear_frame_object(Runtime&, Object* base) {
    auto* object = static_cast<FrameObject*>(base);
    object->back = Ref<FrameObject>();
    object->extra = Ref<Dict>();
    object->trace = View::none();
    for (std::uint32_t n = 0; n < object->count; ++n) object->locals[n] = Value();
}

Result<Value> get_back(Runtime& rt, View self) {
    Frame* frame = self_of(self)->frame;
    if (!frame) return self_of(self)->back ? Value(self_of(self)->back) : Value(View::none());
    bool running = !(frame->flags & Frame::heap) || generator_is_running(Generator::of(frame));
    Frame* caller = running ? caller_of(frame) : nullptr;
    return caller ? frame_object(rt, caller) : Result<Value>(View::none());
}

Result<Value> clear_frame(Runtime& rt, Args args) {
    FrameObject* object = args.self<FrameObject>();
    Ref<FrameObject> held(object);
    if (!object->frame) {
        object->cleared = true;
        object->extra = Ref<Dict>();
        for (std::uint32_t n = 0; n < object->count; ++n) object->locals[n] = Value();
        return View::none();
    }
    if (object->frame->flags & Frame::heap) {
        Generator* generator = Generator::of(object->frame);
        if (generator_is_running(generator)) return rt.raise(RuntimeError, "cannot clear an executing frame");
        if (generator->state == Generator::suspended) return rt.raise(RuntimeError, "cannot clear a suspended frame");
        finalize_generator(rt, generator);
        return View::none();
    }
    return rt.raise(RuntimeError, "cannot clear an executing frame");
}

Result<void> set_switch(Runtime& rt, View value, bool* which) {
    if (!value.is_bool()) return rt.raise(TypeError, "attribute value type must be bool");
    *which = value.is_true();
    return {};
}

constexpr FunctionDef methods[] = {{"clear(self, /)", clear_frame, "Releases the frame's local variables."}};

constexpr PropertyDef properties[] = {
    {"f_back", get_back},
    {"f_code", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->code)); }},
    {"f_globals", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->globals)); }},
    {"f_builtins", [](Runtime&, View self) -> Result<Value> { return Value(View(self_of(self)->function->builtins)); }},
    {"f_locals", [](Runtime& rt, View self) { return frame_variables(rt, self_of(self)); }},
    {"f_lineno",
     [](Runtime&, View self) -> Result<Value> {
         FrameObject* object = self_of(self);
         return in_no_line(object) ? View::none() : View::small_int(current_line(object));
     },
     [](Runtime& rt, View self, View value) { return move_frame(rt, self_of(self), value); }},
    {"f_lasti",
     [](Runtime&, View self) -> Result<Value> {
         FrameObject* object = self_of(self);
         if (not_begun(object)) return View::small_int(-2);
         if (std::optional<std::int64_t> mark = marked_at(object)) return View::small_int(*mark);
         return View::small_int(2 * std::int64_t{object->frame ? current_instruction(object->frame) : object->at});  // as co_lines() has it
     }},
    {"f_trace", [](Runtime&, View self) -> Result<Value> { return self_of(self)->trace; },
     [](Runtime&, View self, View value) -> Result<void> {
         Value old = std::exchange(self_of(self)->trace, Value(value.is_unbound() ? View::none() : value));
         if (!self_of(self)->trace.is_none()) hold_frame_object(self_of(self));
         return {};
     }},
    {"f_trace_lines", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->trace_lines); },
     [](Runtime& rt, View self, View value) { return set_switch(rt, value, &self_of(self)->trace_lines); }},
    {"f_trace_opcodes", [](Runtime&, View self) -> Result<Value> { return View::boolean(self_of(self)->trace_opcodes); },
     [](Runtime& rt, View self, View value) { return set_switch(rt, value, &self_of(self)->trace_opcodes); }},
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
              .clear = clear_frame_object,
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
