// SPDX-License-Identifier: MIT
// The module `atexit`, and the end of a program: what is called, flushed and closed, in which order.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/lifetime.h"
#include "runtime/objects/module.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"
#include "stdlib/io/streams.h"
#include "stdlib/shutdown.h"
#include "stdlib/signals.h"
#include "stdlib/sys.h"

namespace ouro {

namespace {

const char kCallbacks = 0;

/// The list of (function, args, keywords) in order of registration.
Result<Ref<List>> callbacks(Runtime& rt) {
    Value& known = rt.library[&kCallbacks];
    if (known.is_unbound()) known = TRY(new_list(rt));
    return Ref<List>(known.as<List>());
}

Result<Value> register_function(Runtime& rt, Args args) {
    if (!is_callable(rt, args[0])) return rt.raise(TypeError, "the first argument must be callable");
    Ref<Tuple> entry = TRY(new_tuple(rt, {args[0], args[1], args[2]}));
    Ref<List> list = TRY(callbacks(rt));
    TRY(list_append(rt, list.get(), entry));
    return Value(args[0]);
}

Result<Value> unregister(Runtime& rt, Args args) {
    Ref<List> list = TRY(callbacks(rt)), kept = TRY(new_list(rt));
    for (std::size_t n = 0; n < list->size; ++n) {
        Value entry = list->items[n];
        if (!TRY(equal(rt, entry.as<Tuple>()->items[0], args[0]))) TRY(list_append(rt, kept.get(), entry));
    }
    rt.library[&kCallbacks] = Value(kept);
    return View::none();
}

/// Calls all, last registered first; each is taken off before it runs. Errors are reported.
void run_callbacks(Runtime& rt) {
    for (;;) {
        Result<Ref<List>> list = callbacks(rt);
        if (list.raised() || !list.value()->size) return;
        List* all = list.value().get();
        Value entry = std::move(all->items[--all->size]);
        all->items[all->size].~Value();
        Tuple* parts = entry.as<Tuple>();
        std::vector<View> values(View(parts->items[1]).as<Tuple>()->items, View(parts->items[1]).as<Tuple>()->items + View(parts->items[1]).as<Tuple>()->size);
        Dict* keywords = View(parts->items[2]).as<Dict>();
        Result<Ref<Tuple>> names = new_tuple(rt, keywords->used);
        if (names.raised()) return;
        std::size_t count = values.size(), n = 0;
        for (auto* e = dict_first(keywords); e; e = dict_next(keywords, e)) {
            names.value()->items[n++] = e->key;
            values.push_back(e->value);
        }
        Value function = parts->items[0];
        Result<Value> called = call(rt, function, Arguments{.values = values.data(), .count = count, .names = n ? names.value().get() : nullptr});
        if (rt.stopping()) return;
        if (called.raised()) {
            Result<Ref<Str>> shown = repr(rt, function);
            std::string message = "Exception ignored in atexit callback";
            if (shown.raised()) rt.pending = Value();
            rt.report_unraisable(function, message.c_str());
        }
    }
}

constexpr FunctionDef functions[] = {
    {"register(func, /, *args, **kwargs)", register_function, "Register a function to be executed upon normal program termination."},
    {"unregister(func, /)", unregister, "Unregister an exit function which was previously registered using atexit.register."},
    {"_clear()",
     [](Runtime& rt, Args) -> Result<Value> {
         rt.library.erase(&kCallbacks);
         return View::none();
     },
     "Clear the list of previously registered exit functions."},
    {"_run_exitfuncs()",
     [](Runtime& rt, Args) -> Result<Value> {
         run_callbacks(rt);
         if (rt.stopping()) return Raised{};
         return View::none();
     },
     "Run all registered exit functions."},
    {"_ncallbacks()", [](Runtime& rt, Args) -> Result<Value> { return rt.integer(static_cast<std::int64_t>(TRY(callbacks(rt))->size)); },
     "Return the number of registered exit functions."},
};

/// threading._shutdown(), where that module was imported: waits for the threads that are not daemons.
void join_threads(Runtime& rt) {
    Result<Ref<Str>> name = intern(rt, "threading"), function = intern(rt, "_shutdown");
    if (name.raised() || function.raised()) return;
    Result<View> module = dict_get(rt, rt.modules.get(), name.value().get());
    if (module.raised() || module.value().is_unbound()) return;
    Value held(module.value());
    Result<Value> method = find_attribute(rt, held, function.value().get());
    if (method.raised() || method.value().is_unbound() || call(rt, method.value()).raised()) {
        if (!rt.stopping() && !rt.pending.is_unbound()) rt.report_unraisable(held);
    }
}

/// Flushes the streams that are still open, text before bytes, so that nothing that was written is lost.
void flush_open_streams(Runtime& rt) {
    for (const TypeDef* def : {&text_wrapper_type, &buffered_pair_type, &buffered_random_type, &buffered_writer_type}) {
        auto known = rt.native_types.find(def);
        if (known == rt.native_types.end()) continue;
        std::vector<Value> open;
        rt.heap.walk([&](Object* object) {
            if (is_alive(object) && object->shape && is_subtype(object->type(), known->second)) open.push_back(Value(View(object)));
        });
        for (Value& stream : open) {
            bool keep = false;
            for (Str* name : {rt.names.stdin, rt.names.stdout, rt.names.stderr}) {
                Result<Value> current = sys_attribute(rt, name);
                keep = keep || (!current.raised() && View(current.value()) == View(stream));
            }
            if (keep) continue;
            Result<bool> closed = is_closed(rt, stream);
            if (!closed.raised() && closed.value()) continue;
            // Detached streams and the like have nothing to flush.
            if (closed.raised() || call_method(rt, stream, rt.names.flush).raised()) {
                if (rt.stopping()) return;
                rt.pending = Value();
            }
        }
    }
}

}  // namespace

bool run_exit_functions(Runtime& rt) {
    if (!rt.stopping()) join_threads(rt);
    if (!rt.stopping()) run_callbacks(rt);
    if (rt.stopping()) return true;
    rt.finalizing = true;
    release_signals(rt);
    return flush_standard_streams(rt);
}

bool flush_all_streams(Runtime& rt, bool reports) {
    if (!rt.stopping()) flush_open_streams(rt);
    return flush_standard_streams(rt, reports);
}

extern const ModuleDef atexit_module;
const ModuleDef atexit_module{.name = "atexit", .doc = "Functions that are called when a program ends.", .functions = functions};

}  // namespace ouro
