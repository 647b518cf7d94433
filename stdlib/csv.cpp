// SPDX-License-Identifier: MIT
// The module `_csv`: rows of text fields (RFC 4180 and what spreadsheets make of it), read and written under a dialect.
#include <algorithm>

#include "runtime/native/module.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/memory.h"
#include "runtime/objects/module.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/unicode.h"
#include "stdlib/module_errors.h"
#include "stdlib/owned_fields.h"

namespace ouro {
namespace {

// Addresses in Runtime::library: the class of errors, the registered dialects by name, and the longest field that is read.
const char kErrorKey = 0;
const char kDialectsKey = 0;
const char kLimitKey = 0;
constexpr std::int64_t kDefaultLimit = 131072;

enum Quoting { kMinimal, kAll, kNonNumeric, kNone, kStrings, kNotNull };
constexpr char32_t kNotSet = 0xffffffff;   // of a character
constexpr char32_t kLineEnd = 0xfffffffe;  // what follows the last character of a line

Raised fail(Runtime& rt, std::string_view message) { return raise_module_error(rt, &kErrorKey, message); }

std::string shown(char32_t c) {
    std::string text;
    if (c != kNotSet) append_utf8(text, c);
    return text;
}

// ---- dialects

struct Dialect : Object {
    Value line_terminator;  // str
    char32_t delimiter, quote, escape;
    int quoting;
    bool double_quote, skip_space, strict;

    template <typename Visit>
    void each_field(Visit&& visit) {
        visit(line_terminator);
    }
    bool ends_line(char32_t c) const {
        for (CharReader reader(line_terminator.as<Str>()->text()); !reader.done();)
            if (reader.next() == c) return true;
        return false;
    }
};

extern const TypeDef dialect_type;

Dict* dialects(Runtime& rt) { return rt.library[&kDialectsKey].as<Dict>(); }

Result<Value> find_dialect(Runtime& rt, View name) {
    Value found(TRY(dict_get(rt, dialects(rt), name)));
    if (found.is_unbound()) return fail(rt, "unknown dialect");
    return found;
}

Result<char32_t> read_char(Runtime& rt, const char* name, View from, char32_t otherwise, bool optional) {
    if (from.is_unbound()) return otherwise;
    if (optional && from.is_none()) return kNotSet;
    Str* text = as_str(from);
    if (!text) return rt.raise(TypeError, "\"%s\" must be string%s, not %s", name, optional ? " or None" : "", type_name(rt, from));
    if (text->length() != 1) return rt.raise(TypeError, "\"%s\" must be a 1-character string", name);
    return char_at(rt, text, 0);
}

Result<bool> read_flag(Runtime& rt, View from, bool otherwise) {
    if (from.is_unbound()) return otherwise;
    return truth(rt, from);
}

/// Whether characters can be told apart.
Result<void> check_characters(Runtime& rt, const Dialect& dialect) {
    struct {
        const char* name;
        char32_t c;
        bool may_be_space;
    } all[] = {{"delimiter", dialect.delimiter, true}, {"escapechar", dialect.escape, !dialect.skip_space}, {"quotechar", dialect.quote, !dialect.skip_space}};
    for (const auto& each : all) {
        if (each.c == '\r' || each.c == '\n' || (each.c == ' ' && !each.may_be_space)) return rt.raise(ValueError, "bad %s value", each.name);
        if (each.c != kNotSet && dialect.ends_line(each.c)) return rt.raise(ValueError, "bad %s or lineterminator value", each.name);
    }
    for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = a + 1; b < 3; ++b)
            if (all[a].c == all[b].c && all[a].c != kNotSet) return rt.raise(ValueError, "bad %s or %s value", all[a].name, all[b].name);
    return {};
}

/// Arguments: a dialect (its name, one like it, or None), then its attributes.
Result<Value> make_dialect(Runtime& rt, Type* type, const View* arguments) {
    static constexpr const char* kNames[] = {"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"};
    constexpr std::size_t kCount = std::size(kNames);
    Value base(arguments[0]);
    if (as_str(base)) base = TRY(find_dialect(rt, base));
    bool any = std::any_of(arguments + 1, arguments + 1 + kCount, [](View given) { return !given.is_unbound(); });
    if (!base.is_unbound() && !base.is_none() && !any && rt.type_of(base) == TRY(native_type(rt, dialect_type))) return base;
    Value given[kCount];
    for (std::size_t n = 0; n < kCount; ++n) {
        given[n] = Value(arguments[n + 1]);
        if (!given[n].is_unbound() || base.is_unbound() || base.is_none()) continue;
        given[n] = TRY(find_attribute(rt, base, TRY(intern(rt, kNames[n])).get()));
    }
    Ref<Dialect> made = TRY(new_with_fields<Dialect>(rt, type));
    made->delimiter = TRY(read_char(rt, kNames[0], given[0], ',', false));
    made->double_quote = TRY(read_flag(rt, given[1], true));
    made->escape = TRY(read_char(rt, kNames[2], given[2], kNotSet, true));
    if (given[3].is_unbound()) made->line_terminator = TRY(rt.str("\r\n"));
    else if (as_str(given[3])) made->line_terminator = given[3];
    else if (!given[3].is_none()) return rt.raise(TypeError, "\"lineterminator\" must be a string");
    made->quote = TRY(read_char(rt, kNames[4], given[4], '"', true));
    made->quoting = kMinimal;
    if (!given[5].is_unbound()) {
        if (rt.type_of(given[5]) != rt.types.int_) return rt.raise(TypeError, "\"quoting\" must be an integer");
        std::int64_t quoting = given[5].is_int() ? View(given[5]).as_int() : -1;
        if (quoting < kMinimal || quoting > kNotNull) return rt.raise(TypeError, "bad \"quoting\" value");
        made->quoting = static_cast<int>(quoting);
    }
    made->skip_space = TRY(read_flag(rt, given[6], false));
    made->strict = TRY(read_flag(rt, given[7], false));
    if (given[4].is_none() && given[5].is_unbound()) made->quoting = kNone;
    if (made->quoting != kNone && made->quote == kNotSet) return rt.raise(TypeError, "quotechar must be set if quoting enabled");
    if (made->line_terminator.is_unbound()) return rt.raise(TypeError, "lineterminator must be set");
    TRY(check_characters(rt, *made));
    return made;
}

template <char32_t Dialect::* field>
Result<Value> get_char(Runtime& rt, View self) {
    char32_t c = self.as<Dialect>()->*field;
    if (c == kNotSet) return View::none();
    return TRY(new_str_of_char(rt, c));
}
template <bool Dialect::* field>
Result<Value> get_flag(Runtime&, View self) {
    return View::boolean(self.as<Dialect>()->*field);
}

constexpr PropertyDef dialect_properties[] = {
    {"delimiter", get_char<&Dialect::delimiter>, nullptr, "What stands between fields.", true},
    {"escapechar", get_char<&Dialect::escape>, nullptr, "What takes its meaning from the character after it, or None.", true},
    {"quotechar", get_char<&Dialect::quote>, nullptr, "What stands around fields that hold special characters, or None.", true},
    {"lineterminator", [](Runtime&, View self) -> Result<Value> { return self.as<Dialect>()->line_terminator; }, nullptr, "What the writer ends rows with.", true},
    {"quoting", [](Runtime&, View self) -> Result<Value> { return View::small_int(self.as<Dialect>()->quoting); }, nullptr, "One of the QUOTE_... constants.", true},
    {"doublequote", get_flag<&Dialect::double_quote>, nullptr, "Whether a quote in a quoted field is written twice.", true},
    {"skipinitialspace", get_flag<&Dialect::skip_space>, nullptr, "Whether spaces after a delimiter do not count.", true},
    {"strict", get_flag<&Dialect::strict>, nullptr, "Whether what is badly quoted is an error.", true},
};

Result<Value> no_pickle(Runtime& rt, Args args) { return rt.raise(TypeError, "cannot pickle '%s' instances", short_type_name(rt.type_of(args[0]))); }

constexpr FunctionDef dialect_methods[] = {
    {"__reduce__(self, /)", no_pickle, "raises an exception to avoid pickling"},
    {"__reduce_ex__(self, protocol, /)", no_pickle, "raises an exception to avoid pickling"},
};

const TypeDef dialect_type{.name = "Dialect",
                           .module = "_csv",
                           .doc = "CSV dialect\n\nThe Dialect type records CSV parsing and generation options.",
                           .size = sizeof(Dialect),
                           .flags = Type::base_type | Type::immutable,
                           .construct_signature = "(dialect=<no value>, delimiter=<no value>, doublequote=<no value>, escapechar=<no value>, "
                                                  "lineterminator=<no value>, quotechar=<no value>, quoting=<no value>, skipinitialspace=<no value>, "
                                                  "strict=<no value>)",
                           .construct_bound = [](Runtime& rt, Type* type, Args args) { return make_dialect(rt, type, args.values() + 1); },
                           .slots = {.destroy = destroy_fields<Dialect>},
                           .methods = dialect_methods,
                           .properties = dialect_properties};

/// The dialect that `(…, dialect, **attributes)` means; `what` Unbound if none was given.
Result<Value> dialect_of(Runtime& rt, View what, View attributes) {
    Value type(View(static_cast<const Object*>(TRY(native_type(rt, dialect_type)))));
    std::size_t count = what.is_unbound() ? 0 : 1;
    Dict* keywords = attributes.as<Dict>();
    std::vector<View> values;
    if (count) values.push_back(what);
    Ref<Tuple> names = TRY(new_tuple(rt, keywords->used));
    std::size_t n = 0;
    for (auto* entry = dict_first(keywords); entry; entry = dict_next(keywords, entry)) {
        names->items[n++] = entry->key;
        values.push_back(entry->value);
    }
    return call(rt, type, Arguments{values.data(), count, names->size ? names.get() : nullptr});
}

/// (object, dialect) of a call whose positional arguments these are; the dialect is Unbound if absent.
Result<std::pair<View, View>> split_arguments(Runtime& rt, View positional) {
    auto* tuple = positional.as<Tuple>();
    if (!tuple->size) return rt.raise(TypeError, " expected at least 1 argument, got 0");
    if (tuple->size > 2) return rt.raise(TypeError, " expected at most 2 arguments, got %zu", tuple->size);
    return std::pair(View(tuple->items[0]), tuple->size > 1 ? View(tuple->items[1]) : View());
}

// ---- reading

struct Reader : Object {
    Value lines, dialect;
    std::int64_t line_number;

    template <typename Visit>
    void each_field(Visit&& visit) {
        visit(lines);
        visit(dialect);
    }
};

/// One row on its way: each character takes it from state to state.
class RowParser {
public:
    RowParser(Runtime& rt, const Dialect& dialect, std::int64_t limit) : rt_(rt), dialect_(dialect), limit_(limit), scratch_(rt) {}

    Result<void> begin() {
        fields = TRY(new_list(rt_));
        return {};
    }
    bool between_rows() const { return state_ == State::start_row; }
    /// Whether the end of the text cuts a field short.
    bool inside_field() const { return length_ || state_ == State::quoted; }

    Result<void> line(std::string_view text) {
        for (CharReader reader(text); !reader.done();) TRY(character(reader.next()));
        return character(kLineEnd);
    }

    Result<void> save_field() {
        int quoting = dialect_.quoting;
        Value value;
        if (unquoted_ && !length_ && (quoting == kNotNull || quoting == kStrings)) {
            value = View::none();
        } else {
            value = TRY(new_str(rt_, field_));
            if (unquoted_ && length_ && (quoting == kNonNumeric || quoting == kStrings))
                value = TRY(call(rt_, View(static_cast<const Object*>(rt_.types.float_)), {value}));
        }
        field_.clear();
        length_ = 0;
        return list_append(rt_, fields.get(), std::move(value));
    }

    Ref<List> fields;

private:
    enum class State { start_row, start_field, escaped, plain, quoted, escaped_in_quotes, quote_in_quotes, eat_newline, after_escaped_newline };

    static bool newline(char32_t c) { return c == '\n' || c == '\r'; }
    bool quotes(char32_t c) const { return c == dialect_.quote && dialect_.quoting != kNone; }

    Result<void> add(char32_t c) {
        if (length_ >= limit_) return fail(rt_, "field larger than field limit (" + std::to_string(limit_) + ")");
        TRY(scratch_.room(field_, 4));
        append_utf8(field_, c);
        ++length_;
        return {};
    }
    Result<void> add(char32_t c, State next) {
        TRY(add(c));
        state_ = next;
        return {};
    }
    Result<void> save(char32_t end) {
        TRY(save_field());
        state_ = end == kLineEnd ? State::start_row : newline(end) ? State::eat_newline : State::start_field;
        return {};
    }

    Result<void> character(char32_t c) {
        bool ends = newline(c) || c == kLineEnd;
        switch (state_) {
            case State::start_row:
                if (c == kLineEnd) return {};  // an empty line is an empty row
                if (ends) {
                    state_ = State::eat_newline;
                    return {};
                }
                state_ = State::start_field;
                [[fallthrough]];
            case State::start_field:
                unquoted_ = true;
                if (ends) return save(c);
                if (quotes(c)) {
                    unquoted_ = false;
                    state_ = State::quoted;
                } else if (c == dialect_.escape) {
                    state_ = State::escaped;
                } else if (c != ' ' || !dialect_.skip_space) {
                    return c == dialect_.delimiter ? save_field() : add(c, State::plain);
                }
                return {};
            case State::escaped: return newline(c) ? add(c, State::after_escaped_newline) : add(c == kLineEnd ? U'\n' : c, State::plain);
            case State::after_escaped_newline:
                if (c == kLineEnd) return {};
                [[fallthrough]];
            case State::plain:
                if (ends || c == dialect_.delimiter) return save(c);
                if (c != dialect_.escape) return add(c);
                state_ = State::escaped;
                return {};
            case State::quoted:
                if (c == kLineEnd) return {};
                if (c == dialect_.escape) state_ = State::escaped_in_quotes;
                else if (quotes(c)) state_ = dialect_.double_quote ? State::quote_in_quotes : State::plain;
                else return add(c);
                return {};
            case State::escaped_in_quotes: return add(c == kLineEnd ? U'\n' : c, State::quoted);
            case State::quote_in_quotes:
                if (quotes(c)) return add(c, State::quoted);
                if (ends || c == dialect_.delimiter) return save(c);
                if (!dialect_.strict) return add(c, State::plain);
                return fail(rt_, "'" + shown(dialect_.delimiter) + "' expected after '" + shown(dialect_.quote) + "'");
            case State::eat_newline:
                if (c == kLineEnd) state_ = State::start_row;
                else if (!ends) return fail(rt_, "new-line character seen in unquoted field - do you need to open the file with newline=''?");
                return {};
        }
        return {};
    }

    Runtime& rt_;
    const Dialect& dialect_;
    std::int64_t limit_, length_ = 0;  // characters
    ScratchMemory scratch_;
    std::string field_;
    State state_ = State::start_row;
    bool unquoted_ = true;
};

Result<Value> next_row(Runtime& rt, View self) {
    auto* reader = self.as<Reader>();
    Ref<Dialect> dialect(reader->dialect.as<Dialect>());
    Value lines = reader->lines;
    RowParser row(rt, *dialect, TRY(index_to_int64(rt, rt.library[&kLimitKey])));
    TRY(row.begin());
    do {
        Value line = TRY(next(rt, lines));
        if (line.is_unbound()) {
            if (!row.inside_field()) return Value();
            if (dialect->strict) return fail(rt, "unexpected end of data");
            TRY(row.save_field());
            break;
        }
        Str* text = as_str(line);
        if (!text) return fail(rt, std::string("iterator should return strings, not ") + type_name(rt, line) + " (the file should be opened in text mode)");
        ++reader->line_number;
        TRY(rt.charge(static_cast<std::int64_t>(text->size / 4)));
        TRY(row.line(text->text()));
    } while (!row.between_rows());
    return row.fields;
}

constexpr PropertyDef reader_properties[] = {
    {"dialect", [](Runtime&, View self) -> Result<Value> { return self.as<Reader>()->dialect; }, nullptr, "How rows are read.", true},
    {"line_num", [](Runtime& rt, View self) -> Result<Value> { return rt.integer(self.as<Reader>()->line_number); }, nullptr, "How many lines were read.", true},
};

const TypeDef reader_type{.name = "reader",
                          .module = "_csv",
                          .doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n",
                          .size = sizeof(Reader),
                          .flags = Type::container | Type::disallow_construct | Type::immutable,
                          .slots = iterator_slots<Reader>(next_row),
                          .properties = reader_properties};

Result<Value> make_reader(Runtime& rt, Args args) {
    auto [source, dialect] = TRY(split_arguments(rt, args[0]));
    Value lines = TRY(iter(rt, source));
    Value how = TRY(dialect_of(rt, dialect, args[1]));
    Ref<Reader> made = TRY(new_with_fields<Reader>(rt, TRY(native_type(rt, reader_type))));
    made->lines = lines;
    made->dialect = how;
    return made;
}

// ---- writing

struct Writer : Object {
    Value write, dialect;

    template <typename Visit>
    void each_field(Visit&& visit) {
        visit(write);
        visit(dialect);
    }
};

/// The text of one row on its way.
class RowText {
public:
    RowText(Runtime& rt, const Dialect& dialect) : rt_(rt), dialect_(dialect), scratch_(rt) {}

    /// A field; `null`: it is None, `quoted`: it gets quotes whatever it holds.
    Result<void> add(std::string_view field, bool null, bool quoted) {
        if (field.empty() && dialect_.delimiter == ' ' && dialect_.skip_space) {
            if (needs_value(null)) return fail(rt_, "empty field must be quoted if delimiter is a space and skipinitialspace is true");
            quoted = true;
        }
        // A quote may have to stand before it only after it is known to hold something special.
        TRY(scratch_.room(text_, 3 * field.size() + 16));
        if (fields_++) append_utf8(text_, dialect_.delimiter);
        std::size_t start = text_.size();
        TRY(rt_.charge(static_cast<std::int64_t>(field.size() / 4)));
        for (CharReader reader(field); !reader.done();) {
            char32_t c = reader.next();
            if (c == dialect_.delimiter || c == dialect_.escape || c == dialect_.quote || c == '\n' || c == '\r' || dialect_.ends_line(c)) {
                bool escape = dialect_.quoting == kNone || c == dialect_.escape;
                if (dialect_.quoting != kNone && c == dialect_.quote) {
                    if (dialect_.double_quote) append_utf8(text_, dialect_.quote);
                    else escape = true;
                }
                if (!escape) quoted = true;
                if (escape && dialect_.escape == kNotSet) return fail(rt_, "need to escape, but no escapechar set");
                TRY(scratch_.room(text_, 16));
                if (escape) append_utf8(text_, dialect_.escape);
            }
            append_utf8(text_, c);
        }
        if (quoted) {
            std::string quote = shown(dialect_.quote);
            text_.insert(start, quote);
            text_ += quote;
        }
        return {};
    }

    Result<Value> finish(bool last_is_null) {
        if (fields_ && text_.empty()) {
            if (needs_value(last_is_null)) return fail(rt_, "single empty field record must be quoted");
            fields_ = 0;
            TRY(add("", true, true));
        }
        std::string_view end = dialect_.line_terminator.as<Str>()->text();
        TRY(scratch_.room(text_, end.size()));
        text_ += end;
        return rt_.str(text_);
    }

private:
    /// Whether an empty field cannot have quotes.
    bool needs_value(bool null) const { return dialect_.quoting == kNone || (null && (dialect_.quoting == kStrings || dialect_.quoting == kNotNull)); }

    Runtime& rt_;
    const Dialect& dialect_;
    ScratchMemory scratch_;
    std::string text_;
    std::size_t fields_ = 0;
};

bool is_number(Runtime& rt, View value) {
    const Type* type = rt.type_of(value);
    return type->slots.index || type->slots.to_int || type->slots.to_float || is_kind(value, Kind::complex);
}

Result<Value> write_row(Runtime& rt, Writer* writer, View row) {
    Ref<Dialect> dialect(writer->dialect.as<Dialect>());
    Result<Value> fields = iter(rt, row);
    if (fields.raised()) {
        if (!rt.pending_is(TypeError)) return Raised{};
        rt.take_exception();
        return fail(rt, std::string("iterable expected, not ") + type_name(rt, row));
    }
    RowText text(rt, *dialect);
    bool null = false;
    for (;;) {
        Value field = TRY(next(rt, fields.value()));
        if (field.is_unbound()) break;
        null = field.is_none();
        bool is_text = as_str(field), quoted = false;
        switch (dialect->quoting) {
            case kNonNumeric: quoted = !is_number(rt, field); break;
            case kAll: quoted = true; break;
            case kStrings: quoted = is_text; break;
            case kNotNull: quoted = !null; break;
        }
        if (null) {
            TRY(text.add("", true, quoted));
        } else {
            Value shown_field = is_text ? field : Value(TRY(to_str(rt, field)));
            TRY(text.add(shown_field.as<Str>()->text(), false, quoted));
        }
    }
    Value line = TRY(text.finish(null));
    Value write = writer->write;
    return call(rt, write, {line});
}

constexpr FunctionDef writer_methods[] = {
    {"writerow(self, row, /)", [](Runtime& rt, Args args) { return write_row(rt, args.self<Writer>(), args[1]); },
     "Construct and write a CSV record from an iterable of fields; returns what the file's write() does."},
    {"writerows(self, rows, /)",
     [](Runtime& rt, Args args) -> Result<Value> {
         TRY(for_each(rt, args[1], [&](View row) -> Result<bool> {
             TRY(write_row(rt, args.self<Writer>(), row));
             return true;
         }));
         return View::none();
     },
     "Construct and write a series of iterables to a CSV file."},
};

constexpr PropertyDef writer_properties[] = {
    {"dialect", [](Runtime&, View self) -> Result<Value> { return self.as<Writer>()->dialect; }, nullptr, "How rows are written.", true},
};

const TypeDef writer_type{.name = "writer",
                          .module = "_csv",
                          .doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n",
                          .size = sizeof(Writer),
                          .flags = Type::container | Type::disallow_construct | Type::immutable,
                          .slots = {.destroy = destroy_fields<Writer>, .traverse = traverse_fields<Writer>, .clear = clear_fields<Writer>},
                          .methods = writer_methods,
                          .properties = writer_properties};

Result<Value> make_writer(Runtime& rt, Args args) {
    auto [file, dialect] = TRY(split_arguments(rt, args[0]));
    Value how = TRY(dialect_of(rt, dialect, args[1]));
    Value write = TRY(find_attribute(rt, file, TRY(intern(rt, "write")).get()));
    if (write.is_unbound() || !is_callable(rt, write)) return rt.raise(TypeError, "argument 1 must have a \"write\" method");
    Ref<Writer> made = TRY(new_with_fields<Writer>(rt, TRY(native_type(rt, writer_type))));
    made->write = write;
    made->dialect = how;
    return made;
}

// ---- dialects by name

Result<Value> register_dialect(Runtime& rt, Args args) {
    auto [name, dialect] = TRY(split_arguments(rt, args[0]));
    if (!as_str(name)) return rt.raise(TypeError, "dialect name must be a string");
    Value made = TRY(dialect_of(rt, dialect, args[1]));
    TRY(dict_set(rt, dialects(rt), name, made));
    return View::none();
}

Result<Value> unregister_dialect(Runtime& rt, Args args) {
    if (TRY(dict_pop(rt, dialects(rt), args[0])).is_unbound()) return fail(rt, "unknown dialect");
    return View::none();
}

Result<Value> field_size_limit(Runtime& rt, Args args) {
    Value& limit = rt.library[&kLimitKey];
    if (!args.given(0)) return limit;
    if (rt.type_of(args[0]) != rt.types.int_) return rt.raise(TypeError, "limit must be an integer");
    Value wanted = TRY(rt.integer(TRY(args.integer(0))));
    return std::exchange(limit, wanted);
}

constexpr FunctionDef functions[] = {
    {"reader(*args, **fmtparams)", make_reader,
     "reader(iterable [, dialect='excel'] [optional keyword args]): an iterator over the rows of an iterable of lines."},
    {"writer(*args, **fmtparams)", make_writer, "writer(fileobj [, dialect='excel'] [optional keyword args]): an object that writes rows to a file."},
    {"register_dialect(*args, **fmtparams)", register_dialect, "register_dialect(name[, dialect[, **fmtparams]]): give a dialect a name."},
    {"unregister_dialect(name)", unregister_dialect, "Delete the name/dialect mapping associated with a string name."},
    {"get_dialect(name)", [](Runtime& rt, Args args) { return find_dialect(rt, args[0]); }, "Return the dialect instance associated with name."},
    {"list_dialects()", [](Runtime& rt, Args) -> Result<Value> { return TRY(list_from(rt, View(dialects(rt)))); }, "Return a list of all known dialect names."},
    {"field_size_limit(new_limit=<no value>)", field_size_limit, "Sets an upper limit on parsed fields; returns the one before."},
};

#define NUMBER(name, value) {name, [](Runtime& rt) { return rt.integer(value); }}
constexpr ConstantDef constants[] = {
    NUMBER("QUOTE_MINIMAL", kMinimal), NUMBER("QUOTE_ALL", kAll), NUMBER("QUOTE_NONNUMERIC", kNonNumeric),
    NUMBER("QUOTE_NONE", kNone), NUMBER("QUOTE_STRINGS", kStrings), NUMBER("QUOTE_NOTNULL", kNotNull),
};
#undef NUMBER

constexpr const TypeDef* types[] = {&dialect_type};

Result<void> init(Runtime& rt, Module* module) {
    Dict* dict = module->dict.get();
    for (auto [name, def] : {std::pair("Reader", &reader_type), std::pair("Writer", &writer_type)})
        TRY(dict_set(rt, dict, TRY(intern(rt, name)).get(), View(static_cast<const Object*>(TRY(native_type(rt, *def))))));
    Ref<Dict> known = TRY(new_dict(rt));
    rt.library[&kDialectsKey] = View(known.get());
    TRY(dict_set(rt, dict, TRY(intern(rt, "_dialects")).get(), View(known.get())));
    rt.library[&kLimitKey] = View::small_int(kDefaultLimit);
    Value error = TRY(module_error(rt, &kErrorKey, "_csv", "Error", PlainException));
    return dict_set(rt, dict, TRY(intern(rt, "Error")).get(), error);
}

}  // namespace

extern const ModuleDef csv_module;
const ModuleDef csv_module{
    .name = "_csv", .doc = "CSV parsing and writing.\n", .functions = functions, .constants = constants, .types = types, .init = init};

}  // namespace ouro
