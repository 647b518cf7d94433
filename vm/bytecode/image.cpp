// SPDX-License-Identifier: MIT
// An image is a table of texts, then the code object. Numbers are LEB128; instructions are copied as they are, for each VM has
// its own inline caches.
#include "vm/bytecode/image.h"

#include <bit>
#include <cstring>
#include <map>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/str.h"

namespace ouro {

namespace {

enum class Tag : std::uint8_t { unbound, none, false_, true_, ellipsis, small_int, big_int, real, complex, text, bytes, tuple, frozenset, code };

void put_number(std::string& out, std::uint64_t n) {
    for (; n >= 128; n >>= 7) out += static_cast<char>(n | 128);
    out += static_cast<char>(n);
}

std::uint64_t get_number(const char*& at) {
    std::uint64_t n = 0;
    for (int shift = 0;; shift += 7) {
        auto byte = static_cast<unsigned char>(*at++);
        n |= std::uint64_t{byte & 127u} << shift;
        if (byte < 128) return n;
    }
}

std::uint64_t zigzag(std::int64_t n) { return static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63); }
std::int64_t unzigzag(std::uint64_t n) { return static_cast<std::int64_t>(n >> 1) ^ -static_cast<std::int64_t>(n & 1); }

class Writer {
public:
    explicit Writer(Runtime& rt) : rt_(rt) {}

    Result<std::string> write(const Code* code) {
        TRY(put_code(code));
        std::string image;
        put_number(image, texts_.size());
        for (const Str* text : texts_) {
            put_number(image, std::uint64_t{text->size} << 1 | text->interned());
            image += text->text();
        }
        return image + out_;
    }

private:
    void put(std::uint64_t n) { put_number(out_, n); }
    void put_double(double d) {
        auto bits = std::bit_cast<std::uint64_t>(d);
        out_.append(reinterpret_cast<const char*>(&bits), sizeof bits);
    }
    void put_text(const Str* text) {
        auto [entry, fresh] = numbers_.try_emplace(std::string(text->text()), texts_.size());
        if (fresh) texts_.push_back(text);
        else if (text->interned()) texts_[entry->second] = text;
        put(entry->second);
    }
    template <typename Range, typename Each>
    void put_all(const Range& range, Each&& each) {
        put(range.size());
        for (const auto& item : range) each(item);
    }

    Result<void> put_value(View value) {
        auto tag = [&](Tag tag) { out_ += static_cast<char>(tag); };
        if (value.is_unbound()) tag(Tag::unbound);
        else if (value.is_none()) tag(Tag::none);
        else if (value.is_bool()) tag(value == View::boolean(true) ? Tag::true_ : Tag::false_);
        else if (value.is_ellipsis()) tag(Tag::ellipsis);
        else if (value.is_int()) tag(Tag::small_int), put(zigzag(value.as_int()));
        else if (is_float(value)) tag(Tag::real), put_double(double_of(value));
        else if (is_integer(value)) {
            std::string digits = TRY(int_to_text(rt_, value, 16));
            tag(Tag::big_int), put(digits.size()), out_ += digits;
        } else if (is_complex(value)) {
            tag(Tag::complex), put_double(value.as<Complex>()->real), put_double(value.as<Complex>()->imaginary);
        } else if (auto* text = as_str(value)) {
            tag(Tag::text), put_text(text);
        } else if (is_kind(value, Kind::bytes)) {
            std::string_view contents = value.as<Bytes>()->text();
            tag(Tag::bytes), put(contents.size()), out_ += contents;
        } else if (is_kind(value, Kind::tuple)) {
            auto* tuple = value.as<Tuple>();
            tag(Tag::tuple), put(tuple->size);
            for (std::size_t n = 0; n < tuple->size; ++n) TRY(put_value(tuple->items[n]));
        } else if (is_kind(value, Kind::frozenset)) {
            Ref<List> items = TRY(list_from(rt_, value));
            tag(Tag::frozenset), put(items->size);
            for (std::size_t n = 0; n < items->size; ++n) TRY(put_value(items->items[n]));
        } else if (auto* code = as_code(value)) {
            tag(Tag::code);
            return put_code(code);
        } else {
            return rt_.raise(SystemError, "a constant that no image can hold");
        }
        return {};
    }

    Result<void> put_code(const Code* code) {
        for (std::uint32_t n : {code->argument_count, code->positional_only_count, code->keyword_only_count, code->code_flags, code->local_count,
                                code->register_count, code->first_line})
            put(n);
        put_text(code->name.get());
        put_text(code->qualified_name.get());
        put(code->constants.size());
        for (const Value& constant : code->constants) TRY(put_value(constant));
        for (auto* names : {&code->names, &code->local_names, &code->free_names})
            put_all(*names, [&](const Ref<Str>& name) { put_text(name.get()); });
        put_all(code->cell_locals, [&](std::uint16_t local) { put(local); });
        put_all(code->captures, [&](const Code::Capture& c) { put(std::uint64_t{c.index} << 1 | c.from_cell); });
        put_all(code->handlers, [&](const Code::Handler& h) {
            for (std::uint32_t n : {h.begin, h.end, h.handler, std::uint32_t{h.exception}, std::uint32_t{h.keep}}) put(n);
        });
        std::uint32_t pc = 0;
        put_all(code->live, [&](const Code::Live& l) { put(l.pc - std::exchange(pc, l.pc)), put(l.set); });
        put_all(code->live_registers, [&](const Code::LiveRegister& l) { put(l.number), put(l.next); });
        pc = 0;
        put_all(code->marks, [&](const Code::Mark& m) { put(m.pc - std::exchange(pc, m.pc)), put(m.line); });
        std::string positions = pack_positions(code->all_positions());
        put(positions.size());
        out_ += positions;
        put(code->instructions.size());
        out_.append(reinterpret_cast<const char*>(code->instructions.data()), code->instructions.size() * sizeof(Instruction));
        return {};
    }

    static std::string pack_positions(const std::vector<Code::Position>& positions) {
        std::string out;
        Code::Position last{};
        put_number(out, positions.size());
        for (const Code::Position& p : positions) {
            put_number(out, p.pc - last.pc);
            put_number(out, zigzag(std::int64_t{p.line} - last.line));
            put_number(out, zigzag(std::int64_t{p.end_line} - p.line));
            put_number(out, p.column);
            put_number(out, zigzag(std::int64_t{p.end_column} - p.column));
            last = p;
        }
        return out;
    }

    Runtime& rt_;
    std::string out_;
    std::vector<const Str*> texts_;
    std::map<std::string, std::size_t> numbers_;
};

class Reader {
public:
    Reader(Runtime& rt, std::string_view image, Str* filename) : rt_(rt), at_(image.data()), filename_(filename) {}

    Result<Ref<Code>> read() {
        texts_.resize(get());
        for (Ref<Str>& text : texts_) {
            std::uint64_t head = get();
            std::string_view bytes = take(head >> 1);
            text = head & 1 ? TRY(intern(rt_, bytes)) : TRY(new_str(rt_, bytes));
        }
        return get_code();
    }

private:
    std::uint64_t get() { return get_number(at_); }
    template <typename Number>
    Number get_as() {
        return static_cast<Number>(get());
    }
    std::string_view take(std::size_t bytes) {
        std::string_view taken(at_, bytes);
        at_ += bytes;
        return taken;
    }
    double get_double() {
        double d;
        std::memcpy(&d, take(sizeof d).data(), sizeof d);
        return d;
    }
    Ref<Str> get_text() { return texts_[get()]; }

    Result<Value> get_value() {
        switch (static_cast<Tag>(*at_++)) {
            case Tag::unbound: return View();
            case Tag::none: return View::none();
            case Tag::false_: return View::boolean(false);
            case Tag::true_: return View::boolean(true);
            case Tag::ellipsis: return View::ellipsis();
            case Tag::small_int: return View::small_int(unzigzag(get()));
            case Tag::big_int: {
                std::string_view digits = take(get());
                return int_from_text(rt_, digits, 16, View());
            }
            case Tag::real: return rt_.real(get_double());
            case Tag::complex: {
                double real = get_double();
                return new_complex(rt_, real, get_double());
            }
            case Tag::text: return get_text();
            case Tag::bytes: {
                std::string_view contents = take(get());
                return new_bytes(rt_, contents);
            }
            case Tag::tuple: {
                Ref<Tuple> tuple = TRY(new_tuple(rt_, get_as<std::size_t>()));
                for (std::size_t n = 0; n < tuple->size; ++n) tuple->items[n] = TRY(get_value());
                return tuple;
            }
            case Tag::frozenset: {
                Ref<Set> set = TRY(new_set(rt_, true));
                for (std::uint64_t left = get(); left; --left) {
                    Value item = TRY(get_value());
                    TRY(set_add(rt_, set.get(), item));
                }
                return set;
            }
            case Tag::code: {
                Ref<Code> code = TRY(get_code());
                return code;
            }
        }
        return rt_.raise(SystemError, "an image is damaged");
    }

    Result<Ref<Code>> get_code() {
        Ref<Code> code = TRY(new_code(rt_));
        for (std::uint32_t* field : {&code->argument_count, &code->positional_only_count, &code->keyword_only_count, &code->code_flags,
                                     &code->local_count, &code->register_count, &code->first_line})
            *field = get_as<std::uint32_t>();
        code->name = get_text();
        code->qualified_name = get_text();
        code->filename = Ref<Str>(filename_);
        code->constants.resize(get());
        for (Value& constant : code->constants) constant = TRY(get_value());
        for (auto* names : {&code->names, &code->local_names, &code->free_names}) {
            names->resize(get());
            for (Ref<Str>& name : *names) name = get_text();
        }
        code->cell_locals.resize(get());
        for (std::uint16_t& local : code->cell_locals) local = get_as<std::uint16_t>();
        code->captures.resize(get());
        for (Code::Capture& c : code->captures) {
            std::uint64_t n = get();
            c = {(n & 1) != 0, static_cast<std::uint16_t>(n >> 1)};
        }
        code->handlers.resize(get());
        for (Code::Handler& h : code->handlers) {
            for (std::uint32_t* field : {&h.begin, &h.end, &h.handler}) *field = get_as<std::uint32_t>();
            h.exception = get_as<std::uint16_t>();
            h.keep = get_as<std::uint16_t>();
        }
        code->live.resize(get());
        std::uint32_t pc = 0;
        for (Code::Live& l : code->live) {
            pc += get_as<std::uint32_t>();
            l = {pc, get_as<std::uint32_t>()};
        }
        code->live_registers.resize(get());
        for (Code::LiveRegister& l : code->live_registers) {
            l.number = get_as<std::uint16_t>();
            l.next = get_as<std::uint32_t>();
        }
        pc = 0;
        code->marks.resize(get());
        for (Code::Mark& m : code->marks) {
            m.pc = pc += get_as<std::uint32_t>();
            m.line = get_as<std::uint32_t>();
        }
        code->packed_positions = take(get());
        code->instructions.resize(get());
        std::string_view words = take(code->instructions.size() * sizeof(Instruction));
        if (!words.empty()) std::memcpy(code->instructions.data(), words.data(), words.size());
        TRY(code->finish(rt_));
        return code;
    }

    Runtime& rt_;
    const char* at_;
    Str* filename_;
    std::vector<Ref<Str>> texts_;
};

}  // namespace

namespace {

/// The position after `p` of packed ones.
void unpack_position(const char*& at, Code::Position& p) {
    p.pc += static_cast<std::uint32_t>(get_number(at));
    p.line = static_cast<std::uint32_t>(p.line + unzigzag(get_number(at)));
    p.end_line = static_cast<std::uint32_t>(p.line + unzigzag(get_number(at)));
    p.column = static_cast<std::uint32_t>(get_number(at));
    p.end_column = static_cast<std::uint32_t>(p.column + unzigzag(get_number(at)));
}

}  // namespace

const std::vector<Code::Position>& Code::all_positions() const {
    if (packed_positions.empty()) return positions;
    const char* at = std::exchange(packed_positions, {}).data();
    positions.resize(get_number(at));
    Position last{};
    for (Position& p : positions) {
        unpack_position(at, last);
        p = last;
    }
    return positions;
}

std::uint32_t line_in_place(const Code& code, std::uint32_t pc) {
    std::uint32_t line = code.first_line;
    if (std::string_view packed = code.packed_positions; !packed.empty()) {
        const char* at = packed.data();
        Code::Position p{};
        for (std::uint64_t left = get_number(at); left; --left) {
            unpack_position(at, p);
            if (p.pc > pc) break;
            if (p.line) line = p.line;
        }
        return line;
    }
    for (const Code::Position& p : code.positions) {
        if (p.pc > pc) break;
        if (p.line) line = p.line;
    }
    return line;
}

Result<std::string> write_image(Runtime& rt, const Code* code) { return Writer(rt).write(code); }
Result<Ref<Code>> read_image(Runtime& rt, std::string_view image, Str* filename) { return Reader(rt, image, filename).read(); }

}  // namespace ouro
