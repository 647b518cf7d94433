// SPDX-License-Identifier: MIT
// Threads that ask the system's resolver.
#include "stdlib/socket/resolver.h"

#include <cerrno>
#include <chrono>
#include <deque>
#include <system_error>
#include <thread>

namespace ouro {

Question::~Question() {
    if (list) ::freeaddrinfo(list);
}

void Question::answer() {
    if (reverse) {
        char name[NI_MAXHOST], port[NI_MAXSERV];
        error = ::getnameinfo(address.get(), address.size, name, sizeof name, port, sizeof port, flags);
        if (!error) {
            host = name;
            service = port;
        }
    } else {
        error = ::getaddrinfo(has_host ? host.c_str() : nullptr, has_service ? service.c_str() : nullptr, &hints, &list);
    }
    system_error = errno;
}

bool Question::wait(double seconds) {
    std::unique_lock guard(mutex);
    return changed.wait_for(guard, std::chrono::duration<double>(seconds), [&] { return answered; });
}

bool ask(std::shared_ptr<Question> question) {
    try {
        std::thread([question = std::move(question)] {
            question->answer();
            std::lock_guard guard(question->mutex);
            question->answered = true;
            question->changed.notify_all();
            if (question->when_ready) question->when_ready();
        }).detach();
    } catch (const std::system_error&) {
        return false;
    }
    return true;
}

}  // namespace ouro
