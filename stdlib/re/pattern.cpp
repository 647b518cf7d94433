// SPDX-License-Identifier: MIT
// re.Pattern: its methods and the iterator of finditer(). Replacement functions may run anything, so what is searched is held by a Subject.
#include "runtime/objects/containers.h"
#include "runtime/objects/method.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "stdlib/owned_fields.h"
#include "stdlib/re/pattern.h"

namespace ouro::re {

namespace {

Pattern* self_of(Args args) { return args.self<Pattern>(); }

/// pos and endpos of an argument list, as characters and as bytes.
struct Bounds {
    std::size_t position, end_position, from, to;
};

Result<Bounds> bounds_of(Runtime& rt, const Subject& subject, View position, View end_position) {
    auto clip = [&](View given) -> Result<std::size_t> {
        std::ptrdiff_t n = TRY(index_clipped(rt, given));
        return std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(n, 0)), subject.length());
    };
    Bounds made{};
    made.position = TRY(clip(position));
    made.end_position = TRY(clip(end_position));
    made.from = subject.byte_of(made.position);
    made.to = subject.byte_of(made.end_position);
    return made;
}

/// The searches for all matches one after another: each begins where the last ended; behind an empty one the next may not be empty there.
class Scan {
public:
    Scan(std::size_t from, std::size_t to) : at(from), to(to) {}
    /// Whether there is another, with its spans in pattern->found.
    Result<bool> next(Runtime& rt, Pattern* pattern, std::string_view subject) {
        if (at > to) return false;
        if (!TRY(search(rt, pattern, subject.substr(0, to), at, empty ? PCRE2_NOTEMPTY_ATSTART : 0))) return false;
        std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
        begin = std::min(found[0], found[1]);
        end = found[1];
        at = end;
        empty = begin == end;
        return true;
    }
    std::size_t begin = 0, end = 0;
    std::size_t at, to;
    bool empty = false;
};

/// What findall() shows of the present match.
Result<Value> shown(Runtime& rt, Pattern* pattern, const Subject& subject) {
    std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
    auto group = [&](int n) -> Result<Value> {
        std::size_t from = found[2 * n], to = found[2 * n + 1];
        return from == PCRE2_UNSET ? subject.slice(0, 0) : subject.slice(from, to);
    };
    int groups = pattern->groups();
    if (groups < 2) return group(groups);
    // Making an item may run a collection, and so another search: the spans are read first.
    std::vector<std::size_t> spans(found, found + 2 * (groups + 1));
    Ref<Tuple> items = TRY(new_tuple(rt, static_cast<std::size_t>(groups)));
    for (int n = 1; n <= groups; ++n) {
        std::size_t from = spans[static_cast<std::size_t>(2 * n)], to = spans[static_cast<std::size_t>(2 * n + 1)];
        items->items[n - 1] = TRY(from == PCRE2_UNSET ? subject.slice(0, 0) : subject.slice(from, to));
    }
    return items;
}

template <std::uint32_t options>
Result<Value> matched(Runtime& rt, Args args) {
    Ref<Pattern> pattern(self_of(args));
    Subject subject(rt, pattern.get(), args[1]);
    if (subject.raised()) return Raised{};
    Bounds bounds = TRY(bounds_of(rt, subject, args[2], args[3]));
    if (bounds.from > bounds.to) return View::none();
    if (!TRY(search(rt, pattern.get(), subject.text().substr(0, bounds.to), bounds.from, options))) return View::none();
    return new_match(rt, pattern.get(), subject, bounds.position, bounds.end_position);
}

Result<Value> findall(Runtime& rt, Args args) {
    Ref<Pattern> pattern(self_of(args));
    Subject subject(rt, pattern.get(), args[1]);
    if (subject.raised()) return Raised{};
    Bounds bounds = TRY(bounds_of(rt, subject, args[2], args[3]));
    Ref<List> all = TRY(new_list(rt));
    Scan scan(bounds.from, bounds.to);
    while (TRY(scan.next(rt, pattern.get(), subject.text()))) TRY(list_append(rt, all.get(), TRY(shown(rt, pattern.get(), subject))));
    return all;
}

Result<Value> split(Runtime& rt, Args args) {
    Ref<Pattern> pattern(self_of(args));
    std::int64_t limit = TRY(args.size(2)), done = 0;
    Subject subject(rt, pattern.get(), args[1]);
    if (subject.raised()) return Raised{};
    Ref<List> parts = TRY(new_list(rt));
    std::size_t last = 0;
    Scan scan(0, subject.text().size());
    while ((!limit || done < limit) && TRY(scan.next(rt, pattern.get(), subject.text()))) {
        std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
        std::vector<std::size_t> spans(found, found + 2 * (pattern->groups() + 1));
        TRY(list_append(rt, parts.get(), TRY(subject.slice(last, scan.begin))));
        for (std::size_t n = 2; n + 1 < spans.size(); n += 2) {
            Value group = View::none();
            if (spans[n] != PCRE2_UNSET) group = TRY(subject.slice(spans[n], spans[n + 1]));
            TRY(list_append(rt, parts.get(), std::move(group)));
        }
        last = scan.end;
        ++done;
    }
    TRY(list_append(rt, parts.get(), TRY(subject.slice(last, subject.text().size()))));
    return parts;
}

Result<Value> replaced(Runtime& rt, Args args, bool with_count) {
    Ref<Pattern> pattern(self_of(args));
    std::int64_t limit = TRY(args.size(3)), done = 0;
    Value replacement(args[1]), parts;
    bool called = is_callable(rt, replacement);
    if (!called) {
        Value module(TRY(dict_get(rt, rt.modules.get(), TRY(intern(rt, "re")).get())));
        if (module.is_unbound()) return rt.raise(RuntimeError, "the module re is not loaded");
        Value prepare = TRY(get_attribute(rt, module, TRY(intern(rt, "_compile_template")).get()));
        parts = TRY(call(rt, prepare, {View(pattern.get()), replacement}));
    }
    Subject subject(rt, pattern.get(), args[2]);
    if (subject.raised()) return Raised{};
    StrBuilder out(rt);
    std::size_t last = 0;
    Scan scan(0, subject.text().size());
    while ((!limit || done < limit) && TRY(scan.next(rt, pattern.get(), subject.text()))) {
        std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
        if (called) {
            Value match = TRY(new_match(rt, pattern.get(), subject, 0, subject.length()));
            TRY(out.append(subject.text().substr(last, scan.begin - last)));
            Value item = TRY(call(rt, replacement, {match}));
            if (!item.is_none()) {
                if (Str* text = as_str(item); text && pattern->is_text) {
                    TRY(out.append(text));
                } else if (!pattern->is_text && rt.type_of(item)->slots.get_buffer) {
                    BufferGuard bytes(rt, item);
                    if (bytes.raised()) return Raised{};
                    TRY(out.append(bytes.text()));
                } else {
                    return rt.raise(TypeError, pattern->is_text ? "sequence item %lld: expected str instance, %s found" : "sequence item %lld: expected a bytes-like object, %s found",
                                    static_cast<long long>(done), type_name(rt, item));
                }
            }
        } else {
            std::vector<std::ptrdiff_t> spans;
            for (int n = 0; n < 2 * (pattern->groups() + 1); ++n) spans.push_back(found[n] == PCRE2_UNSET ? -1 : static_cast<std::ptrdiff_t>(found[n]));
            TRY(out.append(subject.text().substr(last, scan.begin - last)));
            TRY(expand(rt, out, parts, subject.text(), spans.data()));
        }
        last = scan.end;
        ++done;
    }
    Value result;
    if (!done) {
        result = TRY(subject.slice(0, subject.text().size()));
    } else {
        TRY(out.append(subject.text().substr(last)));
        result = pattern->is_text ? Value(TRY(out.take())) : TRY(new_bytes(rt, out.text()));
    }
    if (!with_count) return result;
    return TRY(new_tuple(rt, {result, View::small_int(done)}));
}

// ---- finditer and scanner

struct MatchIterator : Object {
    Value pattern, subject;
    std::size_t position, end_position, at;  // at: in bytes
    bool empty, ended;
    template <typename F>
    void each_field(F&& f) {
        f(pattern);
        f(subject);
    }
};

template <std::uint32_t options>
Result<Value> next_match(Runtime& rt, View self) {
    Ref<MatchIterator> it(self.as<MatchIterator>());
    if (it->ended) return Value();
    Ref<Pattern> pattern(View(it->pattern).as<Pattern>());
    Subject subject(rt, pattern.get(), it->subject);
    if (subject.raised()) return Raised{};
    std::size_t to = subject.byte_of(std::min(it->end_position, subject.length()));
    if (it->at > to || !TRY(search(rt, pattern.get(), subject.text().substr(0, to), it->at, options | (it->empty ? PCRE2_NOTEMPTY_ATSTART : 0)))) {
        it->ended = true;
        return Value();
    }
    std::size_t* found = pcre2_get_ovector_pointer(pattern->found);
    it->at = found[1];
    it->empty = found[0] >= found[1];
    return new_match(rt, pattern.get(), subject, it->position, it->end_position);
}

Result<Value> finditer(Runtime& rt, Args args) {
    Subject subject(rt, self_of(args), args[1]);
    if (subject.raised()) return Raised{};
    Bounds bounds = TRY(bounds_of(rt, subject, args[2], args[3]));
    Ref<MatchIterator> made = TRY(new_with_fields<MatchIterator>(rt, TRY(native_type(rt, match_iterator_type))));
    made->pattern = Value(args[0]);
    made->subject = Value(args[1]);
    made->position = bounds.position;
    made->end_position = bounds.end_position;
    made->at = bounds.from;
    return made;
}

template <std::uint32_t options>
Result<Value> step(Runtime& rt, Args args) {
    Value match = TRY(next_match<options>(rt, args[0]));
    if (match.is_unbound()) return View::none();
    return match;
}

constexpr FunctionDef iterator_methods[] = {
    {"match(self, /)", step<PCRE2_ANCHORED>, "The next match, right where the last one ended."},
    {"search(self, /)", step<0>, "The next match, anywhere behind the last one."},
};

constexpr PropertyDef iterator_properties[] = {
    {"pattern", [](Runtime&, View self) -> Result<Value> { return self.as<MatchIterator>()->pattern; }, nullptr, "", true}};

// ---- the pattern itself

Result<Value> pattern_repr(Runtime& rt, View self) {
    auto* pattern = self.as<Pattern>();
    constexpr struct {
        int flag;
        const char* name;
    } kNames[] = {{kIgnoreCase, "re.IGNORECASE"}, {kLocale, "re.LOCALE"}, {kMultiLine, "re.MULTILINE"}, {kDotAll, "re.DOTALL"}, {kUnicode, "re.UNICODE"},
                  {kVerbose, "re.VERBOSE"}, {kDebug, "re.DEBUG"}, {kAscii, "re.ASCII"}};
    int flags = pattern->info->flags;
    if (pattern->is_text && (flags & (kLocale | kUnicode | kAscii)) == kUnicode) flags &= ~kUnicode;
    Ref<Str> source = TRY(repr(rt, pattern->source));
    std::string text(source->text());
    if (source->length() > 200) text = text.substr(0, source->ascii() ? 200 : byte_offset(rt, source.get(), 200));
    std::string list;
    for (auto& each : kNames)
        if (flags & each.flag) {
            list += std::string(list.empty() ? "" : "|") + each.name;
            flags &= ~each.flag;
        }
    if (flags) {
        char rest[16];
        std::snprintf(rest, sizeof rest, "0x%x", static_cast<unsigned>(flags));
        list += std::string(list.empty() ? "" : "|") + rest;
    }
    return rt.str("re.compile(" + text + (list.empty() ? "" : ", " + list) + ")");
}

Result<Value> compare_patterns(Runtime& rt, View a, View b, CompareOp op) {
    if ((op != CompareOp::eq && op != CompareOp::ne) || rt.type_of(b) != a.object()->type()) return View::not_implemented();
    auto *x = a.as<Pattern>(), *y = b.as<Pattern>();
    bool same = x->info->flags == y->info->flags && x->is_text == y->is_text && TRY(equal(rt, x->source, y->source));
    return View::boolean(same == (op == CompareOp::eq));
}

Result<Value> itself_again(Runtime&, Args args) { return Value(args[0]); }

#define BOUNDS "pos=0, endpos=9223372036854775807)"
constexpr FunctionDef methods[] = {
    {"match(self, /, string, " BOUNDS, matched<PCRE2_ANCHORED>, "Matches zero or more characters at the beginning of the string."},
    {"fullmatch(self, /, string, " BOUNDS, matched<PCRE2_ANCHORED | PCRE2_ENDANCHORED>, "Matches against all of the string."},
    {"search(self, /, string, " BOUNDS, matched<0>,
     "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches."},
    {"sub(self, /, repl, string, count=0)", [](Runtime& rt, Args args) { return replaced(rt, args, false); },
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."},
    {"subn(self, /, repl, string, count=0)", [](Runtime& rt, Args args) { return replaced(rt, args, true); },
     "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl."},
    {"findall(self, /, string, " BOUNDS, findall, "Return a list of all non-overlapping matches of pattern in string."},
    {"split(self, /, string, maxsplit=0)", split, "Split string by the occurrences of pattern."},
    {"finditer(self, /, string, " BOUNDS, finditer,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object."},
    {"scanner(self, /, string, " BOUNDS, finditer, "An object whose match() and search() go on from where the last match ended."},
    {"__copy__(self, /)", itself_again, ""},
    {"__deepcopy__(self, memo, /)", itself_again, ""},
    {"__class_getitem__(cls, item, /)", [](Runtime& rt, Args args) { return new_generic_alias(rt, args[0], args[1]); }, "See PEP 585", FunctionDef::class_method},
};

constexpr PropertyDef properties[] = {
    {"pattern", [](Runtime&, View self) -> Result<Value> { return self.as<Pattern>()->source; }, nullptr, "The pattern string from which the RE object was compiled.", true},
    {"flags", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<Pattern>()->info->flags); }, nullptr, "The regex matching flags.", true},
    {"groups", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<Pattern>()->groups()); }, nullptr, "The number of capturing groups in the pattern.", true},
    {"groupindex", [](Runtime&, View self) -> Result<Value> { return self.as<Pattern>()->names; }, nullptr,
     "A dictionary mapping group names to group numbers."},
};

}  // namespace

Result<void> expand(Runtime& rt, StrBuilder& out, View parts, std::string_view subject, const std::ptrdiff_t* spans) {
    auto literal = [&](View part) -> Result<void> {
        if (Str* text = as_str(part)) return out.append(text);
        BufferGuard bytes(rt, part);
        if (bytes.raised()) return Raised{};
        return out.append(bytes.text());
    };
    List* list = as_list(parts);
    if (!list) return literal(parts);
    Ref<List> held(list);
    for (std::size_t n = 0; n < held->size; ++n) {
        Value part = held->items[n];
        if (!part.is_int()) {
            TRY(literal(part));
            continue;
        }
        std::ptrdiff_t from = spans[2 * part.as_int()], to = spans[2 * part.as_int() + 1];
        if (from >= 0 && from < to) TRY(out.append(subject.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))));
    }
    return {};
}

const TypeDef pattern_type{
    .name = "Pattern",
    .module = "re",
    .doc = "Compiled regular expression object.",
    .size = sizeof(Pattern),
    .flags = Type::disallow_construct | Type::immutable | Type::weak_referable,
    .slots = {.destroy =
                  [](Runtime& rt, Object* object) {
                      auto* pattern = static_cast<Pattern*>(object);
                      pcre2_match_data_free(pattern->found);
                      pcre2_code_free(pattern->code);
                      delete pattern->info;
                      pattern->source.~Value();
                      pattern->names.~Value();
                      rt.free_instance(object, sizeof(Pattern));
                  },
              .repr = pattern_repr,
              .hash = [](Runtime& rt, View self) -> Result<std::int64_t> { return TRY(hash(rt, self.as<Pattern>()->source)) ^ self.as<Pattern>()->info->flags; },
              .compare = compare_patterns},
    .methods = methods,
    .properties = properties,
};

const TypeDef match_iterator_type{.name = "SRE_Scanner",
                                  .module = "_sre",
                                  .size = sizeof(MatchIterator),
                                  .flags = Type::container | Type::disallow_construct | Type::immutable,
                                  .slots = iterator_slots<MatchIterator>(next_match<0>),
                                  .methods = iterator_methods,
                                  .properties = iterator_properties};

}  // namespace ouro::re
