// SPDX-License-Identifier: MIT
#include "stdlib/socket/resolver.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>

#include <atomic>
#include <vector>

using namespace ouro;

namespace {

std::shared_ptr<Question> numeric(const char* host, const char* service) {
    auto question = std::make_shared<Question>();
    question->host = host;
    question->has_service = true;
    question->service = service;
    question->hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    question->hints.ai_socktype = SOCK_STREAM;
    return question;
}

}  // namespace

TEST_CASE("a question is answered on a thread of its own") {
    auto question = numeric("127.0.0.1", "80");
    REQUIRE(ask(question));
    REQUIRE(question->wait(30));
    CHECK(question->error == 0);
    REQUIRE(question->list);
    CHECK(ntohs(reinterpret_cast<sockaddr_in*>(question->list->ai_addr)->sin_port) == 80);
}

TEST_CASE("a question that cannot be answered says why") {
    auto question = numeric("not an address", "80");
    REQUIRE(ask(question));
    REQUIRE(question->wait(30));
    CHECK(question->error == EAI_NONAME);
    CHECK(question->list == nullptr);
}

TEST_CASE("a reverse question gives host and service") {
    auto question = std::make_shared<Question>();
    auto* address = reinterpret_cast<sockaddr_in*>(&question->address.storage);
    address->sin_family = AF_INET;
    address->sin_port = htons(8080);
    address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    question->address.size = sizeof *address;
    question->reverse = true;
    question->flags = NI_NUMERICHOST | NI_NUMERICSERV;
    REQUIRE(ask(question));
    REQUIRE(question->wait(30));
    CHECK(question->error == 0);
    CHECK(question->host == "127.0.0.1");
    CHECK(question->service == "8080");
}

TEST_CASE("whoever asked may leave before the answer, and need not hear of it") {
    std::atomic<int> heard{0};
    std::vector<std::weak_ptr<Question>> left;
    for (int n = 0; n < 50; ++n) {
        auto question = numeric("127.0.0.1", "80");
        question->when_ready = [&] { ++heard; };
        REQUIRE(ask(question));
        left.push_back(question);
        if (n % 2) {
            std::lock_guard guard(question->mutex);
            if (!question->answered) question->when_ready = nullptr;
        }
    }
    for (auto& each : left)
        while (!each.expired()) std::this_thread::yield();
    CHECK(heard >= 25);
    CHECK(heard <= 50);
}
