// SPDX-License-Identifier: MIT
// What the files of the module `_io` share: types, checks, and reading from and writing to any raw or buffered object.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>

#include "runtime/native/module.h"
#include "runtime/native/signature.h"
#include "runtime/objects/buffer.h"

namespace ouro {

extern const TypeDef io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type;
extern const TypeDef file_io_type, buffered_reader_type, buffered_writer_type, buffered_random_type, buffered_pair_type;
extern const TypeDef bytes_io_type, bytes_io_buffer_type, string_io_type, newline_decoder_type, text_wrapper_type;

constexpr std::size_t kDefaultBufferSize = 8192;

/// io.UnsupportedOperation, a subclass of OSError and ValueError.
Result<Type*> unsupported_operation(Runtime& rt);
[[gnu::cold]] Raised raise_unsupported(Runtime& rt, const char* message);
inline Raised raise_closed(Runtime& rt) { return rt.raise(ValueError, "I/O operation on closed file."); }

/// Whether a stream says that it is closed (its attribute `closed`).
Result<bool> is_closed(Runtime& rt, View stream);
/// ValueError if it is.
Result<void> check_closed(Runtime& rt, View stream);
/// UnsupportedOperation unless stream.readable(), …, is true.
Result<void> check_able(Runtime& rt, View stream, Str* method, const char* message);
/// "read length" arguments: None and absent are -1; "argument should be integer or None, not 'x'".
Result<std::ptrdiff_t> size_or_none(Runtime& rt, View value);
/// True if `type`'s own native definition is `def`: not a subclass.
inline bool is_exactly(Runtime& rt, View value, const TypeDef& def) { return value.is_object() && rt.type_of(value)->def == &def; }

/// The parameters of an __init__, bound to `out` (as many Values as the text has parameters). The text is a constant and is read once per VM.
Result<const Signature*> bind_init(Runtime& rt, const char* signature, const Arguments& arguments, Value* out);

/// Makes `earlier` the context of the pending exception.
void chain(Runtime& rt, View earlier);
/// Runs `second` whatever `first` did; if both raise, the first's exception is the context of the second's.
template <typename First, typename Second>
Result<void> run_both(Runtime& rt, First&& first, Second&& second) {
    bool raised = first().raised();
    if (!raised) return second();
    if (rt.stopping()) return Raised{};
    Value earlier = rt.take_exception();
    if (second().raised()) {
        chain(rt, earlier);
        return Raised{};
    }
    rt.pending = std::move(earlier);
    return Raised{};
}

/// Bytes that grow and shrink, in memory of the VM.
class ByteBuffer {
public:
    ByteBuffer() = default;
    ByteBuffer(const ByteBuffer&) = delete;

    char* data() { return data_; }
    const char* data() const { return data_; }
    std::size_t size() const { return size_; }
    std::string_view text() const { return {data_, size_}; }
    std::size_t capacity() const { return capacity_; }
    /// New bytes are zeros.
    Result<void> resize(Runtime& rt, std::size_t size);
    Result<void> reserve(Runtime& rt, std::size_t capacity);
    Result<void> append(Runtime& rt, std::string_view bytes);
    void set_size(std::size_t size) { size_ = size; }  // within the capacity
    void erase_front(std::size_t count);
    void clear() { size_ = 0; }
    void free(Runtime& rt);

private:
    char* data_ = nullptr;
    std::size_t size_ = 0, capacity_ = 0;
};

// ---- FileIO (file.cpp)

struct FileIO : Object {
    int descriptor;  // -1: closed
    bool created, readable, writable, appending, close_descriptor, finalizing;
    signed char seekable;  // -1: not known
    bool waits;            // not a plain file: reading and writing may block
    bool output;           // a standard output stream: goes to the host if that wants it, and counts against the output limit
};

inline FileIO* as_file(Runtime& rt, View v) { return is_exactly(rt, v, file_io_type) ? v.as<FileIO>() : nullptr; }

enum class FileMode : std::uint8_t { read, write, append, create };
/// FileIO(path or descriptor, mode, closefd, opener).
Result<Value> open_file(Runtime& rt, View file, std::string_view mode, bool close_descriptor, View opener);
/// FileIO over a descriptor that is known to be open.
Result<Value> file_over(Runtime& rt, int descriptor, bool readable, bool output);
constexpr std::ptrdiff_t kWouldBlock = -2;
/// One read(2) or write(2), begun again after signals; kWouldBlock.
Result<std::ptrdiff_t> file_read(Runtime& rt, FileIO* file, char* data, std::size_t size);
Result<std::ptrdiff_t> file_write(Runtime& rt, FileIO* file, std::string_view bytes);
Result<std::int64_t> file_seek(Runtime& rt, FileIO* file, std::int64_t offset, int whence);
Result<Value> file_read_all(Runtime& rt, FileIO* file);

// ---- any raw stream (raw.cpp)

/// raw.readinto(): bytes read, or kWouldBlock.
Result<std::ptrdiff_t> raw_read(Runtime& rt, View raw, char* data, std::size_t size);
/// raw.write(): bytes written, or kWouldBlock.
Result<std::ptrdiff_t> raw_write(Runtime& rt, View raw, std::string_view bytes);
Result<std::int64_t> raw_seek(Runtime& rt, View raw, std::int64_t offset, int whence);
Result<std::int64_t> raw_tell(Runtime& rt, View raw);
/// Reads all lines, one line … of any stream by its own methods: what _IOBase offers.
Result<Value> generic_readline(Runtime& rt, View stream, std::ptrdiff_t limit);

// ---- buffered streams (buffered.cpp)

Result<Value> make_buffered(Runtime& rt, const TypeDef& def, View raw, std::size_t size);
/// Whether a stream is an exact buffered one over an exact FileIO; `closed` is then set.
bool buffered_closed_fast(Runtime& rt, View stream, bool& closed);
/// write() of an exact BufferedWriter or BufferedRandom; false if the stream is not one, or not usable in this short way.
Result<bool> buffered_write_fast(Runtime& rt, View stream, std::string_view bytes);
Result<bool> buffered_flush_fast(Runtime& rt, View stream);
/// read1(size) of an exact BufferedReader or BufferedRandom: false likewise.
Result<bool> buffered_read1_fast(Runtime& rt, View stream, std::size_t size, std::string& out);

// ---- text streams (text.cpp)

struct TextSettings {
    View encoding = View::none(), errors = View::none(), newline = View::none();
    bool line_buffering = false, write_through = false;
};
Result<Value> make_text(Runtime& rt, View buffer, const TextSettings& settings);
/// write() and flush() of an exact TextIOWrapper; false if `stream` is not one.
Result<bool> text_write_fast(Runtime& rt, View stream, Str* text);
Result<bool> text_flush_fast(Runtime& rt, View stream);

/// open(file, mode, buffering, encoding, errors, newline, closefd, opener)
struct OpenArguments {
    View file;
    std::string_view mode = "r";
    std::int64_t buffering = -1;
    View encoding = View::none(), errors = View::none(), newline = View::none();
    bool close_descriptor = true;
    View opener = View::none();
};
Result<Value> open_stream(Runtime& rt, const OpenArguments& arguments);

/// Buffer of an object that can be written to: "readinto() argument must be read-write bytes-like object, not str".
class WritableArgument {
public:
    WritableArgument(Runtime& rt, View object, const char* function);
    bool raised() const { return raised_; }
    char* data() { return guard_->data(); }
    std::size_t size() const { return guard_->size(); }

private:
    std::unique_ptr<BufferGuard> guard_;
    bool raised_ = true;
};

}  // namespace ouro
