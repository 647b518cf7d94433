// SPDX-License-Identifier: MIT
// Compiling and searching by PCRE2. Its memory is the VM's; its steps are counted: a search that needs many is begun again with a larger
// allowance once those it had are paid for, so fuel and deadlines stop it.
#include <cstring>

#include "runtime/objects/containers.h"
#include "runtime/objects/protocol.h"
#include "stdlib/re/pattern.h"

namespace ouro::re {

namespace {

constexpr std::size_t kHeader = 16;  // before each block: its size

void* allocate(std::size_t size, void* data) {
    auto& rt = *static_cast<Runtime*>(data);
    auto* block = static_cast<char*>(rt.heap.allocate_raw(size + kHeader));
    if (!block) return nullptr;
    std::memcpy(block, &size, sizeof size);
    return block + kHeader;
}

void give_back(void* memory, void* data) {
    if (!memory) return;
    auto& rt = *static_cast<Runtime*>(data);
    char* block = static_cast<char*>(memory) - kHeader;
    std::size_t size;
    std::memcpy(&size, block, sizeof size);
    rt.heap.free_raw(block, size + kHeader);
}

/// What PCRE2 keeps for a VM.
struct Engine {
    explicit Engine(Runtime& rt) : general(pcre2_general_context_create(allocate, give_back, &rt)) {
        if (!general) return;
        compiling = pcre2_compile_context_create(general);
        matching = pcre2_match_context_create(general);
        if (!compiling) return;
        pcre2_set_newline(compiling, PCRE2_NEWLINE_LF);
        pcre2_set_compile_extra_options(compiling, PCRE2_EXTRA_ALLOW_SURROGATE_ESCAPES);
    }
    ~Engine() {
        if (matching) pcre2_match_context_free(matching);
        if (compiling) pcre2_compile_context_free(compiling);
        if (general) pcre2_general_context_free(general);
    }
    bool ok() const { return general && compiling && matching; }
    pcre2_general_context* general;
    pcre2_compile_context* compiling = nullptr;
    pcre2_match_context* matching = nullptr;
};

Result<Engine*> engine(Runtime& rt) {
    static constexpr char kKey = 0;
    auto& kept = rt.library_state[&kKey];
    if (!kept) kept = std::make_shared<Engine>(rt);
    auto* made = static_cast<Engine*>(kept.get());
    if (!made->ok()) {
        kept.reset();
        return rt.raise_memory_error();
    }
    return made;
}

}  // namespace

std::string_view text_of(View value) {
    if (Str* text = as_str(value)) return text->text();
    return value.as<Bytes>()->text();
}

Subject::Subject(Runtime& rt, const Pattern* pattern, View object) : rt_(rt), object_(object) {
    str_ = as_str(object);
    if (!str_) {
        if (!rt.type_of(object)->slots.get_buffer) {
            (void)rt.raise(TypeError, "expected string or bytes-like object, got '%s'", type_name(rt, object));
            return;
        }
        buffer_.emplace(rt, object);
        if (buffer_->raised()) return;
    }
    if (pattern->is_text != (str_ != nullptr)) {
        (void)rt.raise(TypeError, str_ ? "cannot use a bytes pattern on a string-like object" : "cannot use a string pattern on a bytes-like object");
        return;
    }
    raised_ = false;
}

std::size_t Subject::position_of(std::size_t byte) const {
    if (!str_ || str_->ascii()) return byte;
    std::size_t low = 0, high = str_->length();
    while (low < high) {
        std::size_t middle = low + (high - low) / 2;
        if (byte_offset(rt_, str_, middle) < byte) low = middle + 1;
        else high = middle;
    }
    return low;
}

Result<Value> Subject::slice(std::size_t from, std::size_t to) const {
    if (from > to || to > text().size()) from = to = 0;  // the buffer shrank meanwhile
    if (!str_) {
        if (from == 0 && to == text().size() && rt_.type_of(object_) == rt_.types.bytes) return object_;
        return new_bytes(rt_, text().substr(from, to - from));
    }
    if (from == 0 && to == str_->size && rt_.type_of(object_) == rt_.types.str) return object_;
    Ref<Str> part = TRY(new_str(rt_, text().substr(from, to - from)));
    return part;
}

Result<Value> compile(Runtime& rt, Args args) {
    std::vector<char32_t> characters;
    Value given(args[0]);
    bool is_text = as_str(given) != nullptr;
    if (is_text) {
        Str* text = as_str(given);
        TRY(rt.charge(static_cast<std::int64_t>(text->size)));
        const char* p = text->data();
        const char* end = p + text->size;
        characters.reserve(text->length());
        while (p < end) {
            auto c = static_cast<unsigned char>(*p);
            int more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
            char32_t value = more == 0 ? c : more == 1 ? c & 0x1fu : more == 2 ? c & 0x0fu : c & 7u;
            for (int n = 1; n <= more; ++n) value = value << 6 | (static_cast<unsigned char>(p[n]) & 0x3fu);
            characters.push_back(value);
            p += more + 1;
        }
    } else {
        if (!rt.type_of(given)->slots.get_buffer) return rt.raise(TypeError, "first argument must be string or compiled pattern");
        BufferGuard bytes(rt, given);
        if (bytes.raised()) return Raised{};
        TRY(rt.charge(static_cast<std::int64_t>(bytes.size())));
        for (char c : bytes.text()) characters.push_back(static_cast<unsigned char>(c));
    }
    int flags = TRY(args.small_integer(1));
    auto info = std::make_unique<Translation>();
    Problem problem;
    if (!translate(characters, is_text, flags, *info, problem)) {
        switch (problem.kind) {
            case Problem::value: return rt.raise(ValueError, "%s", problem.message.c_str());
            case Problem::overflow: return rt.raise(OverflowError, "%s", problem.message.c_str());
            case Problem::too_deep: return rt.raise(RecursionError, "%s", problem.message.c_str());
            default: break;
        }
        // re.compile() makes the exception of it.
        Value message = TRY(rt.str(problem.message));
        return TRY(new_tuple(rt, {message, problem.position < 0 ? View::none() : View::small_int(problem.position)}));
    }
    TRY(rt.charge(static_cast<std::int64_t>(info->pattern.size())));
    Engine* with = TRY(engine(rt));
    std::uint32_t options = PCRE2_ALT_CIRCUMFLEX;
    if (is_text) options |= PCRE2_UTF | PCRE2_NO_UTF_CHECK | (info->flags & kAscii ? 0u : PCRE2_UCP);
    if (info->flags & kIgnoreCase) options |= PCRE2_CASELESS;
    int error = 0;
    std::size_t where = 0;
    pcre2_code* code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(info->pattern.data()), info->pattern.size(), options, &error, &where, with->compiling);
    if (!code) {
        if (error == PCRE2_ERROR_HEAP_FAILED) return rt.raise_memory_error();
        if (error == PCRE2_ERROR_PATTERN_TOO_LARGE || error == PCRE2_ERROR_PATTERN_TOO_COMPLICATED)
            return rt.raise(OverflowError, "regular expression code size limit exceeded");
        if (error == PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP) return rt.raise(RecursionError, "maximum recursion depth exceeded");
        unsigned char text[160];
        pcre2_get_error_message(error, text, sizeof text);
        return rt.raise(NotImplementedError, "this regular expression is not in ouro yet: %s", reinterpret_cast<char*>(text));
    }
    pcre2_match_data* found = pcre2_match_data_create_from_pattern(code, with->general);
    if (!found) {
        pcre2_code_free(code);
        return rt.raise_memory_error();
    }
    auto* made = rt.allocate<Pattern>(TRY(native_type(rt, pattern_type)));
    if (!made) {
        pcre2_match_data_free(found);
        pcre2_code_free(code);
        return rt.raise_memory_error();
    }
    new (&made->source) Value(given);
    new (&made->names) Value();
    made->code = code;
    made->found = found;
    made->info = info.release();
    made->is_text = is_text;
    Ref<Pattern> pattern = Ref<Pattern>::adopt(made);
    Ref<Dict> names = TRY(new_dict(rt));
    for (auto& [name, number] : made->info->names) TRY(dict_set(rt, names.get(), TRY(intern(rt, name)).get(), View::small_int(number)));
    made->names = TRY(call(rt, View(static_cast<const Object*>(rt.types.mapping_proxy)), {names}));
    return pattern;
}

Result<bool> search(Runtime& rt, Pattern* pattern, std::string_view subject, std::size_t from, std::uint32_t options) {
    Engine* with = TRY(engine(rt));
    TRY(rt.charge(1 + static_cast<std::int64_t>(std::min<std::size_t>(subject.size() - from, 1 << 20) / 512)));
    auto* text = reinterpret_cast<PCRE2_SPTR>(subject.data() ? subject.data() : "");
    constexpr std::uint32_t kFirst = 50'000;
    for (std::uint32_t steps = kFirst;;) {
        pcre2_set_match_limit(with->matching, steps);
        int result = pcre2_match(pattern->code, text, subject.size(), from, options | PCRE2_NO_UTF_CHECK, pattern->found, with->matching);
        if (result == PCRE2_ERROR_NOMATCH) return false;
        if (result >= 0) return true;
        if (result == PCRE2_ERROR_HEAPLIMIT || result == PCRE2_ERROR_NOMEMORY) return rt.raise_memory_error();
        if (result != PCRE2_ERROR_MATCHLIMIT) return rt.raise(RuntimeError, "internal error in regular expression engine (%d)", result);
        TRY(rt.charge(steps / 4));
        steps = steps > UINT32_MAX / 4 ? UINT32_MAX : steps * 4;
        if (steps == UINT32_MAX) return rt.raise(RuntimeError, "the regular expression takes too many steps");
    }
}

int last_group(const Pattern* pattern, const std::ptrdiff_t* spans) {
    int last = 0;
    for (int n = 1; n <= pattern->groups(); ++n) {
        if (spans[2 * n] < 0) continue;
        auto closes = [&](int group) { return std::pair(spans[2 * group + 1], pattern->info->closed_at[static_cast<std::size_t>(group - 1)]); };
        if (!last || closes(n) > closes(last)) last = n;
    }
    return last;
}

}  // namespace ouro::re
