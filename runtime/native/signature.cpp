// SPDX-License-Identifier: MIT
// Reading signatures, and binding arguments to them with CPython's complaints.
#include "runtime/native/signature.h"

#include <cstdlib>
#include <cstring>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/suggestion.h"

namespace ouro {

namespace {

std::string_view trim(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

Result<Value> literal(Runtime& rt, std::string_view text) {
    if (text == "None") return View::none();
    if (text == "True" || text == "False") return View::boolean(text == "True");
    if (text == "()") return rt.empty_tuple;
    if (text == "<no value>") return Value();
    bool bytes = text.size() >= 3 && text[0] == 'b' && text[1] == '\'';
    if (bytes) text.remove_prefix(1);
    if (text.size() >= 2 && (text[0] == '\'' || text[0] == '"')) {
        std::string out;
        for (std::size_t n = 1; n + 1 < text.size(); ++n) {
            if (text[n] == '\\' && text[n + 1] == 'n') {
                out += '\n';
                ++n;
            } else {
                out += text[n];
            }
        }
        if (bytes) return new_bytes(rt, out);
        Ref<Str> made = TRY(intern(rt, out));
        return made;
    }
    std::string number(text);
    if (number.find_first_of(".einf") != std::string::npos) return rt.real(std::strtod(number.c_str(), nullptr));
    return rt.integer(std::strtoll(number.c_str(), nullptr, 0));
}

const char* s(std::size_t n) { return n == 1 ? "" : "s"; }

}  // namespace

Result<std::unique_ptr<Signature>> Signature::parse(Runtime& rt, const char* text, std::string name) {
    auto made = std::make_unique<Signature>();
    made->name = made->full_name = std::move(name);
    std::string_view rest(text);
    rest = rest.substr(rest.find('(') + 1);
    rest = rest.substr(0, rest.rfind(')'));
    bool keyword_only = false;
    while (!rest.empty()) {
        std::size_t end = 0;
        for (int depth = 0; end < rest.size(); ++end) {
            char c = rest[end];
            if (c == '\'' || c == '"') {
                std::size_t close = rest.find(c, end + 1);
                if (close != std::string_view::npos) end = close;
                continue;
            }
            if (c == '(' || c == '[') ++depth;
            if (c == ')' || c == ']') --depth;
            if ((c == ',' || c == '|') && !depth) break;
        }
        std::string_view piece = trim(rest.substr(0, end));
        rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
        if (piece.empty()) continue;
        if (piece == "/") {
            for (Parameter& p : made->parameters) p.kind = Parameter::positional_only;
            continue;
        }
        if (piece == "*") {
            keyword_only = true;
            continue;
        }
        Parameter p;
        if (piece.substr(0, 2) == "**") {
            p.kind = Parameter::var_keyword;
            piece.remove_prefix(2);
            p.required = false;
            made->has_var_keyword = true;
        } else if (piece[0] == '*') {
            p.kind = Parameter::var_positional;
            piece.remove_prefix(1);
            p.required = false;
            keyword_only = true;
            made->has_var_positional = true;
        } else if (keyword_only) {
            p.kind = Parameter::keyword_only;
            made->has_keyword_only = true;
        }
        std::size_t equals = piece.find('=');
        p.name = trim(piece.substr(0, equals));
        if (equals != std::string_view::npos) {
            p.required = false;
            p.default_value = TRY(literal(rt, trim(piece.substr(equals + 1))));
        }
        p.interned = TRY(intern(rt, p.name));
        made->parameters.push_back(std::move(p));
    }
    made->method = !made->parameters.empty() && (made->parameters[0].name == "self" || made->parameters[0].name == "cls");
    if (made->method) made->parameters[0].kind = Parameter::positional_only;
    for (const Parameter& p : made->parameters) {
        if (p.kind == Parameter::positional_only) ++made->positional_only_count;
        if (p.kind == Parameter::positional_only || p.kind == Parameter::positional) {
            ++made->positional_count;
            made->required_positional += p.required;
        }
    }
    made->only_positional = true;
    made->optional_rest = made->positional_count > (made->method ? 1u : 0u);  // alone, a rest may have rules of its own: min(), sorted()
    for (const Parameter& p : made->parameters) {
        if (p.kind == Parameter::positional_only || p.kind == Parameter::positional) continue;
        if (p.kind == Parameter::keyword_only && !p.required) continue;
        made->only_positional = false;
        if (p.kind != Parameter::var_positional) made->optional_rest = false;
    }
    if (made->only_positional) made->optional_rest = false;
    return made;
}

Result<void> Signature::check_counts(Runtime& rt, std::size_t given, std::size_t keywords) const {
    std::size_t hidden = method ? 1 : 0;
    std::size_t most = positional_count - hidden, least = required_positional - hidden;
    if (!takes_keywords()) {
        if (keywords) return rt.raise(TypeError, "%s() takes no keyword arguments", full_name.c_str());
        if (given >= least && (given <= most || has_var_positional)) return {};
        if (!has_var_positional && !constructor) {
            if (most == 0) return rt.raise(TypeError, "%s() takes no arguments (%zu given)", full_name.c_str(), given);
            if (least == 1 && most == 1) return rt.raise(TypeError, "%s() takes exactly one argument (%zu given)", full_name.c_str(), given);
        }
        if (constructor && most == 0 && !has_var_positional) return rt.raise(TypeError, "%s() takes no arguments", name.c_str());
        if (constructor && name == "super") return rt.raise(TypeError, "super() expected at most 2 arguments, got %zu", given);
        std::size_t limit = given < least ? least : most;
        const char* how = least == most && !has_var_positional ? "" : given < least ? "at least " : "at most ";
        return rt.raise(TypeError, "%s expected %s%zu argument%s, got %zu", name.c_str(), how, limit, s(limit), given);
    }
    if (has_var_positional && !has_var_keyword && !most && name != "print") {
        std::size_t by_name = parameters.size() - hidden - 1;
        if (keywords > by_name) return rt.raise(TypeError, "%s() takes at most %zu keyword argument%s (%zu given)", name.c_str(), by_name, s(by_name), keywords);
    }
    if (!given && has_var_positional && (name == "min" || name == "max"))  // before what is given by name
        return rt.raise(TypeError, "%s expected at least 1 argument, got 0", name.c_str());
    if (given != 1 && name == "sorted") return rt.raise(TypeError, "sorted expected 1 argument, got %zu", given);  // checked by itself, before what list.sort takes
    if (!has_var_positional && given > most && ((constructor && !keywords && (positional_only_count || name == "str")) || (has_var_keyword && positional_only_count == positional_count)))
        return rt.raise(TypeError, "%s expected at most %zu argument%s, got %zu", name.c_str(), most, s(most), given);
    if (!has_var_positional && !has_var_keyword) {
        std::size_t all = parameters.size() - hidden;
        if (given + keywords > all)
            return rt.raise(TypeError, "%s() takes at most %zu %sargument%s (%zu given)", name.c_str(), all, given ? "" : "keyword ", s(all), given + keywords);
    }
    if (!has_var_positional && given > most) {
        if (!most) return rt.raise(TypeError, "%s() takes no positional arguments", name.c_str());
        return rt.raise(TypeError, "%s() takes %s %zu positional argument%s (%zu given)", name.c_str(), least < most ? "at most" : "exactly", most, s(most), given);
    }
    std::size_t by_position = positional_only_count - hidden < least ? positional_only_count - hidden : least;
    if (given < by_position)
        return rt.raise(TypeError, "%s() takes %s %zu positional argument%s (%zu given)", name.c_str(),
                        by_position < most || has_var_positional ? "at least" : "exactly", by_position, s(by_position), given);
    return {};
}

Raised Signature::raise_unexpected(Runtime& rt, Str* keyword) const {
    std::vector<std::string> known;
    for (const Parameter& p : parameters)
        if (p.kind == Parameter::positional || p.kind == Parameter::keyword_only) known.push_back(p.name);
    std::string meant = nearest_name(keyword->text(), known);
    if (!meant.empty()) meant = ". Did you mean '" + meant + "'?";
    if (constructor && name == "enumerate") return rt.raise(TypeError, "'%s' is an invalid keyword argument for enumerate()", keyword->data());
    const char* shown = as_python ? full_name.c_str() : name == "sorted" ? "sort" : name.c_str();  // list.sort() reads what sorted() is given
    return rt.raise(TypeError, "%s() got an unexpected keyword argument '%s'%s", shown, keyword->data(), meant.c_str());
}

Raised Signature::raise_as_python(Runtime& rt, std::size_t given, const Arguments& arguments, Value* out) const {
    const char* called = full_name.c_str();
    std::size_t keyword_only = 0;
    for (std::size_t k = 0; arguments.names && k < arguments.names->size; ++k) {
        Str* key = View(arguments.names->items[k]).as<Str>();
        std::size_t p = 0;
        while (p < parameters.size() && !(parameters[p].kind != Parameter::var_positional && parameters[p].kind != Parameter::var_keyword &&
                                          parameters[p].name == key->text()))
            ++p;
        if (p == parameters.size()) {
            if (!has_var_keyword) return raise_unexpected(rt, key);
        } else if (parameters[p].kind == Parameter::keyword_only) {
            ++keyword_only;
        } else if (p < given) {
            return rt.raise(TypeError, "%s() got multiple values for argument '%s'", called, key->data());
        }
    }
    if (!has_var_positional && given > positional_count) {
        std::string takes = std::to_string(positional_count), also;
        if (required_positional < positional_count) takes = "from " + std::to_string(required_positional) + " to " + takes;
        if (keyword_only)
            also = " positional argument" + std::string(s(given)) + " (and " + std::to_string(keyword_only) + " keyword-only argument" + s(keyword_only) + ")";
        return rt.raise(TypeError, "%s() takes %s positional argument%s but %zu%s %s given", called, takes.c_str(),
                        required_positional < positional_count || positional_count != 1 ? "s" : "", given, also.c_str(), given == 1 && also.empty() ? "was" : "were");
    }
    for (bool by_name : {false, true}) {
        std::vector<std::string> missing;
        for (std::size_t p = 0; p < parameters.size(); ++p)
            if (parameters[p].required && out[p].is_unbound() && (parameters[p].kind == Parameter::keyword_only) == by_name) missing.push_back(parameters[p].name);
        if (missing.empty()) continue;
        std::string names;
        for (std::size_t n = 0; n < missing.size(); ++n) {
            if (n) names += missing.size() == 2 ? " and " : n + 1 == missing.size() ? ", and " : ", ";
            names += "'" + missing[n] + "'";
        }
        return rt.raise(TypeError, "%s() missing %zu required %s argument%s: %s", called, missing.size(), by_name ? "keyword-only" : "positional",
                        s(missing.size()), names.c_str());
    }
    return rt.raise(SystemError, "%s() was called with arguments that nothing is wrong with", called);
}

Result<void> Signature::bind(Runtime& rt, const View* leading, std::size_t leading_count, const Arguments& arguments, Value* out) const {
    std::size_t hidden = method ? 1 : 0;
    std::size_t given = leading_count + arguments.count;
    auto value_at = [&](std::size_t n) { return n < leading_count ? leading[n] : arguments[n - leading_count]; };
    std::size_t keywords = arguments.names ? arguments.names->size : 0;
    if (!as_python) TRY(check_counts(rt, given - hidden, keywords));
    std::size_t n = 0, var_at = parameters.size(), keywords_at = parameters.size();
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        if (parameters[p].kind == Parameter::var_positional) var_at = p;
        else if (parameters[p].kind == Parameter::var_keyword) keywords_at = p;
        else if (parameters[p].kind != Parameter::keyword_only && n < given) out[p] = Value(value_at(n++));
    }
    if (has_var_positional) {
        Ref<Tuple> rest = TRY(new_tuple(rt, given - n));
        for (std::size_t i = n; i < given; ++i) rest->items[i - n] = Value(value_at(i));
        out[var_at] = rest;
    }
    Ref<Dict> others;
    if (has_var_keyword) {
        others = TRY(new_dict(rt, keywords));
        out[keywords_at] = others;
    }
    Str* unexpected = nullptr;
    std::size_t twice = 0;
    bool wrong = !has_var_positional && given > positional_count;  // as_python only
    for (std::size_t k = 0; k < keywords; ++k) {
        Str* key = View(arguments.names->items[k]).as<Str>();
        View value = arguments[arguments.count + k];
        std::size_t p = 0;
        for (; p < parameters.size(); ++p)
            if ((parameters[p].kind == Parameter::positional || parameters[p].kind == Parameter::keyword_only) &&
                (parameters[p].interned.get() == key || equal(parameters[p].interned.get(), key)))
                break;
        if (p == parameters.size()) {
            if (others) {
                TRY(dict_set(rt, others.get(), key, value));
                continue;
            }
            if (!unexpected) unexpected = key;
            continue;
        }
        if (!out[p].is_unbound()) {
            twice = twice && twice < p + 1 ? twice : p + 1;
            continue;
        }
        out[p] = Value(value);
    }
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        if (!out[p].is_unbound()) continue;
        const Parameter& parameter = parameters[p];
        if (!parameter.required) {
            if (!wrong) out[p] = parameter.default_value;
            continue;
        }
        if (as_python) {
            wrong = true;
            continue;
        }
        return rt.raise(TypeError, "%s() missing required argument '%s' (pos %zu)", name.c_str(), parameter.name.c_str(), p + 1 - hidden);
    }
    if (as_python && (wrong || twice || unexpected)) return raise_as_python(rt, given, arguments, out);
    if (twice)
        return rt.raise(TypeError, "argument for %s() given by name ('%s') and position (%zu)", name.c_str(), parameters[twice - 1].name.c_str(), twice - hidden);
    if (unexpected) return raise_unexpected(rt, unexpected);
    return {};
}

}  // namespace ouro
