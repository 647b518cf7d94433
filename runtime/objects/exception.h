// SPDX-License-Identifier: MIT
// Exceptions: one layout for all, with as many further fields as the type has (errno, filename …).
#pragma once

#include <string>

#include "runtime/runtime.h"

namespace ouro {

struct Exception : Object {
    Tuple* arguments;     // `args`; owned
    Value traceback;      // Traceback or None
    Value context, cause; // exceptions or None
    bool suppress_context;
    std::uint8_t field_count;
    Value fields[0];      // Unbound reads as None
};

/// One entry of a traceback: the frame was at instruction `at`.
struct Traceback : Object {
    Ref<Object> next;      // towards where it was raised; null at the innermost
    Value frame;           // a frame object
    std::uint32_t at;
    std::int32_t line;     // where a script gave one; else -1
};

/// type(argument), or type() if Unbound, without calling __new__ or __init__ of a built-in type written in Python.
Result<Value> new_exception(Runtime& rt, Type* type, View argument);
Result<Value> new_exception_with(Runtime& rt, Type* type, Tuple* arguments);
/// Traceback, context and cause forgotten: for the MemoryError made beforehand.
void reset_exception(Exception* exception);
void set_cause(Exception* exception, View cause);    // None or exception; suppresses the context
void set_context(Exception* exception, View context); // cycles are cut as CPython does
void set_traceback(Exception* exception, View traceback);
/// The pending exception passed through this instruction.
void add_traceback_entry(Runtime& rt, Exception* exception, View frame, std::uint32_t at);
View stop_iteration_value(Exception* exception);
/// The StopIteration that the end of an iterator's __next__ is to scripts: with what it returned, if it can return something.
Raised raise_stop_iteration(Runtime& rt, View iterator);
/// Sets `name` of the pending NameError or AttributeError.
void set_exception_name(Runtime& rt, Str* name);
/// OSError of the right subclass: [Errno 2] No such file or directory: 'path'. Empty path: without.
Raised raise_os_error(Runtime& rt, int error, const std::string& path = "");
Type* os_error_type(Runtime& rt, int error);
/// BaseException.__init__.
Result<void> init_exception(Runtime& rt, View self, const Arguments& arguments);
/// Makes every type of exceptions.def.
bool make_exception_types(Runtime& rt);
/// Index of a field by name in exceptions of this type, or -1.
int exception_field(const Type* type, std::string_view name);

/// The text that is printed for an uncaught exception, with its causes, groups and notes (library reference, traceback).
std::string format_exception(Runtime& rt, Exception* exception);
/// The plain text of a traceback alone, from its heading on: without marks under the source.
std::string format_traceback(Runtime& rt, Traceback* traceback);

}  // namespace ouro
