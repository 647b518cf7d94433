// SPDX-License-Identifier: MIT
// The module `time`: clocks are in module.cpp, dates in calendar.cpp.
#pragma once

#include "runtime/native/module.h"

namespace ouro::time_module_parts {

/// A number of seconds as a double; ValueError for NaN, "'x' object cannot be interpreted as an integer" for what is no number.
Result<double> seconds_of(Runtime& rt, View value);

/// Adds struct_time, the time zone, and the functions of dates.
Result<void> add_calendar(Runtime& rt, Module* module);

}  // namespace ouro::time_module_parts
