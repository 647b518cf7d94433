// SPDX-License-Identifier: MIT
// Writing JSON: an Encoder writes an object, at once or piece by piece. Nesting is kept in a list of levels, not on the machine stack;
// that list is also what a circular reference is found in.
#include <cmath>

#include "runtime/objects/containers.h"
#include "runtime/objects/native_function.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/json/json.h"
#include "stdlib/owned_fields.h"

namespace ouro::json {

namespace {

bool needs_no_escape(char c) { return c >= ' ' && c != '"' && c != '\\' && c != 0x7f; }

/// Writes a text between quotes. `ascii`: what is not ASCII is escaped.
Result<void> quote(Runtime& rt, StrBuilder& out, Str* string, bool ascii) {
    std::string_view text = string->text();
    TRY(rt.charge(static_cast<std::int64_t>(text.size() / 32)));
    TRY(out.append("\""));
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t from = at;
        // Bytes of other characters are negative here.
        while (at < text.size() && (needs_no_escape(text[at]) || (!ascii && (text[at] < 0 || text[at] == 0x7f)))) ++at;
        if (at > from) TRY(out.append(text.substr(from, at - from)));
        if (at == text.size()) break;
        constexpr std::string_view kShort = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
        if (std::size_t found = kShort.find(text[at]); found != std::string_view::npos) {
            char escape[] = {'\\', kLetters[found]};
            TRY(out.append({escape, 2}));
            ++at;
            continue;
        }
        CharReader reader(text.substr(at));
        char32_t c = reader.next();
        at = static_cast<std::size_t>(reader.position() - text.data());
        auto unit = [&](unsigned value) -> Result<void> {
            constexpr char kHex[] = "0123456789abcdef";
            char escape[] = {'\\', 'u', kHex[value >> 12 & 15], kHex[value >> 8 & 15], kHex[value >> 4 & 15], kHex[value & 15]};
            return out.append({escape, 6});
        };
        if (c > 0xffff) {
            TRY(unit(0xd800 + ((c - 0x10000) >> 10)));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        TRY(unit(c));
    }
    return out.append("\"");
}

template <bool ascii>
Result<Value> encode_basestring(Runtime& rt, Args args) {
    Str* text = as_str(args[0]);
    if (!text) return rt.raise(TypeError, "first argument must be a string, not %s", type_name(rt, args[0]));
    StrBuilder out(rt);
    TRY(quote(rt, out, text, ascii));
    Ref<Str> made = TRY(out.take());
    return made;
}

struct Encoder : Object {
    Value otherwise, encoder, indent, key_separator, item_separator;
    bool check_circular, sort_keys, skip_keys, allow_nan;
    enum : std::uint8_t { by_function, ascii, any } quoting;
    template <typename F>
    void each_field(F&& f) {
        for (Value* field : {&otherwise, &encoder, &indent, &key_separator, &item_separator}) f(*field);
    }
};

/// The writing of one object.
class Writer {
public:
    /// `pieces`: cut the text where CPython's iterencode() does.
    Writer(Runtime& rt, Encoder* encoder, View object, std::size_t indentation, bool pieces)
        : rt_(rt), encoder_(encoder), next_(object), out_(new StrBuilder(rt)), indentation_(indentation), cutting_(pieces) {}

    /// One value more; false where there is none.
    Result<bool> step() {
        if (next_.is_unbound()) return false;
        TRY(rt_.charge(1));
        Value value = std::move(next_);
        if (TRY(write(value))) TRY(go_on());
        return true;
    }
    Result<Ref<Str>> take() { return out_->take(); }
    std::vector<Value>& pieces() { return pieces_; }
    template <typename F>
    void each_value(F&& f) {
        f(next_);
        for (Level& level : levels_)
            for (Value* each : {&level.container, &level.items}) f(*each);
        for (Value& each : pieces_) f(each);
    }

private:
    struct Level {
        enum Kind : std::uint8_t { list, dict, replaced } kind;  // replaced: by what default() gave
        Value container;
        Value items;         // pairs of a dict, or items of a list, where the container is not walked itself
        std::size_t next = 0;
        bool first = true;
    };

    Result<void> cut() {
        if (!cutting_ || !out_->size()) return {};
        Ref<Str> piece = TRY(out_->take());
        out_.reset(new StrBuilder(rt_));
        pieces_.push_back(piece);
        return {};
    }

    Result<void> text(View str) { return out_->append(str.as<Str>()); }
    bool indents() const { return !encoder_->indent.is_none(); }
    Result<void> new_line() {
        TRY(out_->append("\n"));
        for (std::size_t n = 0; n < depth_ + indentation_; ++n) TRY(text(encoder_->indent));
        return {};
    }

    Result<void> string(View value) {
        if (encoder_->quoting != Encoder::by_function) return quote(rt_, *out_, value.as<Str>(), encoder_->quoting == Encoder::ascii);
        Value encoded = TRY(call(rt_, encoder_->encoder, {value}));
        if (!as_str(encoded)) return rt_.raise(TypeError, "encoder() must return a string, not %s", type_name(rt_, encoded));
        return text(encoded);
    }

    Result<bool> string_done(View value) {
        TRY(string(value));
        return true;
    }

    Result<void> floating(View value, StrBuilder& out) {
        double d = double_of(value);
        if (std::isfinite(d)) return out.append(float_repr(d));
        if (!encoder_->allow_nan) {
            Ref<Str> shown = TRY(repr(rt_, value));
            return rt_.raise(ValueError, "Out of range float values are not JSON compliant: %s", shown->data());
        }
        return out.append(std::isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    }

    Result<void> integer(View value, StrBuilder& out) {
        if (value.is_int()) return out.append_integer(value.as_int());
        Value shown = TRY(rt_.types.int_->slots.repr(rt_, value));  // whatever a subclass says
        return out.append(shown.as<Str>());
    }

    /// Writes what needs no quotes; false where it is something else.
    Result<bool> plain(View value, StrBuilder& out) {
        if (value.is_none()) TRY(out.append("null"));
        else if (value.is_bool()) TRY(out.append(value.is_true() ? "true" : "false"));
        else if (is_integer(value)) TRY(integer(value, out));
        else if (is_float(value)) TRY(floating(value, out));
        else return false;
        return true;
    }

    Result<void> enter(Level level) {
        if (encoder_->check_circular) {
            TRY(rt_.charge(static_cast<std::int64_t>(levels_.size() / 64)));
            for (const Level& outer : levels_)
                if (View(outer.container) == View(level.container)) return rt_.raise(ValueError, "Circular reference detected");
        }
        if (levels_.size() >= kMaxDepth) return rt_.raise(RecursionError, "maximum recursion depth exceeded while encoding a JSON object");
        levels_.push_back(std::move(level));
        return {};
    }

    /// Writes a value, or as much as comes before what it contains; true where it is complete. Otherwise next_ is what comes next.
    Result<bool> write(View value) {
        if (as_str(value) ? TRY(string_done(value)) : TRY(plain(value, *out_))) {
            TRY(cut());
            return true;
        }
        TRY(cut());
        if (is_kind(value, Kind::list) || is_kind(value, Kind::tuple)) {
            Value items;
            if (Type* type = rt_.type_of(value); type != rt_.types.list && type != rt_.types.tuple) items = TRY(list_from(rt_, value));
            if (!size_of(items.is_unbound() ? value : View(items))) {
                TRY(out_->append("[]"));
                TRY(cut());
                return true;
            }
            TRY(enter({Level::list, Value(value), std::move(items)}));
            ++depth_;
            TRY(out_->append("["));
            if (indents()) TRY(new_line());
            return !TRY(next_item());
        }
        if (Dict* dict = as_dict(value)) {
            if (!dict->used) {
                TRY(out_->append("{}"));
                TRY(cut());
                return true;
            }
            Level level{Level::dict, Value(value), Value()};
            if (encoder_->sort_keys || rt_.type_of(value) != rt_.types.dict) {
                Value items = TRY(call_method(rt_, value, rt_.names.items));
                Ref<List> pairs = TRY(list_from(rt_, items));
                if (encoder_->sort_keys) TRY(list_sort(rt_, pairs.get(), View::none(), false));
                level.items = pairs;
            }
            TRY(enter(std::move(level)));
            ++depth_;
            TRY(out_->append("{"));
            TRY(cut());
            if (indents()) TRY(new_line());
            TRY(cut());
            return !TRY(next_item());
        }
        TRY(enter({Level::replaced, Value(value), Value()}));
        Value replaced = TRY(call(rt_, encoder_->otherwise, {value}));
        next_ = std::move(replaced);
        return false;
    }

    static std::size_t size_of(View sequence) { return is_kind(sequence, Kind::list) ? sequence.as<List>()->size : sequence.as<Tuple>()->size; }

    /// Puts the next item of the innermost level into next_, and writes what stands before it; false where that level ends, and is closed.
    Result<bool> next_item() {
        Level& level = levels_.back();
        if (level.kind == Level::replaced) {
            levels_.pop_back();
            return false;
        }
        if (level.kind == Level::list) {
            View sequence = level.items.is_unbound() ? level.container : level.items;
            if (level.next < size_of(sequence)) {
                if (!level.first) TRY(separate());
                level.first = false;
                const Value* items = is_kind(sequence, Kind::list) ? sequence.as<List>()->items : sequence.as<Tuple>()->items;
                next_ = items[level.next++];
                return true;
            }
            return leave("]");
        }
        Value key, value;
        while (TRY(next_pair(levels_.back(), key, value))) {
            TRY(rt_.charge(1));
            if (!TRY(is_key(key))) continue;
            if (!levels_.back().first) TRY(separate());
            levels_.back().first = false;
            TRY(cut());
            TRY(write_key(key));
            TRY(cut());
            TRY(text(encoder_->key_separator));
            TRY(cut());
            next_ = std::move(value);
            return true;
        }
        return leave("}");
    }

    /// The next pair of a dict; it is looked up anew each time, for script code may have run.
    Result<bool> next_pair(Level& level, Value& key, Value& value) {
        if (List* pairs = as_list(level.items)) {
            if (level.next == pairs->size) return false;
            Tuple* pair = as_tuple(pairs->items[level.next++]);
            if (!pair || pair->size != 2) return rt_.raise(ValueError, "items must return 2-tuples");
            key = pair->items[0];
            value = pair->items[1];
            return true;
        }
        Dict* dict = View(level.container).as<Dict>();
        while (level.next < dict->filled) {
            const Dict::Entry& entry = dict->entries[level.next++];
            if (entry.key.is_unbound()) continue;
            key = entry.key;
            value = entry.value;
            return true;
        }
        return false;
    }

    /// Whether a key can be written; false: it is to be skipped.
    Result<bool> is_key(View key) {
        if (as_str(key) || is_float(key) || is_integer(key) || key.is_none()) return true;
        if (encoder_->skip_keys) return false;
        return rt_.raise(TypeError, "keys must be str, int, float, bool or None, not %s", type_name(rt_, key));
    }

    Result<void> write_key(View key) {
        if (as_str(key)) return string(key);
        StrBuilder name(rt_);
        TRY(plain(key, name));
        Value shown = TRY(name.take());
        return string(shown);
    }

    Result<void> separate() {
        TRY(text(encoder_->item_separator));
        return indents() ? new_line() : Result<void>();
    }

    Result<bool> leave(const char* bracket) {
        --depth_;
        levels_.pop_back();
        if (indents()) TRY(new_line());
        TRY(cut());
        TRY(out_->append(bracket));
        TRY(cut());
        return false;
    }

    /// A value is complete: on to the next, of the innermost level that has one.
    Result<void> go_on() {
        while (!levels_.empty())
            if (TRY(next_item())) return {};
        return {};
    }

    Runtime& rt_;
    Encoder* encoder_;  // which the caller holds
    Value next_;        // to be written; Unbound at the end
    std::unique_ptr<StrBuilder> out_;  // of the piece
    std::vector<Level> levels_;
    std::vector<Value> pieces_;
    std::size_t depth_ = 0, indentation_;
    bool cutting_;
};

/// iterencode(): pieces of text as they come.
struct Pieces : Object {
    Value encoder;
    Writer* writer;
    std::size_t given;
};

Result<Value> next_piece(Runtime&, View self) {
    auto* it = self.as<Pieces>();
    Value held(self);
    while (it->writer) {
        auto& pieces = it->writer->pieces();
        if (it->given < pieces.size()) return std::move(pieces[it->given++]);
        pieces.clear();
        it->given = 0;
        Writer* writer = std::exchange(it->writer, nullptr);  // nobody may step while it steps
        Result<bool> more = writer->step();
        if (more.raised() || !more.value()) {
            delete writer;
            if (more.raised()) return Raised{};
            return Value();
        }
        it->writer = writer;
    }
    return Value();
}

const TypeDef pieces_type{.name = "pieces",
                          .module = "_json",
                          .size = sizeof(Pieces),
                          .flags = Type::container | Type::disallow_construct | Type::immutable,
                          .slots = {.destroy =
                                        [](Runtime& rt, Object* object) {
                                            auto* it = static_cast<Pieces*>(object);
                                            delete it->writer;
                                            it->encoder.~Value();
                                            rt.free_instance(object, sizeof(Pieces));
                                        },
                                    .traverse =
                                        [](Object* object, Visitor& visit) {
                                            auto* it = static_cast<Pieces*>(object);
                                            visit(it->encoder);
                                            if (it->writer) it->writer->each_value([&](Value& each) { visit(each); });
                                        },
                                    .clear = [](Runtime&, Object* object) { delete std::exchange(static_cast<Pieces*>(object)->writer, nullptr); },
                                    .iter = itself,
                                    .next = next_piece}};

Result<Value> iterate(Runtime& rt, Args args) {
    std::int64_t level = TRY(args.integer(2));
    auto* made = rt.allocate<Pieces>(TRY(native_type(rt, pieces_type)));
    if (!made) return rt.raise_memory_error();
    new (&made->encoder) Value(args[0]);
    made->given = 0;
    made->writer = new Writer(rt, args.self<Encoder>(), args[1], level > 0 ? static_cast<std::size_t>(level) : 0, true);
    return Value::adopt(View(made));
}

/// encoder(object, level): a tuple with the whole text.
Result<Value> encode(Runtime& rt, View self, const Arguments& arguments) {
    if (arguments.count != 2 || (arguments.names && arguments.names->size)) return rt.raise(TypeError, "make_encoder() takes exactly 2 positional arguments");
    std::int64_t level = TRY(index_to_int64(rt, arguments[1]));
    Ref<Encoder> encoder(self.as<Encoder>());
    Value object(arguments[0]);
    Writer writer(rt, encoder.get(), object, level > 0 ? static_cast<std::size_t>(level) : 0, false);
    while (TRY(writer.step())) {}
    Value text = TRY(writer.take());
    Ref<Tuple> made = TRY(new_tuple(rt, {text}));
    return made;
}

constexpr FunctionDef methods[] = {{"iterate(self, object, level, /)", iterate, "The text in pieces."}};

constexpr FunctionDef functions[] = {
    {"encode_basestring_ascii(string, /)", encode_basestring<true>, "Return an ASCII-only JSON representation of a Python string"},
    {"encode_basestring(string, /)", encode_basestring<false>, "Return a JSON representation of a Python string"},
};

bool is_function(View value, const FunctionDef& def) { return is_kind(value, Kind::native_function) && value.as<NativeFunction>()->def == &def; }

Result<Value> construct(Runtime& rt, Type* type, Args args) {
    if (!args[1].is_none() && !is_kind(args[1], Kind::dict)) return rt.raise(TypeError, "make_encoder() argument 1 must be dict or None, not %s", type_name(rt, args[1]));
    Ref<Encoder> made = TRY(new_with_fields<Encoder>(rt, type));
    made->check_circular = !args[1].is_none();
    made->otherwise = Value(args[2]);
    made->encoder = Value(args[3]);
    made->quoting = is_function(args[3], functions[0]) ? Encoder::ascii : is_function(args[3], functions[1]) ? Encoder::any : Encoder::by_function;
    made->indent = TRY(args.str_or_none(4)) ? Value(args[4]) : Value(View::none());
    TRY(args.str(5));
    TRY(args.str(6));
    made->key_separator = Value(args[5]);
    made->item_separator = Value(args[6]);
    made->sort_keys = TRY(args.truth(7));
    made->skip_keys = TRY(args.truth(8));
    made->allow_nan = TRY(args.truth(9));
    return made;
}

}  // namespace

const std::span<const FunctionDef> encode_functions = functions;

const TypeDef encoder_type{.name = "make_encoder",
                           .module = "_json",
                           .doc = "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
                           .size = sizeof(Encoder),
                           .flags = Type::base_type | Type::container | Type::immutable,
                           .construct_signature = "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
                           .construct_bound = construct,
                           .slots = {.destroy = destroy_fields<Encoder>, .traverse = traverse_fields<Encoder>, .clear = clear_fields<Encoder>, .call = encode},
                           .methods = methods};

}  // namespace ouro::json
