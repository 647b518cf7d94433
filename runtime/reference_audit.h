// SPDX-License-Identifier: MIT
// ReferenceAudit: in builds with assertions the end of a VM is a test of every reference count. When each object has given up what it
// owns, and the Runtime what it owns, nothing may refer to anything: what is still referred to was retained once too often, a
// count below that was released once too often. Native types are left out; they live as long as the VM, whoever refers to them.
#pragma once

#ifndef NDEBUG

#include <string>
#include <unordered_map>

#include "runtime/heap/heap.h"

namespace ouro {

class ReferenceAudit {
public:
    /// Raises every count so far that no object dies before finish().
    explicit ReferenceAudit(Runtime& rt);
    /// To be called when everything has been given up. Names what is wrong on standard error and aborts, if anything is.
    void finish();

private:
    Runtime& rt_;
    std::unordered_map<Object*, std::string> names_;
};

}  // namespace ouro

#endif
