// SPDX-License-Identifier: MIT
// What the module `site` adds to the built-in names: exit and quit, help, and the texts copyright, credits and license.
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/builtins/functions.h"
#include "stdlib/io/streams.h"

namespace ouro {

namespace {

constexpr const char* kCopyright = "ouro is free software under the MIT licence.\nPython is a trademark of the Python Software Foundation.";
constexpr const char* kCredits = "    Thanks to the people who made Python, whose language this is.  See www.python.org for more information.";
constexpr const char* kLicense = "ouro is released under the MIT licence: use, copy, change and distribute it freely; keep the notice; there is no warranty.";

// ---- exit and quit

struct Quitter : Object {
    Value name;
};

Result<Value> quit(Runtime& rt, View, const Arguments& arguments) {
    if (arguments.total() > 1) return rt.raise(TypeError, "Quitter.__call__() takes from 1 to 2 positional arguments but %zu were given", arguments.total() + 1);
    // A stream that is closed ends a prompt's reading, too.
    Value code = arguments.total() ? Value(arguments[0]) : Value(View::none());
    Value in = TRY(find_in_sys(rt, "stdin"));
    if (!in.is_unbound() && call_method(rt, in, rt.names.close).raised()) {
        if (rt.stopping()) return Raised{};
        rt.take_exception();
    }
    return rt.raise_object(TRY(new_exception(rt, rt.exception_type(SystemExit), code)));
}

constexpr PropertyDef quitter_properties[] = {
    {"name", [](Runtime&, View self) -> Result<Value> { return self.as<Quitter>()->name; }},
    {"eof", [](Runtime& rt, View) { return rt.str("Ctrl-D (i.e. EOF)"); }},
};

const TypeDef quitter_type{
    .name = "Quitter",
    .module = "_sitebuiltins",
    .size = sizeof(Quitter),
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Quitter*>(object)->name.~Value();
                      rt.free_instance(object, sizeof(Quitter));
                  },
              .call = quit,
              .repr = [](Runtime& rt, View self) { return rt.format("Use %s() or Ctrl-D (i.e. EOF) to exit", self.as<Quitter>()->name.as<Str>()->data()); }},
    .properties = quitter_properties,
};

// ---- texts

struct Printer : Object {
    Value name, text;
};

Result<Value> print_text(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.total()) return rt.raise(TypeError, "_Printer.__call__() takes 1 positional argument but %zu were given", arguments.total() + 1);
    Value out = TRY(find_in_sys(rt, "stdout"));
    if (out.is_unbound() || out.is_none()) return View::none();
    TRY(write_to_stream(rt, out, self.as<Printer>()->text.as<Str>()));
    TRY(write_to_stream(rt, out, rt.ascii_chars['\n'].get()));
    return View::none();
}

const TypeDef printer_type{
    .name = "_Printer",
    .module = "_sitebuiltins",
    .size = sizeof(Printer),
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      static_cast<Printer*>(object)->name.~Value();
                      static_cast<Printer*>(object)->text.~Value();
                      rt.free_instance(object, sizeof(Printer));
                  },
              .call = print_text,
              .repr = [](Runtime& rt, View self) -> Result<Value> {
                  auto* printer = self.as<Printer>();
                  if (printer->name.as<Str>()->text() == "license") return rt.str("Type license() to see the full license text");
                  return printer->text;
              }},
};

// ---- help

Result<Value> help(Runtime& rt, View, const Arguments& arguments) {
    Ref<Str> name = TRY(intern(rt, "pydoc"));
    Value pydoc = TRY(rt.hooks.import(rt, name.get(), nullptr, View::none(), 0));
    return call(rt, TRY(get_attribute(rt, pydoc, TRY(intern(rt, "help")).get())), arguments);
}

const TypeDef helper_type{
    .name = "_Helper",
    .module = "_sitebuiltins",
    .doc = "Shows the documentation of an object: help(object).",
    .flags = Type::disallow_construct | Type::immutable,
    .slots = {.destroy = [](Runtime& rt, Object* object) { rt.free_instance(object, sizeof(Object)); },
              .call = help,
              .repr = [](Runtime& rt, View) { return rt.str("Type help() for interactive help, or help(object) for help about object."); }},
};

}  // namespace

Result<void> add_site_builtins(Runtime& rt) {
    Dict* dict = rt.builtins.get();
    for (const char* word : {"exit", "quit"}) {
        Ref<Str> name = TRY(intern(rt, word));
        auto* made = rt.allocate<Quitter>(TRY(native_type(rt, quitter_type)));
        if (!made) return rt.raise_memory_error();
        new (&made->name) Value(name);
        TRY(dict_set(rt, dict, name.get(), Value::adopt(View(made))));
    }
    const struct {
        const char *name, *text;
    } texts[] = {{"copyright", kCopyright}, {"credits", kCredits}, {"license", kLicense}};
    for (const auto& each : texts) {
        Ref<Str> name = TRY(intern(rt, each.name));
        Value text = TRY(rt.str(each.text));
        auto* made = rt.allocate<Printer>(TRY(native_type(rt, printer_type)));
        if (!made) return rt.raise_memory_error();
        new (&made->name) Value(name);
        new (&made->text) Value(std::move(text));
        TRY(dict_set(rt, dict, name.get(), Value::adopt(View(made))));
    }
    Object* made = rt.allocate_instance(TRY(native_type(rt, helper_type)), sizeof(Object));
    if (!made) return rt.raise_memory_error();
    return dict_set(rt, dict, TRY(intern(rt, "help")).get(), Value::adopt(View(made)));
}

}  // namespace ouro
