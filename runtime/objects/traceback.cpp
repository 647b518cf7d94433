// SPDX-License-Identifier: MIT
// The plain report of an uncaught exception, for when the module traceback, whose marks under the source it leaves out, cannot make one.
#include <algorithm>
#include <map>
#include <set>

#include "runtime/native/capability.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/exception.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "runtime/objects/suggestion.h"

namespace ouro {

namespace {

class Report {
public:
    explicit Report(Runtime& rt) : rt_(rt) {}

    void add(Exception* e, int depth) {
        // The chain is walked from the newest back, then printed from the oldest.
        std::vector<std::pair<Exception*, int>> chain;  // how each is linked to the next: 1 cause, 2 context
        std::set<Exception*> seen;
        for (Exception* at = e; at && seen.insert(at).second && chain.size() < 1000;) {
            if (is_kind(at->cause, Kind::exception)) {
                chain.push_back({at, 1});
                at = View(at->cause).as<Exception>();
            } else if (is_kind(at->context, Kind::exception) && !at->suppress_context) {
                chain.push_back({at, 2});
                at = View(at->context).as<Exception>();
            } else {
                chain.push_back({at, 0});
                break;
            }
        }
        for (std::size_t n = chain.size(); n-- > 0;) {
            one(chain[n].first, depth);
            if (!n) break;
            line("");
            line(chain[n - 1].second == 1 ? "The above exception was the direct cause of the following exception:"
                                          : "During handling of the above exception, another exception occurred:");
            line("");
        }
    }

    void add(Traceback* traceback) {
        line("Traceback (most recent call last):");
        stack(traceback);
    }

    std::string text;

private:
    void line(const std::string& content) { text += (content.empty() ? (indent_.empty() ? "" : trimmed(indent_)) : indent_ + content) + "\n"; }
    static std::string trimmed(std::string s) {
        while (!s.empty() && s.back() == ' ') s.pop_back();
        return s;
    }

    std::string shown(Result<Ref<Str>> text) {
        if (!text.raised()) return std::string(text.value()->text());
        rt_.pending = Value();
        return "<exception str() failed>";
    }

    std::string type_text(Type* type) {
        std::string name(type->qualified_name->text());
        View module = namespace_get(type->dict, rt_.names.module_);
        Str* m = as_str(module);
        if (m && m->text() != "builtins" && m->text() != "__main__") name = std::string(m->text()) + "." + name;
        return name;
    }

    /// Source line `number` of a file, without its end; false if there is none.
    bool source_line(const std::string& file, std::uint32_t number, std::string& out) {
        if (file.empty() || file[0] == '<' || !granted(rt_, Capability::files)) return false;
        auto found = files_.find(file);
        if (found == files_.end()) {
            std::string contents;
            std::vector<std::string> lines;
            if (std::FILE* f = std::fopen(file.c_str(), "rb")) {
                char buffer[8192];
                std::size_t got;
                while ((got = std::fread(buffer, 1, sizeof buffer, f)) > 0 && contents.size() < (64u << 20)) contents.append(buffer, got);
                std::fclose(f);
            }
            for (std::size_t at = 0; at < contents.size();) {
                std::size_t end = contents.find('\n', at);
                if (end == std::string::npos) end = contents.size();
                lines.push_back(contents.substr(at, end - at));
                if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
                at = end + 1;
            }
            found = files_.emplace(file, std::move(lines)).first;
        }
        if (number < 1 || number > found->second.size()) return false;
        out = found->second[number - 1];
        return true;
    }

    static std::size_t characters(std::string_view s) {
        std::size_t n = 0;
        for (char c : s) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
        return n;
    }

    void frame(const SourcePosition& p) {
        std::string file(p.file ? p.file->text() : "?"), function(p.function ? p.function->text() : "?");
        line("  File \"" + file + "\", line " + std::to_string(p.line) + ", in " + function);
        std::string source;
        if (!source_line(file, p.line, source)) return;
        std::size_t first = source.find_first_not_of(" \t\f");
        if (first == std::string::npos) return;
        std::string stripped = source.substr(first);
        while (!stripped.empty() && std::isspace(static_cast<unsigned char>(stripped.back()))) stripped.pop_back();
        line("    " + stripped);
    }

    void stack(Exception* e) {
        if (is_kind(e->traceback, Kind::traceback)) stack(View(e->traceback).as<Traceback>());
    }

    void stack(Traceback* first) {
        std::string last;
        int repeated = 0;
        auto flush = [&] {
            if (repeated > 3) line("  [Previous line repeated " + std::to_string(repeated - 3) + " more time" + (repeated - 3 == 1 ? "" : "s") + "]");
        };
        for (auto* entry = first; entry; entry = static_cast<Traceback*>(entry->next.get())) {
            SourcePosition p = rt_.hooks.source_position(entry);
            std::string key = std::to_string(p.line) + ":" + std::string(p.function ? p.function->text() : "") + ":" + std::string(p.file ? p.file->text() : "");
            if (key == last) {
                if (++repeated > 3) continue;
            } else {
                flush();
                repeated = 1;
                last = key;
            }
            frame(p);
        }
        flush();
    }

    void syntax_error(Exception* e) {
        Str* file = as_str(e->fields[1]);
        bool has_line = is_integer(e->fields[2]);
        if (file || has_line)
            line("  File \"" + std::string(file ? file->text() : "<string>") + "\"" + (has_line ? ", line " + shown(to_str(rt_, e->fields[2])) : ""));
        Str* source = as_str(e->fields[4]);
        if (!source) return;
        std::string text(source->text());
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
        std::size_t lead = text.find_first_not_of(" \t\f");
        if (lead == std::string::npos) lead = 0;
        line("    " + text.substr(lead));
        std::int64_t offset = 0, end = 0;
        if (!is_integer(e->fields[3]) || !fits_int64(e->fields[3], offset) || offset < 1) return;
        std::int64_t line_number = 0, end_line = 0;
        fits_int64(e->fields[2], line_number);
        end = offset + 1;
        if (is_integer(e->fields[6])) fits_int64(e->fields[6], end);
        if (is_integer(e->fields[5]) && fits_int64(e->fields[5], end_line) && end_line != line_number) end = static_cast<std::int64_t>(characters(text)) + 1;
        if (end == 0 || end == offset || end == -1) end = offset + 1;
        end = std::min(end, static_cast<std::int64_t>(characters(text)) + 1);
        std::int64_t column = offset - 1 - static_cast<std::int64_t>(lead), end_column = end - 1 - static_cast<std::int64_t>(lead);
        if (column < 0) return;
        std::string marks;
        std::string body = text.substr(lead);
        for (std::int64_t n = 0; n < column; ++n) marks += n < static_cast<std::int64_t>(body.size()) && std::isspace(static_cast<unsigned char>(body[static_cast<std::size_t>(n)])) ? body[static_cast<std::size_t>(n)] : ' ';
        line("    " + marks + std::string(static_cast<std::size_t>(std::max<std::int64_t>(1, end_column - column)), '^'));
    }

    void only(Exception* e) {
        View self(static_cast<const Object*>(e));
        std::string name = type_text(e->type()), message;
        if (is_subtype(e->type(), rt_.exceptions[SyntaxError])) {
            syntax_error(e);
            message = e->fields[0].is_unbound() || e->fields[0].is_none() ? "<no detail available>" : shown(to_str(rt_, e->fields[0]));
        } else {
            message = shown(to_str(rt_, self));
            message += suggestion(e);
        }
        std::string whole = message.empty() ? name : name + ": " + message;
        for (std::size_t at = 0; at <= whole.size();) {
            std::size_t end = whole.find('\n', at);
            if (end == std::string::npos) end = whole.size();
            line(whole.substr(at, end - at));
            at = end + 1;
        }
        Result<Value> notes = find_attribute(rt_, self, rt_.names.notes_);
        if (notes.raised()) {
            rt_.pending = Value();
            return;
        }
        if (!is_kind(notes.value(), Kind::list)) return;
        for (const Value& note : notes.value().as<List>()->view()) {
            std::string text_of_note = shown(is_kind(note, Kind::str) ? to_str(rt_, note) : repr(rt_, note));
            for (std::size_t at = 0; at <= text_of_note.size();) {
                std::size_t end = text_of_note.find('\n', at);
                if (end == std::string::npos) end = text_of_note.size();
                line(text_of_note.substr(at, end - at));
                at = end + 1;
            }
        }
    }

    std::string suggestion(Exception* e) {
        bool attribute = is_subtype(e->type(), rt_.exceptions[AttributeError]), name_error = is_subtype(e->type(), rt_.exceptions[NameError]);
        if (!attribute && !name_error) return "";
        Str* wrong = as_str(e->fields[0]);
        if (!wrong || !wrong->size || wrong->size > 40) return "";
        Ref<List> names;
        if (attribute) {
            if (e->fields[1].is_unbound()) return "";
            Result<Value> dir = call_special(rt_, e->fields[1], rt_.names.dir_);
            if (dir.raised() || dir.value().is_unbound()) {
                rt_.pending = Value();
                return "";
            }
            Result<Ref<List>> list = list_from(rt_, dir.value());
            if (list.raised()) {
                rt_.pending = Value();
                return "";
            }
            names = list.take();
        } else {
            Traceback* last = nullptr;
            if (is_kind(e->traceback, Kind::traceback))
                for (auto* entry = View(e->traceback).as<Traceback>(); entry; entry = static_cast<Traceback*>(entry->next.get())) last = entry;
            if (!last || !rt_.hooks.names_visible) return "";
            Result<Ref<List>> list = rt_.hooks.names_visible(rt_, last);
            if (list.raised()) {
                rt_.pending = Value();
                return "";
            }
            names = list.take();
        }
        std::vector<std::string> candidates;
        for (const Value& each : names->view()) {
            Str* s = as_str(each);
            if (s && !(attribute && wrong->text()[0] != '_' && s->size && s->text()[0] == '_')) candidates.emplace_back(s->text());
        }
        if (attribute) std::sort(candidates.begin(), candidates.end());
        std::string best = nearest_name(wrong->text(), candidates);
        return best.empty() ? "" : ". Did you mean: '" + best + "'?";
    }

    void one(Exception* e, int depth) {
        bool group = is_subtype(e->type(), rt_.exceptions[BaseExceptionGroup]);
        bool traceback = is_kind(e->traceback, Kind::traceback);
        if (!group) {
            if (traceback) add(View(e->traceback).as<Traceback>());
            only(e);
            return;
        }
        bool outermost = depth == 0;
        std::string saved = indent_;
        if (outermost) indent_ = "  ";
        if (traceback) {
            text += (outermost ? "  + " : indent_) + std::string("Exception Group Traceback (most recent call last):\n");
            if (outermost) indent_ = "  | ";
            stack(e);
        } else if (outermost) {
            indent_ = "  | ";
        }
        only(e);
        Tuple* parts = View(e->fields[1]).as<Tuple>();
        std::string base = outermost ? "  " : indent_.substr(0, indent_.size() - 2);
        if (depth >= 10) {
            line("... (max_group_depth is 10)");
        } else {
            std::size_t shown_parts = std::min<std::size_t>(parts->size, 15);
            for (std::size_t n = 0; n < shown_parts; ++n) {
                std::string number = n < 15 ? std::to_string(n + 1) : "...";
                std::string rule = "---------------- ";
                text += base + (n == 0 ? "+-" : "  ") + "+" + rule.substr(1 - 1, 0) + "---------------- " + number + " ----------------\n";
                std::string keep = indent_;
                indent_ = base + "  | ";
                add(View(parts->items[n]).as<Exception>(), depth + 1);
                indent_ = keep;
            }
            if (parts->size > shown_parts) {
                text += base + "  +---------------- ... ----------------\n";
                text += base + "  | and " + std::to_string(parts->size - shown_parts) + " more exception" + (parts->size - shown_parts == 1 ? "" : "s") + "\n";
            }
            text += base + "  +------------------------------------\n";
        }
        indent_ = saved;
    }

    Runtime& rt_;
    std::string indent_;
    std::map<std::string, std::vector<std::string>> files_;
};

}  // namespace

std::string format_exception(Runtime& rt, Exception* exception) {
    Ref<Object> held(exception);
    if (rt.hooks.exception_report) {
        std::string text = rt.hooks.exception_report(rt, exception);
        if (!text.empty()) return text;
    }
    Report report(rt);
    report.add(exception, 0);
    return std::move(report.text);
}

std::string format_traceback(Runtime& rt, Traceback* traceback) {
    Ref<Object> held(traceback);
    Report report(rt);
    report.add(traceback);
    return std::move(report.text);
}

}  // namespace ouro
