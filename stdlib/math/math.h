// SPDX-License-Identifier: MIT
// The functions of the module `math`, by the file that has them.
#pragma once

#include "runtime/native/module.h"

namespace ouro::math {

// integers.cpp
Result<Value> factorial(Runtime& rt, Args args);
Result<Value> gcd(Runtime& rt, Args args);
Result<Value> lcm(Runtime& rt, Args args);
Result<Value> isqrt(Runtime& rt, Args args);
Result<Value> comb(Runtime& rt, Args args);
Result<Value> perm(Runtime& rt, Args args);

// sums.cpp
Result<Value> fsum(Runtime& rt, Args args);
Result<Value> prod(Runtime& rt, Args args);
Result<Value> sumprod(Runtime& rt, Args args);
Result<Value> hypot(Runtime& rt, Args args);
Result<Value> dist(Runtime& rt, Args args);

// gamma.cpp
Result<Value> gamma(Runtime& rt, Args args);
Result<Value> lgamma(Runtime& rt, Args args);

}  // namespace ouro::math
