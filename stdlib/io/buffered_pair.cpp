// SPDX-License-Identifier: MIT
// BufferedRWPair: a BufferedReader and a BufferedWriter as one stream.
#include <algorithm>

#include "runtime/native/native_base.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/io/io.h"

namespace ouro {

namespace {

struct Pair : Object {
    Value reader, writer;
};
Pair* pair_of(View v) { return v.as<Pair>(); }

Result<Value> half(Runtime& rt, View self, bool writes) {
    Value part = writes ? pair_of(self)->writer : pair_of(self)->reader;
    if (part.is_unbound()) return rt.raise(ValueError, "I/O operation on uninitialized object");
    return part;
}

template <bool writes, Str* Names::*method, int arguments>
Result<Value> forward(Runtime& rt, Args args) {
    Value part = TRY(half(rt, args[0], writes));
    if constexpr (arguments == 0) return call_method(rt, part, rt.names.*method);
    else return call_method(rt, part, rt.names.*method, {args[1]});
}

Result<Value> close_pair(Runtime& rt, Args args) {
    Value reader = TRY(half(rt, args[0], false)), writer = TRY(half(rt, args[0], true));
    auto close_one = [&](View part) -> Result<void> {
        TRY(call_method(rt, part, rt.names.close));
        return {};
    };
    TRY(run_both(rt, [&] { return close_one(writer); }, [&] { return close_one(reader); }));
    return View::none();
}

constexpr FunctionDef pair_methods[] = {
    {"read(self, size=-1, /)", forward<false, &Names::read, 1>, ""},
    {"peek(self, size=0, /)", forward<false, &Names::peek, 1>, ""},
    {"read1(self, size=-1, /)", forward<false, &Names::read1, 1>, ""},
    {"readinto(self, buffer, /)", forward<false, &Names::readinto, 1>, ""},
    {"readinto1(self, buffer, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Value part = TRY(half(rt, a[0], false));
         Ref<Str> name = TRY(intern(rt, "readinto1"));
         return call_method(rt, part, name.get(), {a[1]});
     },
     ""},
    {"write(self, buffer, /)", forward<true, &Names::write, 1>, ""},
    {"flush(self, /)", forward<true, &Names::flush, 0>, ""},
    {"readable(self, /)", forward<false, &Names::readable, 0>, ""},
    {"writable(self, /)", forward<true, &Names::writable, 0>, ""},
    {"close(self, /)", close_pair, ""},
    {"isatty(self, /)",
     [](Runtime& rt, Args a) -> Result<Value> {
         Value writer = TRY(half(rt, a[0], true));
         Value answer = TRY(call_method(rt, writer, rt.names.isatty));
         if (!answer.is_false()) return answer;
         Value reader = TRY(half(rt, a[0], false));
         return call_method(rt, reader, rt.names.isatty);
     },
     ""},
};

constexpr PropertyDef pair_properties[] = {{"closed", [](Runtime& rt, View self) -> Result<Value> {
                                                if (pair_of(self)->writer.is_unbound()) return rt.raise(RuntimeError, "the BufferedRWPair object is being garbage-collected");
                                                Value writer = pair_of(self)->writer;
                                                return get_attribute(rt, writer, rt.names.closed);
                                            }}};

}  // namespace

const TypeDef buffered_pair_type{
    .name = "BufferedRWPair",
    .module = "_io",
    .doc = "A buffered reader and writer object together.",
    .size = sizeof(Pair),
    .flags = Type::base_type | Type::has_dict | Type::container,
    .base = native_base<buffered_io_base_type>,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Pair*>(object)->reader.~Value();
                      static_cast<Pair*>(object)->writer.~Value();
                      rt.free_instance(object, object->type()->basic_size);
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<Pair*>(object)->reader);
                      visit(static_cast<Pair*>(object)->writer);
                  },
              .clear =
                  [](Runtime&, Object* object) {
                      static_cast<Pair*>(object)->reader = Value();
                      static_cast<Pair*>(object)->writer = Value();
                  },
              .construct = [](Runtime& rt, Type* type, const Arguments&) -> Result<Value> {
                  auto* made = rt.allocate<Pair>(type, type->basic_size);
                  if (!made) return rt.raise_memory_error();
                  new (&made->reader) Value();
                  new (&made->writer) Value();
                  return Value::adopt(View(made));
              },
              .init = [](Runtime& rt, View self, const Arguments& arguments) -> Result<void> {
                  Value values[3];
                  TRY(bind_init(rt, "BufferedRWPair(reader, writer, buffer_size=8192, /)", arguments, values));
                  TRY(check_able(rt, values[0], rt.names.readable, "File or stream is not readable."));
                  TRY(check_able(rt, values[1], rt.names.writable, "File or stream is not writable."));
                  auto size = static_cast<std::size_t>(std::max<std::int64_t>(0, TRY(index_to_int64(rt, values[2]))));
                  Value reader = TRY(make_buffered(rt, buffered_reader_type, values[0], size)), writer = TRY(make_buffered(rt, buffered_writer_type, values[1], size));
                  pair_of(self)->reader = reader;
                  pair_of(self)->writer = writer;
                  return {};
              }},
    .methods = pair_methods,
    .properties = pair_properties,
};

}  // namespace ouro
