// SPDX-License-Identifier: MIT
// Calls that are not made in place, and the binding of arguments to parameters.
#include "vm/interp/calls.h"

#include <string>

#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "vm/interp/frame_object.h"
#include "vm/interp/slow_paths.h"
#include "vm/interp/unwind.h"

namespace ouro {

namespace {

const char* plural(std::size_t n) { return n == 1 ? "" : "s"; }

/// "'a', 'b', and 'c'"
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
        text += "'" + names[i] + "'";
    }
    return text;
}

/// `end`: of the positional parameters without a default; keyword-only ones are meant where it is none of these.
Raised raise_missing(Runtime& rt, Function* function, const View* registers, std::size_t end) {
    Code* code = function->code;
    std::vector<std::string> names;
    bool keyword_only = end > code->argument_count;
    for (std::size_t n = keyword_only ? code->argument_count : 0; n < end; ++n)
        if (registers[n].is_unbound()) names.emplace_back(code->local_names[n]->text());
    return rt.raise(TypeError, "%s() missing %zu required %s argument%s: %s", function->qualified_name->data(), names.size(),
                    keyword_only ? "keyword-only" : "positional", plural(names.size()), listed(names).c_str());
}

Raised raise_too_many(Runtime& rt, Function* function, std::size_t given, std::size_t keyword_only_given) {
    Code* code = function->code;
    std::size_t most = code->argument_count, defaults = function->defaults ? function->defaults->size : 0;
    std::string takes = defaults ? "from " + std::to_string(most - defaults) + " to " + std::to_string(most) : std::to_string(most);
    std::string also;
    if (keyword_only_given)
        also = " positional argument" + std::string(plural(given)) + " (and " + std::to_string(keyword_only_given) +
               " keyword-only argument" + plural(keyword_only_given) + ")";
    return rt.raise(TypeError, "%s() takes %s positional argument%s but %zu%s %s given", function->qualified_name->data(), takes.c_str(),
                    defaults || most != 1 ? "s" : "", given, also.c_str(), given == 1 && also.empty() ? "was" : "were");
}

/// Fills defaults into parameters that are still Unbound; raises where one is missing.
Result<void> fill_defaults(Runtime& rt, Function* function, View* registers, std::size_t given) {
    Code* code = function->code;
    if (given < code->argument_count) {
        std::size_t defaults = function->defaults ? function->defaults->size : 0;
        std::size_t first = code->argument_count > defaults ? code->argument_count - defaults : 0;
        std::size_t skip = defaults > code->argument_count ? defaults - code->argument_count : 0;
        for (std::size_t n = given; n < first; ++n)
            if (registers[n].is_unbound()) return raise_missing(rt, function, registers, first);
        for (std::size_t n = given < first ? first : given; n < code->argument_count; ++n) {
            if (!registers[n].is_unbound()) continue;
            registers[n] = function->defaults->items[n - first + skip];
            retain(registers[n]);
        }
    }
    bool missing = false;
    for (std::uint32_t n = code->argument_count; n < code->argument_count + code->keyword_only_count; ++n) {
        if (!registers[n].is_unbound()) continue;
        View value;
        if (function->keyword_defaults) value = namespace_get(function->keyword_defaults, code->local_names[n].get());
        if (value.is_unbound()) missing = true;
        else retain(value);
        registers[n] = value;
    }
    if (missing) return raise_missing(rt, function, registers, code->argument_count + code->keyword_only_count);
    return {};
}

/// Register of the parameter that can be named `name`, or -1.
int parameter_index(Code* code, Str* name) {
    std::uint32_t end = code->argument_count + code->keyword_only_count;
    for (std::uint32_t n = code->positional_only_count; n < end; ++n)
        if (code->local_names[n].get() == name) return static_cast<int>(n);
    for (std::uint32_t n = code->positional_only_count; n < end; ++n)
        if (equal(code->local_names[n].get(), name)) return static_cast<int>(n);
    return -1;
}

Raised raise_unexpected_keyword(Runtime& rt, Function* function, Str* name, Tuple* names) {
    Code* code = function->code;
    std::vector<std::string> positional_only;
    for (std::uint32_t n = 0; n < code->positional_only_count; ++n)
        for (std::size_t k = 0; k < names->size; ++k)
            if (Str* given = as_str(names->items[k]); given && equal(given, code->local_names[n].get()))
                positional_only.emplace_back(given->text());
    if (!positional_only.empty()) {
        std::string text;
        for (auto& each : positional_only) text += (text.empty() ? "" : ", ") + each;
        return rt.raise(TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'",
                        function->qualified_name->data(), text.c_str());
    }
    std::string suggestion = suggest_parameter(function, name);
    return rt.raise(TypeError, "%s() got an unexpected keyword argument '%s'%s", function->qualified_name->data(), name->data(),
                    suggestion.c_str());
}

void drop_parameters(Code* code, View* registers) {
    for (std::uint32_t n = 0; n < code->parameter_count; ++n) {
        View value = registers[n];
        registers[n] = View();
        release(value);
    }
}

/// The general case: parameters are bound into `registers`, nothing is consumed. On failure nothing is owned.
Result<void> bind_parameters(Runtime& rt, Function* function, const Arguments& arguments, View* registers) {
    Code* code = function->code;
    for (std::uint32_t n = 0; n < code->parameter_count; ++n) registers[n] = View();
    bool var_args = code->code_flags & Code::var_args, var_keywords = code->code_flags & Code::var_keywords;
    std::uint32_t args_at = code->argument_count + code->keyword_only_count, keywords_at = args_at + var_args;
    std::size_t positional = arguments.count < code->argument_count ? arguments.count : code->argument_count;
    for (std::size_t n = 0; n < positional; ++n) {
        registers[n] = arguments[n];
        retain(registers[n]);
    }
    auto fail = [&]() -> Raised {
        drop_parameters(code, registers);
        return {};
    };
    if (var_args) {
        Result<Ref<Tuple>> rest = new_tuple(rt, arguments.count - positional);
        if (rest.raised()) return fail();
        for (std::size_t n = positional; n < arguments.count; ++n) rest.value()->items[n - positional] = arguments[n];
        registers[args_at] = View(rest.value().detach());
    }
    if (var_keywords) {
        Result<Ref<Dict>> keywords = new_dict(rt, arguments.names ? arguments.names->size : 0);
        if (keywords.raised()) return fail();
        registers[keywords_at] = View(keywords.value().detach());
    }
    if (arguments.names) {
        for (std::size_t k = 0; k < arguments.names->size; ++k) {
            Str* name = as_str(arguments.names->items[k]);
            View value = arguments[arguments.count + k];
            if (!name) {
                (void)rt.raise(TypeError, "%s() keywords must be strings", function->qualified_name->data());
                return fail();
            }
            int at = parameter_index(code, name);
            if (at >= 0) {
                if (!registers[at].is_unbound()) {
                    (void)rt.raise(TypeError, "%s() got multiple values for argument '%s'", function->qualified_name->data(), name->data());
                    return fail();
                }
                registers[at] = value;
                retain(value);
            } else if (var_keywords) {
                if (dict_set(rt, registers[keywords_at].as<Dict>(), name, value).raised()) return fail();
            } else {
                (void)raise_unexpected_keyword(rt, function, name, arguments.names);
                return fail();
            }
        }
    }
    if (arguments.count > positional && !var_args) {
        std::size_t keyword_only_given = 0;
        for (std::uint32_t n = code->argument_count; n < args_at; ++n) keyword_only_given += !registers[n].is_unbound();
        (void)raise_too_many(rt, function, arguments.count, keyword_only_given);
        return fail();
    }
    if (fill_defaults(rt, function, registers, positional).raised()) return fail();
    return {};
}

/// A frame for `function` at `at`, not yet entered: parameters unbound.
Frame* lay_frame(Runtime& rt, View* at, Function* function, Frame* caller, std::uint16_t result, std::uint16_t flags) {
    bool own_chunk;
    Frame* next = frame_room(rt, at, function->code->register_count, own_chunk);
    if (!next) return nullptr;
    if (own_chunk) flags |= Frame::own_chunk;
    *next = {.function = function, .code = function->code, .pc = function->code->instructions.data(), .caller = caller,
             .result = result, .flags = flags, .object_number = 0};
    return next;
}

Result<void> check_depth(Runtime& rt) {
    if (rt.depth >= rt.recursion_limit) return rt.raise(RecursionError, "maximum recursion depth exceeded");
    return {};
}

/// Enters a Python function from the interpreter with borrowed arguments: the frame to go on with, or a generator object.
CallOutcome enter_function(Runtime& rt, Frame* frame, View* at, Function* function, const Arguments& arguments, std::uint16_t result,
                           std::uint16_t flags) {
    Code* code = function->code;
    if (code->is_generator()) {
        Result<Ref<Generator>> generator = new_generator(rt, function);
        if (generator.raised() || bind_arguments(rt, function, arguments, generator.value()->registers()).raised())
            return {CallOutcome::raised, View()};
        if (note_creation(rt, generator.value().get()).raised()) return {CallOutcome::raised, View()};
        return {CallOutcome::value, View(generator.value().detach())};
    }
    if (check_depth(rt).raised()) return {CallOutcome::raised, View()};
    Frame* next = lay_frame(rt, at, function, frame, result, flags);
    if (!next) return {CallOutcome::raised, View()};
    if (bind_arguments(rt, function, arguments, next->registers()).raised()) {
        if (next->flags & Frame::own_chunk) leave_chunk(rt);
        return {CallOutcome::raised, View()};
    }
    retain(function);
    ++rt.depth;
    return {CallOutcome::frame, View(), next};
}

}  // namespace

Result<void> bind_in_place(Runtime& rt, Function* function, View* arguments, std::uint32_t count) {
    Code* code = function->code;
    if (code->simple && count < code->argument_count) {
        for (std::uint32_t n = count; n < code->argument_count; ++n) arguments[n] = View();
        if (!fill_defaults(rt, function, arguments, count).raised()) return {};
        drop_parameters(code, arguments);
        return Raised{};
    }
    // Bound aside, since *args takes what lies where other parameters go.
    std::vector<Value> given;
    given.reserve(count);
    for (std::uint32_t n = 0; n < count; ++n) given.push_back(Value::adopt(arguments[n]));
    return bind_parameters(rt, function, {.values = given.data(), .count = count, .names = nullptr}, arguments);
}

Result<void> bind_arguments(Runtime& rt, Function* function, const Arguments& arguments, View* registers) {
    TRY(bind_parameters(rt, function, arguments, registers));
    for (std::uint32_t n = function->code->parameter_count; n < function->code->local_count; ++n) registers[n] = View();
    return {};
}

Function* plain_constructor(Runtime& rt, Type* type) {
    if (type->slots.construct != rt.types.object->slots.construct || type->has(Type::is_abstract)) return nullptr;
    if (type->type()->slots.call != rt.types.type->slots.call) return nullptr;
    return as_function(lookup_on_type(type, rt.names.init_));
}

Result<void> note_creation(Runtime& rt, Generator* generator) {
    InterpreterState& state = *rt.interpreter;
    if (!state.coroutine_origin_depth || generator->kind != Kind::coroutine) return {};
    Ref<List> origin = TRY(new_list(rt, 0));
    int depth = 0;
    for (Frame* each = current_frame(rt); each && depth < state.coroutine_origin_depth; each = caller_of(each), ++depth) {
        const Code::Position* at = each->code->position_at(current_instruction(each));
        Ref<Tuple> entry = TRY(new_tuple(rt, {View(each->code->filename.get()), View::small_int(at ? at->line : 0), View(each->code->name.get())}));
        TRY(list_append(rt, origin.get(), Value(View(entry.get()))));
    }
    Value made = TRY(list_to_tuple(rt, origin.get()));
    set_extra(generator, std::move(made));
    return {};
}

void release_window(View* window, std::uint32_t count, bool gap) {
    release(window[0]);
    for (std::uint32_t n = 0; n < count; ++n) release(window[kWindowHeader + gap + n]);
}

void release_window_keeping_error(Runtime& rt, View* window, std::uint32_t count, bool gap) {
    Value pending = std::move(rt.pending);
    release_window(window, count, gap);
    rt.pending = std::move(pending);
}

namespace {

/// A call with borrowed callable and arguments; frames go to `at`.
CallOutcome call_any(Runtime& rt, Frame* frame, View* at, View callable, const Arguments& arguments, std::uint16_t result) {
    if (is_kind(callable, Kind::function)) return enter_function(rt, frame, at, callable.as<Function>(), arguments, result, 0);
    if (is_kind(callable, Kind::type)) {
        // A class whose instances are made by object.__new__ and set up by an __init__ written in Python: its frame is entered here.
        auto* type = callable.as<Type>();
        Function* init = plain_constructor(rt, type);
        if (init && !init->code->is_generator()) {
            if (check_depth(rt).raised()) return {CallOutcome::raised, View()};
            auto* instance = rt.allocate_instance(type, type->basic_size);
            if (!instance) {
                (void)rt.raise_memory_error();
                return {CallOutcome::raised, View()};
            }
            Frame* next = lay_frame(rt, at + 1, init, frame, result, Frame::constructor);
            if (!next) {
                release(instance);
                return {CallOutcome::raised, View()};
            }
            View* r = next->registers();
            bool bound = false;
            if (init->code->simple && !arguments.names && arguments.count + 1 == init->code->argument_count) {
                r[0] = View(instance);
                retain(instance);
                for (std::size_t n = 0; n < arguments.count; ++n) {
                    r[n + 1] = arguments[n];
                    retain(r[n + 1]);
                }
                for (std::uint32_t n = init->code->argument_count; n < init->code->local_count; ++n) r[n] = View();
                bound = true;
            } else {
                std::vector<View> all;
                all.push_back(View(instance));
                for (std::size_t n = 0; n < arguments.total(); ++n) all.push_back(arguments[n]);
                bound = !bind_arguments(rt, init, {.values = all.data(), .count = arguments.count + 1, .names = arguments.names}, r).raised();
            }
            if (!bound) {
                if (next->flags & Frame::own_chunk) leave_chunk(rt);
                release(instance);
                return {CallOutcome::raised, View()};
            }
            reinterpret_cast<View*>(next)[-1] = View(instance);
            retain(init);
            ++rt.depth;
            return {CallOutcome::frame, View(), next};
        }
    }
    if (is_kind(callable, Kind::bound_method)) {
        auto* method = callable.as<BoundMethod>();
        if (is_kind(method->function, Kind::function)) {
            View small[8];
            std::vector<View> large;
            std::size_t total = arguments.total() + 1;
            View* all = small;
            if (total > 8) {
                large.resize(total);
                all = large.data();
            }
            all[0] = method->self;
            for (std::size_t n = 1; n < total; ++n) all[n] = arguments[n - 1];
            return enter_function(rt, frame, at, View(method->function).as<Function>(),
                                  {.values = all, .count = arguments.count + 1, .names = arguments.names}, result, 0);
        }
    }
    Result<Value> value = call(rt, callable, arguments);
    if (value.raised()) return {CallOutcome::raised, View()};
    return {CallOutcome::value, value.value().detach()};
}

/// Where a frame entered from `frame` goes: above its registers, or on the stack below a heap frame.
View* place_for_frame(Runtime& rt) { return stack_top(*rt.interpreter); }

}  // namespace

CallOutcome call_slow(Runtime& rt, Frame* frame, View* window, std::uint32_t count, bool gap, std::uint16_t result) {
    View* values = window + kWindowHeader + gap;
    CallOutcome outcome = call_any(rt, frame, place_for_frame(rt), window[0], {.values = values, .count = count, .names = nullptr}, result);
    release_window_keeping_error(rt, window, count, gap);
    return outcome;
}

CallOutcome call_keywords(Runtime& rt, Frame* frame, View* window, std::uint32_t count, bool method, std::uint32_t names,
                          std::uint16_t result) {
    bool gap = method && window[kWindowHeader].is_unbound();
    if (method && !gap) ++count;
    View* values = window + kWindowHeader + gap;
    CallOutcome outcome{CallOutcome::raised, View()};
    rt.limits.slice -= 1;
    if (rt.limits.slice >= 0 || !rt.check_stop().raised()) {
        auto* keywords = View(frame->code->constants[names]).as<Tuple>();
        outcome = call_any(rt, frame, place_for_frame(rt), window[0],
                           {.values = values, .count = count - keywords->size, .names = keywords}, result);
    }
    release_window_keeping_error(rt, window, count, gap);
    return outcome;
}

CallOutcome call_extended(Runtime& rt, Frame* frame, View* operands, bool has_keywords, std::uint16_t result) {
    CallOutcome outcome{CallOutcome::raised, View()};
    View callable = operands[0];
    if (!is_kind(operands[1], Kind::tuple) && !(is_kind(operands[1], Kind::list) && operands[1].object()->type() == rt.types.list)) {
        // A single *argument comes as it is.
        Type* type = rt.type_of(operands[1]);
        Result<Ref<Tuple>> made = !type->slots.iter && !type->slots.get_item
                                      ? Result<Ref<Tuple>>(rt.raise(TypeError, "%s argument after * must be an iterable, not %s", call_name(rt, callable).c_str(), type_name(type)))
                                      : tuple_from(rt, operands[1]);
        if (made.raised()) {
            Value pending = std::move(rt.pending);
            for (int n = 0; n < 2 + has_keywords; ++n) release(operands[n]);
            rt.pending = std::move(pending);
            return outcome;
        }
        View given = operands[1];
        operands[1] = View(made.value().detach());
        release(given);
    }
    std::span<const Value> positional =
        is_kind(operands[1], Kind::tuple) ? operands[1].as<Tuple>()->view() : operands[1].as<List>()->view();
    rt.limits.slice -= 1 + static_cast<std::int64_t>(positional.size());
    if (rt.limits.slice >= 0 || !rt.check_stop().raised()) {
        auto* keywords = has_keywords ? operands[2].as<Dict>() : nullptr;
        if (!keywords || !keywords->used) {
            outcome = call_any(rt, frame, place_for_frame(rt), callable, {.values = positional.data(), .count = positional.size()}, result);
        } else {
            std::vector<View> values(positional.begin(), positional.end());
            Result<Ref<Tuple>> names = new_tuple(rt, keywords->used);
            if (!names.raised()) {
                std::size_t n = 0;
                bool only_strings = true;
                for (auto* entry = dict_first(keywords); entry; entry = dict_next(keywords, entry)) {
                    only_strings = only_strings && as_str(entry->key);
                    names.value()->items[n++] = entry->key;
                    values.push_back(entry->value);
                }
                if (only_strings) {
                    outcome = call_any(rt, frame, place_for_frame(rt), callable,
                                       {.values = values.data(), .count = positional.size(), .names = names.value().get()}, result);
                } else {
                    (void)rt.raise(TypeError, "keywords must be strings");
                }
            }
        }
    }
    Value pending = std::move(rt.pending);
    for (int n = 0; n < 2 + has_keywords; ++n) release(operands[n]);
    rt.pending = std::move(pending);
    return outcome;
}

Result<Value> call_function(Runtime& rt, Function* function, const Arguments& arguments) {
    InterpreterState& state = *rt.interpreter;
    Frame* caller = state.frame;
    CallOutcome outcome = enter_function(rt, caller, stack_top(state), function, arguments, 0, Frame::entry);
    if (outcome.kind == CallOutcome::raised) return Raised{};
    if (outcome.kind == CallOutcome::value) return Value::adopt(outcome.result);
    if (rt.enter_native("").raised()) {
        View value(View::kRaisedBits);
        release_frame_contents(rt, outcome.next);
        leave_frame(rt, outcome.next, value);
        return Raised{};
    }
    return run(rt, outcome.next, Start::call);
}

}  // namespace ouro
