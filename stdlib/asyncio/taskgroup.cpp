// SPDX-License-Identifier: MIT
// asyncio.TaskGroup: tasks that end with their block. All tasks of a group have one callback.
#include "runtime/native/async.h"
#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

struct TaskGroup : Object {
    bool entered, exiting, aborting, parent_cancel_requested;
    bool cancel_when_entered;  // cancel() came first
    Value loop, parent;      // Unbound until entered
    Ref<Dict> tasks;         // the keys are those not done, in the order in which they were made
    Value errors;            // list; None once they were raised
    Value base_error;        // SystemExit or KeyboardInterrupt, or None
    Value on_completed;      // a future, or None
    Ref<DoneCallback> callback;

    std::size_t waiting_for() const { return tasks->used; }
};

TaskGroup* self_of(Args args) { return args.self<TaskGroup>(); }

bool is_base_error(Runtime& rt, View exception) {
    Type* type = exception.object()->type();
    return is_subtype(type, rt.exceptions[SystemExit]) || is_subtype(type, rt.exceptions[KeyboardInterrupt]);
}

Result<Ref<Str>> shown(Runtime& rt, TaskGroup* group) { return repr(rt, View(static_cast<Object*>(group))); }

Raised raise_about(Runtime& rt, TaskGroup* group, const char* what) {
    Ref<Str> text = TRY(shown(rt, group));
    std::string message = "TaskGroup " + std::string(text->text()) + " " + what;
    return rt.raise_value(RuntimeError, TRY(rt.str(message)));
}

Result<void> abort(Runtime& rt, TaskGroup* group) {
    group->aborting = true;
    Ref<List> tasks = TRY(list_from(rt, View(group->tasks)));
    for (std::size_t n = 0; n < tasks->size; ++n) {
        TRY(rt.charge(1));
        Value task = tasks->items[n];
        if (!TRY(is_done(rt, task))) TRY(cancel_any(rt, task));
    }
    return {};
}

/// The parent is cancelled too, to leave its block; end() takes the request back.
Result<void> abort_all(Runtime& rt, TaskGroup* group) {
    TRY(abort(rt, group));
    group->parent_cancel_requested = true;
    Value parent = group->parent;
    TRY(cancel_any(rt, parent));
    return {};
}

Result<std::int64_t> count_of(Runtime& rt, View task, bool take_back) {
    if (is_exact_future(rt, task) && as_task(task))
        return take_back ? uncancel(rt, as_task(task)) : Result<std::int64_t>(static_cast<std::int64_t>(cancelling(as_task(task))));
    Value count = TRY(call_method(rt, task, take_back ? state_of(rt).words.uncancel.get() : state_of(rt).words.cancelling.get()));
    return index_to_int64(rt, count);
}

Result<void> report_orphan(Runtime& rt, TaskGroup* group, View task, View error) {
    Ref<Str> child = TRY(repr(rt, task));
    Ref<Str> parent = TRY(repr(rt, group->parent));
    std::string message = "Task " + std::string(child->text()) + " has errored out but its parent task " + std::string(parent->text()) +
                          " is already completed";
    return call_exception_handler(rt, group->loop, message.c_str(), {{"exception", error}, {"task", task}}, false);
}

Result<void> task_done(Runtime& rt, TaskGroup* group, View task) {
    Ref<TaskGroup> held(group);
    TRY(dict_pop(rt, group->tasks.get(), task));
    if (Value future = group->on_completed; !future.is_none() && !group->waiting_for() && !TRY(is_done(rt, future))) {
        if (is_exact_future(rt, future)) TRY(set_result(rt, future.as<Future>(), View::boolean(true)));
        else TRY(call_method(rt, future, state_of(rt).words.set_result.get(), {View::boolean(true)}));
    }
    if (TRY(is_cancelled(rt, task))) return {};
    if (is_exact_future(rt, task) && !task.as<Future>()->failed) return {};
    Value error = TRY(any_exception(rt, task));
    if (error.is_none()) return {};
    if (!is_kind(group->errors, Kind::list)) group->errors = TRY(new_list(rt));
    TRY(list_append(rt, group->errors.as<List>(), error));
    if (group->base_error.is_none() && is_base_error(rt, error)) group->base_error = error;
    if (TRY(is_done(rt, group->parent))) return report_orphan(rt, group, task, error);
    if (group->aborting || group->parent_cancel_requested) return {};
    return abort_all(rt, group);
}

Result<void> called_back(Runtime& rt, DoneCallback* callback, View task) {
    Value group = callback->target;
    return task_done(rt, group.as<TaskGroup>(), task);
}
View waiting_parent(DoneCallback* callback) {
    View group = callback->target;
    return group.is_none() ? group : View(group.as<TaskGroup>()->parent);
}
constexpr DoneCallback::Body done_body{"TaskGroup._on_task_done", called_back, waiting_parent};

Result<Value> enter(Runtime& rt, TaskGroup* group) {
    if (group->entered) return raise_about(rt, group, "has already been entered");
    if (group->loop.is_unbound()) group->loop = TRY(running_loop(rt));
    Value parent = TRY(current_task(rt, group->loop));
    if (parent.is_none()) return raise_about(rt, group, "cannot determine the parent task");
    group->parent = parent;
    group->entered = true;
    if (group->cancel_when_entered) TRY(abort_all(rt, group));
    return Value(View(static_cast<Object*>(group)));
}

Async aenter(Runtime& rt, Args args) { co_return enter(rt, self_of(args)); }

bool is_cancelled_error(Runtime& rt, View type) {
    return is_kind(type, Kind::type) && is_subtype(type.as<Type>(), rt.asyncio->cancelled_error.get());
}

/// The block is over with this exception; what is to be raised if it was a cancellation, else None.
Result<Value> begin_exit(Runtime& rt, TaskGroup* group, View type, View exception) {
    group->exiting = true;
    if (type.is_none()) return View::none();
    if (is_kind(exception, Kind::exception) && is_base_error(rt, exception) && group->base_error.is_none()) group->base_error = Value(exception);
    if (!group->aborting) TRY(abort(rt, group));
    return is_cancelled_error(rt, type) ? Value(exception) : Value(View::none());
}

/// The waiting of the block's task was ended; its cancellation, if that is what it is.
Result<Value> interrupted(Runtime& rt, TaskGroup* group, Outcome outcome) {
    if (!is_cancelled_error(rt, View(outcome.error.object()->type()))) return rethrow(rt, std::move(outcome));
    if (group->aborting) return View::none();
    TRY(abort(rt, group));
    return outcome.error;
}

Result<Value> completion(Runtime& rt, TaskGroup* group) {
    if (group->on_completed.is_none()) group->on_completed = TRY(create_future(rt, group->loop));
    return group->on_completed;
}

/// All tasks are done: None, or the exception that the block ends with.
Result<Value> end(Runtime& rt, TaskGroup* group, View type, View exception, View cancellation) {
    if (!group->base_error.is_none()) return rt.raise_object(group->base_error);
    bool cancelled = !cancellation.is_none();
    if (group->parent_cancel_requested && TRY(count_of(rt, Value(group->parent), true)) == 0) cancelled = false;
    bool any = is_kind(group->errors, Kind::list) && group->errors.as<List>()->size;
    if (cancelled && !any) return rt.raise_object(Value(cancellation));
    if (!type.is_none() && !is_cancelled_error(rt, type)) {
        if (!is_kind(group->errors, Kind::list)) group->errors = TRY(new_list(rt));
        TRY(list_append(rt, group->errors.as<List>(), Value(exception)));
        any = true;
    }
    if (!any && !group->parent_cancel_requested) return View::none();
    Value parent = group->parent;
    if (TRY(count_of(rt, parent, false))) {
        // Cancelled from outside too: the count stays, and the next await says so.
        TRY(count_of(rt, parent, true));
        TRY(cancel_any(rt, parent));
    }
    if (!any) return View::boolean(!type.is_none());  // cancel(): the cancellation of the block ends here
    Value errors = std::exchange(group->errors, Value(View::none()));
    Value message = TRY(rt.str("unhandled errors in a TaskGroup"));
    Value raised = TRY(call(rt, View(static_cast<Object*>(rt.exceptions[BaseExceptionGroup])), {message, errors}));
    if (!is_kind(raised, Kind::exception)) return rt.raise(TypeError, "exceptions must derive from BaseException");
    set_cause(raised.as<Exception>(), View::none());
    return rt.raise_object(raised);
}

Async aexit(Runtime& rt, Args args) {
    TaskGroup* group = self_of(args);
    Local cancellation(args, co_await begin_exit(rt, group, args[1], args[2]));
    while (group->waiting_for()) {
        Outcome outcome = co_await attempt(co_await completion(rt, group));
        if (outcome.failed()) {
            Value error = co_await interrupted(rt, group, std::move(outcome));
            if (!error.is_none()) cancellation = std::move(error);
        }
        group->on_completed = View::none();
    }
    co_return end(rt, group, args[1], args[2], cancellation);
}

/// A coroutine that will not run: no warning that it was never awaited.
Result<Value> refuse(Runtime& rt, TaskGroup* group, View coroutine, const char* why) {
    TRY(call_method(rt, coroutine, rt.names.close));
    return raise_about(rt, group, why);
}

Result<Value> method_create_task(Runtime& rt, Args args) {
    TaskGroup* group = self_of(args);
    View coroutine = args[1];
    if (!group->entered) return refuse(rt, group, coroutine, "has not been entered");
    if (group->exiting && !group->waiting_for()) return refuse(rt, group, coroutine, "is finished");
    if (group->aborting) return refuse(rt, group, coroutine, "is shutting down");
    Value task = TRY(create_task(rt, group->loop, coroutine, args[2], unless_none(args[3]), unless_none(args[4])));
    if (TRY(is_done(rt, task))) {
        TRY(task_done(rt, group, task));
        return task;
    }
    TRY(dict_set(rt, group->tasks.get(), task, View::none()));
    if (!group->callback) group->callback = TRY(new_done_callback(rt, done_body, View(static_cast<Object*>(group))));
    TRY(watch(rt, task, View(group->callback)));
    return task;
}

Result<Value> method_cancel(Runtime& rt, Args args) {
    TaskGroup* group = self_of(args);
    if (!group->entered) group->cancel_when_entered = true;
    else if (!group->aborting && !(group->exiting && !group->waiting_for())) TRY(abort_all(rt, group));
    return View::none();
}

constexpr FunctionDef methods[] = {
    {"__aenter__(self)", async<aenter>, "Begins the group: the running task is its parent.", FunctionDef::coroutine},
    {"__aexit__(self, et, exc, tb)", async<aexit>, "Waits for all tasks of the group.", FunctionDef::coroutine},
    {"create_task(self, coro, *, name=None, context=None | eager_start=None)", method_create_task, "Makes a task that belongs to the group."},
    {"cancel(self)", method_cancel,
     "From Python 3.15: cancels the tasks of the group and its block, which ends without CancelledError."},
};

Result<Value> group_repr(Runtime& rt, View self) {
    auto* group = self.as<TaskGroup>();
    std::string text = "<TaskGroup";
    if (std::size_t count = group->waiting_for()) text += " tasks=" + std::to_string(count);
    if (is_kind(group->errors, Kind::list) && group->errors.as<List>()->size) text += " errors=" + std::to_string(group->errors.as<List>()->size);
    if (group->aborting) text += " cancelling";
    else if (group->entered) text += " entered";
    return rt.str(text + ">");
}

Result<Value> construct(Runtime& rt, Type* type, Args) {
    Ref<Dict> tasks = TRY(new_dict(rt));
    auto* made = rt.allocate<TaskGroup>(type);
    if (!made) return rt.raise_memory_error();
    made->entered = made->exiting = made->aborting = made->parent_cancel_requested = made->cancel_when_entered = false;
    for (Value* field : {&made->loop, &made->parent}) new (field) Value();
    for (Value* field : {&made->errors, &made->base_error, &made->on_completed}) new (field) Value(View::none());
    new (&made->tasks) Ref<Dict>(std::move(tasks));
    new (&made->callback) Ref<DoneCallback>();
    return Value::adopt(View(static_cast<Object*>(made)));
}

}  // namespace

const TypeDef task_group_type{
    .name = "TaskGroup",
    .module = "asyncio.taskgroups",
    .doc = "An asynchronous context manager that waits for the tasks made in it; the first that fails cancels the others.",
    .size = sizeof(TaskGroup),
    .flags = Type::base_type | Type::has_dict | Type::container | Type::weak_referable,
    .construct_signature = "()",
    .construct_bound = construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* group = static_cast<TaskGroup*>(object);
                      for (Value* field : {&group->loop, &group->parent, &group->errors, &group->base_error, &group->on_completed}) field->~Value();
                      group->tasks.~Ref();
                      group->callback.~Ref();
                      rt.free_instance(object, sizeof(TaskGroup));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* group = static_cast<TaskGroup*>(object);
                      for (Value* field : {&group->loop, &group->parent, &group->errors, &group->base_error, &group->on_completed}) visit(*field);
                      visit(static_cast<const Object*>(group->tasks.get()));
                      visit(static_cast<const Object*>(group->callback.get()));
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      auto* group = static_cast<TaskGroup*>(object);
                      Value errors = std::exchange(group->errors, Value(View::none())), base = std::exchange(group->base_error, Value(View::none()));
                      Value future = std::exchange(group->on_completed, Value(View::none()));
                      Ref<DoneCallback> callback = std::exchange(group->callback, nullptr);
                  },
              .repr = group_repr},
    .methods = methods,
};

}  // namespace ouro
