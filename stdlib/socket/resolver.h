// SPDX-License-Identifier: MIT
// Questions to the system's resolver, which may take seconds and cannot be interrupted: each is asked by a thread that holds no VM's lock.
// Whoever asked may give up and leave: the question lives as long as either side refers to it.
#pragma once

#include <netdb.h>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "stdlib/socket/socket.h"

namespace ouro {

struct Question {
    // What is asked: addresses of a host, or (`reverse`) the names of an address.
    std::string host, service;
    bool has_host = true, has_service = false, reverse = false;
    addrinfo hints{};
    SocketAddress address;
    int flags = 0;

    // The answer; of a reverse question `host` and `service`.
    int error = 0, system_error = 0;
    addrinfo* list = nullptr;

    ~Question();
    /// Asks, here and now.
    void answer();
    /// Waits for the answer, `seconds` at most: whether it is there.
    bool wait(double seconds);

    std::mutex mutex;
    std::condition_variable changed;
    bool answered = false;             // guarded by mutex
    std::function<void()> when_ready;  // called by the thread that asked, under mutex; may be emptied under mutex
};

/// Has the question answered by a thread; false if there can be none.
bool ask(std::shared_ptr<Question> question);

}  // namespace ouro
