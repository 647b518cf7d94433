// SPDX-License-Identifier: MIT
// Names that a loop has asked for: the questions go to threads of their own (stdlib/socket/resolver), an eventfd says that one has its answer.
#include <sys/eventfd.h>
#include <unistd.h>

#include <vector>

#include "runtime/native/capability.h"
#include "stdlib/asyncio/network.h"
#include "stdlib/asyncio/waiters.h"
#include "stdlib/socket/resolver.h"

namespace ouro {

namespace {

constexpr std::size_t kAtATime = 16;  // threads that ask; more questions wait their turn

/// Lives as long as the loop or a thread that asks refers to it.
struct Bell {
    int descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    ~Bell() {
        if (descriptor >= 0) ::close(descriptor);
    }
    void ring() {
        std::uint64_t once = 1;
        (void)!::write(descriptor, &once, sizeof once);
    }
};

struct Lookups : DescriptorUser {
    struct Pending {
        std::shared_ptr<Question> question;
        Value future;
        bool asked = false;
    };
    struct Inside {
        std::shared_ptr<Bell> bell = std::make_shared<Bell>();
        std::vector<Pending> pending;
    };
    Value loop;
    Inside* inside;
};

/// Where there can be no more threads, questions wait for one that is being asked; false if there is none.
bool ask_more(Lookups* lookups) {
    std::size_t asked = 0;
    for (auto& each : lookups->inside->pending) asked += each.asked;
    for (auto& each : lookups->inside->pending) {
        if (asked >= kAtATime) break;
        if (each.asked) continue;
        each.question->when_ready = [bell = lookups->inside->bell] { bell->ring(); };
        if (!ask(each.question)) break;
        each.asked = true;
        ++asked;
    }
    return asked || lookups->inside->pending.empty();
}

Raised no_thread(Runtime& rt) { return rt.raise(RuntimeError, "can't start new thread"); }

Result<Value> result_of(Runtime& rt, const Lookups::Pending& lookup) {
    const Question& question = *lookup.question;
    if (!lookup.asked) return no_thread(rt);
    if (question.reverse) return names_value(rt, question);
    if (question.error) return raise_gaierror(rt, question.error, question.system_error);
    return addresses_value(rt, question.list);
}

Result<void> answer(Runtime& rt, const Lookups::Pending& lookup) {
    View future = lookup.future;
    if (TRY(is_done(rt, future))) return {};
    Result<Value> result = result_of(rt, lookup);
    if (!result.raised()) return wake(rt, future, result.value());
    if (rt.stopping()) return Raised{};
    Value error = rt.take_exception();
    TRY(call_method(rt, future, state_of(rt).words.set_exception.get(), {error}));
    return {};
}

Result<void> readable(Runtime& rt, DescriptorUser* user) {
    auto* lookups = static_cast<Lookups*>(user);
    Ref<Lookups> held(lookups);
    std::uint64_t times;
    (void)!::read(lookups->inside->bell->descriptor, &times, sizeof times);
    std::vector<Lookups::Pending> answered;
    auto& pending = lookups->inside->pending;
    for (std::size_t n = 0; n < pending.size();) {
        bool there;
        {
            std::lock_guard guard(pending[n].question->mutex);
            there = pending[n].question->answered;
        }
        if (there) {
            answered.push_back(std::move(pending[n]));
            pending.erase(pending.begin() + static_cast<std::ptrdiff_t>(n));
        } else {
            ++n;
        }
    }
    if (!ask_more(lookups)) {
        std::move(pending.begin(), pending.end(), std::back_inserter(answered));
        pending.clear();
    }
    if (pending.empty() && is_kind(lookups->loop, Kind::event_loop))
        TRY(unwatch_descriptor(rt, lookups->loop.as<LoopObject>(), lookups->inside->bell->descriptor, true, lookups));
    for (auto& each : answered) TRY(answer(rt, each));
    return {};
}

Result<void> writable(Runtime&, DescriptorUser*) { return {}; }

constexpr DescriptorUser::Use kUse{readable, writable};

void drop(Lookups* lookups) {
    Lookups::Inside* inside = std::exchange(lookups->inside, nullptr);
    if (!inside) return;
    for (auto& each : inside->pending) {
        std::lock_guard guard(each.question->mutex);
        each.question->when_ready = nullptr;
    }
    delete inside;
}

const TypeDef lookups_type{
    .name = "_Lookups",
    .module = "_asyncio",
    .doc = "Names that an event loop has asked for.",
    .size = sizeof(Lookups),
    .flags = Type::container | Type::disallow_construct,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* lookups = static_cast<Lookups*>(object);
                      drop(lookups);
                      lookups->loop.~Value();
                      rt.free_instance(object, sizeof(Lookups));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      auto* lookups = static_cast<Lookups*>(object);
                      visit(lookups->loop);
                      if (!lookups->inside) return;
                      for (auto& each : lookups->inside->pending) visit(each.future);
                  },
              .clear = [](Runtime&, Object* object) { Value gone = std::exchange(static_cast<Lookups*>(object)->loop, Value()); }},
};

Result<Lookups*> lookups_for(Runtime& rt, LoopObject* loop) {
    Ref<Object>& known = lookups_of(loop);
    if (known) return static_cast<Lookups*>(known.get());
    auto* made = rt.allocate<Lookups>(TRY(native_type(rt, lookups_type)));
    if (!made) return rt.raise_memory_error();
    made->use = &kUse;
    made->inside = new Lookups::Inside;
    new (&made->loop) Value(View(loop));
    Ref<Object> lookups = Ref<Object>::adopt(made);
    if (made->inside->bell->descriptor < 0) return raise_os_error(rt, EMFILE);
    known = std::move(lookups);
    return made;
}

/// A future of what the question's answer gives.
Result<Value> look_up(Runtime& rt, LoopObject* loop, std::shared_ptr<Question> question) {
    TRY(check_open(rt, loop));
    Lookups* lookups = TRY(lookups_for(rt, loop));
    TRY(rt.charge(16));
    Value future = TRY(create_future(rt, View(loop)));
    TRY(watch_descriptor(rt, loop, lookups->inside->bell->descriptor, true, Ref<Object>(lookups)));
    lookups->inside->pending.push_back({std::move(question), future});
    if (ask_more(lookups)) return future;
    lookups->inside->pending.pop_back();
    return no_thread(rt);
}

}  // namespace

Result<Value> loop_resolve(Runtime& rt, Args args) {
    TRY(require(rt, Capability::network));
    LookUp what = TRY(look_up_arguments(rt, args[1], args[2], args[3], args[4], args[5], args[6]));
    auto question = std::make_shared<Question>();
    question->host = what.host;
    question->has_host = what.has_host;
    question->service = what.service;
    question->has_service = what.has_service;
    question->hints = what.hints;
    return look_up(rt, args.self<LoopObject>(), std::move(question));
}

Result<Value> loop_resolve_name(Runtime& rt, Args args) {
    TRY(require(rt, Capability::network));
    return look_up(rt, args.self<LoopObject>(), TRY(name_question(rt, args[1], args[2])));
}

}  // namespace ouro
