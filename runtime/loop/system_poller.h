// SPDX-License-Identifier: MIT
// SystemPoller: what loops poll with on this system.
#pragma once

#ifdef __linux__
#include "runtime/loop/epoll_poller.h"
namespace ouro {
using SystemPoller = EpollPoller;
}
#else
#include "runtime/loop/uv_poller.h"
namespace ouro {
using SystemPoller = UvPoller;
}
#endif
