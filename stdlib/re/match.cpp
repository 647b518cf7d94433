// SPDX-License-Identifier: MIT
// re.Match, and the native module `_re`.
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/re/pattern.h"

namespace ouro {

namespace re {

namespace {

Match* self_of(Args args) { return args.self<Match>(); }

std::size_t bytes_of(int count) { return sizeof(Match) + static_cast<std::size_t>(2 * count) * sizeof(std::ptrdiff_t); }

/// Number of the group that an argument names; IndexError.
Result<int> group_number(Runtime& rt, Match* match, View key) {
    Value number(key);
    if (!is_integer(key) && !rt.type_of(key)->slots.index) {
        // The mapping proxy's dict: names are looked up as any keys.
        Value names = match->expression()->names;
        Result<Value> found = get_item(rt, names, key);
        if (found.raised()) {
            if (!rt.swallow(KeyError) && !rt.swallow(TypeError)) return Raised{};
            return rt.raise(IndexError, "no such group");
        }
        number = found.take();
    }
    std::int64_t n;
    Value exact = TRY(index(rt, number));
    if (!fits_int64(exact, n) || n < 0 || n >= match->count) return rt.raise(IndexError, "no such group");
    return static_cast<int>(n);
}

Result<Value> group_or(Runtime& rt, Match* match, int n, View otherwise) {
    if (match->spans[2 * n] < 0) return Value(otherwise);
    Subject subject(rt, match->expression(), match->subject);
    if (subject.raised()) return Raised{};
    return subject.slice(static_cast<std::size_t>(match->spans[2 * n]), static_cast<std::size_t>(match->spans[2 * n + 1]));
}

Result<Value> position_at(Runtime& rt, Match* match, int n) {
    std::ptrdiff_t byte = match->spans[n];
    if (byte < 0) return View::small_int(-1);
    Subject subject(rt, match->expression(), match->subject);
    if (subject.raised()) return Raised{};
    return View::small_int(static_cast<std::int64_t>(subject.position_of(static_cast<std::size_t>(byte))));
}

Result<Value> span_of(Runtime& rt, Match* match, int n) {
    Value from = TRY(position_at(rt, match, 2 * n)), to = TRY(position_at(rt, match, 2 * n + 1));
    return TRY(new_tuple(rt, {from, to}));
}

Result<Value> group(Runtime& rt, Args args) {
    auto* given = args[1].as<Tuple>();
    Match* match = self_of(args);
    if (!given->size) return group_or(rt, match, 0, View::none());
    if (given->size == 1) return group_or(rt, match, TRY(group_number(rt, match, given->items[0])), View::none());
    Ref<Tuple> made = TRY(new_tuple(rt, given->size));
    for (std::size_t n = 0; n < given->size; ++n) made->items[n] = TRY(group_or(rt, match, TRY(group_number(rt, match, given->items[n])), View::none()));
    return made;
}

Result<Value> groups(Runtime& rt, Args args) {
    Match* match = self_of(args);
    Ref<Tuple> made = TRY(new_tuple(rt, static_cast<std::size_t>(match->count - 1)));
    for (int n = 1; n < match->count; ++n) made->items[n - 1] = TRY(group_or(rt, match, n, args[1]));
    return made;
}

Result<Value> groupdict(Runtime& rt, Args args) {
    Match* match = self_of(args);
    Ref<Dict> made = TRY(new_dict(rt));
    for (auto& [name, number] : match->expression()->info->names) {
        Value item = TRY(group_or(rt, match, number, args[1]));
        TRY(dict_set(rt, made.get(), TRY(intern(rt, name)).get(), item));
    }
    return made;
}

template <int side>
Result<Value> edge(Runtime& rt, Args args) {
    return position_at(rt, self_of(args), 2 * TRY(group_number(rt, self_of(args), args[1])) + side);
}

Result<Value> expand_template(Runtime& rt, Args args) {
    Match* match = self_of(args);
    Value module(TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, "re")).get())));
    if (module.is_unbound()) return rt.raise(RuntimeError, "the module re is not loaded");
    Value prepare = TRY(get_attribute(rt, module, TRY(intern(rt, "_compile_template")).get()));
    Value parts = TRY(call(rt, prepare, {match->pattern, args[1]}));
    Subject subject(rt, match->expression(), match->subject);
    if (subject.raised()) return Raised{};
    StrBuilder out(rt);
    TRY(expand(rt, out, parts, subject.text(), match->spans));
    if (match->expression()->is_text) return TRY(out.take());
    return new_bytes(rt, out.text());
}

Result<Value> match_repr(Runtime& rt, View self) {
    auto* match = self.as<Match>();
    Value whole = TRY(group_or(rt, match, 0, View::none())), span = TRY(span_of(rt, match, 0));
    Ref<Str> shown_span = TRY(repr(rt, span)), shown = TRY(repr(rt, whole));
    std::string text(shown->text());
    if (shown->length() > 50) text = text.substr(0, byte_offset(rt, shown.get(), 50));
    return rt.str("<re.Match object; span=" + std::string(shown_span->text()) + ", match=" + text + ">");
}

Result<Value> itself_again(Runtime&, Args args) { return Value(args[0]); }

constexpr FunctionDef methods[] = {
    {"group(self, /, *groups)", group, "Return subgroup(s) of the match by indices or names.\n\nFor 0 returns the entire match."},
    {"groups(self, /, default=None)", groups, "Return a tuple containing all the subgroups of the match, from 1."},
    {"groupdict(self, /, default=None)", groupdict, "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name."},
    {"start(self, group=0, /)", edge<0>, "Return index of the start of the substring matched by group."},
    {"end(self, group=0, /)", edge<1>, "Return index of the end of the substring matched by group."},
    {"span(self, group=0, /)", [](Runtime& rt, Args args) -> Result<Value> { return span_of(rt, self_of(args), TRY(group_number(rt, self_of(args), args[1]))); },
     "For match object m, return the 2-tuple (m.start(group), m.end(group))."},
    {"expand(self, /, template)", expand_template, "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."},
    {"__copy__(self, /)", itself_again, ""},
    {"__deepcopy__(self, memo, /)", itself_again, ""},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr PropertyDef properties[] = {
    {"string", [](Runtime&, View self) -> Result<Value> { return self.as<Match>()->subject; }, nullptr, "The string passed to match() or search().", true},
    {"re", [](Runtime&, View self) -> Result<Value> { return self.as<Match>()->pattern; }, nullptr, "The regular expression object.", true},
    {"pos", [](Runtime&, View self) -> Result<Value> { return View::small_int(static_cast<std::int64_t>(self.as<Match>()->position)); }, nullptr,
     "The index into the string at which the RE engine started looking for a match.", true},
    {"endpos", [](Runtime&, View self) -> Result<Value> { return View::small_int(static_cast<std::int64_t>(self.as<Match>()->end_position)); }, nullptr,
     "The index into the string beyond which the RE engine will not go.", true},
    {"lastindex",
     [](Runtime&, View self) -> Result<Value> {
         if (!self.as<Match>()->last) return View::none();
         return View::small_int(self.as<Match>()->last);
     },
     nullptr, "The integer index of the last matched capturing group."},
    {"lastgroup",
     [](Runtime& rt, View self) -> Result<Value> {
         auto* match = self.as<Match>();
         for (auto& [name, number] : match->expression()->info->names)
             if (number == match->last) return rt.str(name);
         return View::none();
     },
     nullptr, "The name of the last matched capturing group."},
    {"regs",
     [](Runtime& rt, View self) -> Result<Value> {
         Ref<Match> match(self.as<Match>());
         Ref<Tuple> all = TRY(new_tuple(rt, static_cast<std::size_t>(match->count)));
         for (int n = 0; n < match->count; ++n) all->items[n] = TRY(span_of(rt, match.get(), n));
         return all;
     },
     nullptr, ""},
};

constexpr FunctionDef functions[] = {
    {"compile(pattern, flags, /)", re::compile, "A Pattern; or, for an expression that is wrong, what is wrong and where."},
};

constexpr const TypeDef* types[] = {&pattern_type, &match_type};

}  // namespace

Result<Value> new_match(Runtime& rt, Pattern* pattern, const Subject& subject, std::size_t position, std::size_t end_position) {
    int count = pattern->groups() + 1;
    std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
    auto filled = static_cast<int>(pcre2_get_ovector_count(pattern->found));
    Type* type = TRY(native_type(rt, match_type));
    auto* made = rt.allocate<Match>(type, bytes_of(count));
    if (!made) return rt.raise_memory_error();
    new (&made->subject) Value(subject.object());
    new (&made->pattern) Value(View(static_cast<const Object*>(pattern)));
    made->position = position;
    made->end_position = end_position;
    made->count = count;
    for (int n = 0; n < 2 * count; ++n) made->spans[n] = n / 2 < filled && found[n] != PCRE2_UNSET ? static_cast<std::ptrdiff_t>(found[n]) : -1;
    if (made->spans[0] > made->spans[1]) made->spans[0] = made->spans[1];
    made->last = last_group(pattern, made->spans);
    return Value::adopt(View(made));
}

const TypeDef match_type{
    .name = "Match",
    .module = "re",
    .doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.",
    .size = sizeof(Match),
    .flags = Type::container | Type::disallow_construct | Type::immutable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* match = static_cast<Match*>(object);
                      int count = match->count;
                      match->subject.~Value();
                      match->pattern.~Value();
                      rt.free_instance(object, bytes_of(count));
                  },
              .traverse =
                  [](Object* object, Visitor& visit) {
                      visit(static_cast<Match*>(object)->subject);
                      visit(static_cast<Match*>(object)->pattern);
                  },
              .repr = match_repr,
              .get_item = [](Runtime& rt, View self, View key) -> Result<Value> {
                  auto* match = self.as<Match>();
                  return group_or(rt, match, TRY(group_number(rt, match, key)), View::none());
              }},
    .methods = methods,
    .properties = properties,
};

}  // namespace re

extern const ModuleDef re_module{.name = "_re", .doc = "Regular expressions by PCRE2.", .functions = re::functions, .types = re::types};

}  // namespace ouro
