// SPDX-License-Identifier: MIT
// Who awaits a future, from what hangs on it: nothing is noted for it while programs run. graph.py makes call graphs of this.
#include <unordered_set>
#include <vector>

#include "stdlib/asyncio/done_callback.h"

namespace ouro {

namespace {

/// The task or future that waits by this callback; Unbound: none that could be known.
View waiting_by(Runtime& rt, View callback) {
    if (as_task(callback)) return callback;
    if (Task* task = woken_by(rt, callback)) return View(task);
    DoneCallback* native = as_done_callback(callback);
    if (!native || !native->body->waiting) return View();
    View waiting = native->body->waiting(native);
    return as_future(waiting) ? waiting : View();
}

/// The tasks that wait for a future, directly or through the futures of gather(), wait() and shield(), in the order in which they began.
Result<Value> awaiters(Runtime& rt, Args args) {
    Ref<List> found = TRY(new_list(rt));
    Future* asked = as_future(args[0]);
    if (!asked) return found;
    std::unordered_set<const Object*> seen{asked};
    std::vector<Future*> between{asked};
    for (std::size_t n = 0; n < between.size(); ++n) {
        Future* future = between[n];
        if (future->done()) continue;
        auto add = [&](View callback) -> Result<void> {
            TRY(rt.charge(1));
            View waiting = waiting_by(rt, callback);
            if (waiting.is_unbound() || !seen.insert(waiting.object()).second) return {};
            if (as_task(waiting)) return list_append(rt, found.get(), waiting);
            between.push_back(waiting.as<Future>());
            return {};
        };
        if (future->first) TRY(add(View(future->first)));
        for (std::uint32_t at = 0; future->more && at < future->more->count; ++at) TRY(add(future->more->entries[at].callable));
    }
    return found;
}

}  // namespace

const FunctionDef awaiters_function{"_awaiters(future)", awaiters, "The tasks that wait for a future."};

}  // namespace ouro
