// SPDX-License-Identifier: MIT
// The optimized tree that compile() gives with PyCF_OPTIMIZED_AST: what can be computed of constants is, in the tree, within the limits
// that CPython has. The compiler folds for itself (vm/compiler/constant.cpp).
#include <cstring>
#include <vector>

#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

// Nothing larger is computed: bits of an int, items of a tuple, those of all tuples in it, characters.
constexpr std::size_t kMostBits = 128;
constexpr std::int64_t kMostItems = 256, kMostNestedItems = 1024, kMostCharacters = 4096;

// The place of a text that stands nowhere in the source.
constexpr ast::Location kNowhere{-1, -1, -1, -1};

bool is_text(View value) { return is_kind(value, Kind::str) || is_kind(value, Kind::bytes); }

std::int64_t length_of(View value) {
    if (is_kind(value, Kind::str)) return static_cast<std::int64_t>(value.as<Str>()->length());
    if (is_kind(value, Kind::bytes)) return static_cast<std::int64_t>(value.as<Bytes>()->size);
    if (Tuple* tuple = as_tuple(value)) return static_cast<std::int64_t>(tuple->size);
    if (is_kind(value, Kind::frozenset)) return static_cast<std::int64_t>(as_set(value)->used);
    return -1;
}

/// What is left of a number of items after those of a constant and of what is nested in it; negative if it is too few.
std::int64_t items_left(View value, std::int64_t left) {
    Tuple* tuple = as_tuple(value);
    if (!tuple) return left;
    left -= static_cast<std::int64_t>(tuple->size);
    for (std::size_t n = 0; left >= 0 && n < tuple->size; ++n) left = items_left(tuple->items[n], left);
    return left;
}

/// Whether a product is small enough to be computed.
bool is_small_product(View x, View y) {
    if (is_integer(x) && is_integer(y)) return sign_of(x) == 0 || sign_of(y) == 0 || bit_length(x) + bit_length(y) <= kMostBits;
    if (is_integer(y)) return is_small_product(y, x);
    std::int64_t size = length_of(y), times;
    if (!is_integer(x) || size <= 0) return true;
    if (!fits_int64(x, times) || times < 0) return false;
    if (is_text(y)) return times <= kMostCharacters / size;
    return times <= kMostItems / size && (times == 0 || items_left(y, kMostNestedItems / times) >= 0);
}

bool is_small(ast::Operator op, View x, View y) {
    std::int64_t n;
    switch (op) {
        case ast::Operator::MatMult: return false;
        case ast::Operator::Mult: return is_small_product(x, y);
        case ast::Operator::Pow:
            if (!is_integer(x) || !is_integer(y) || sign_of(x) == 0 || sign_of(y) <= 0) return true;
            return fits_int64(y, n) && bit_length(x) <= kMostBits / static_cast<std::size_t>(n);
        case ast::Operator::LShift:
            if (!is_integer(x) || !is_integer(y) || sign_of(x) == 0 || sign_of(y) == 0) return true;
            return fits_int64(y, n) && n >= 0 && static_cast<std::size_t>(n) <= kMostBits && bit_length(x) <= kMostBits - static_cast<std::size_t>(n);
        case ast::Operator::Mod: return !is_text(x);
        default: return true;
    }
}

class Optimizer {
public:
    Optimizer(Runtime& rt, Arena& arena, std::deque<Value>& values, bool debugging, bool future_annotations)
        : rt_(rt), arena_(arena), values_(values), debugging_(debugging), future_annotations_(future_annotations) {}

    Result<void> walk(ast::Node* node) {
        NativeGuard guard(rt_, " during compilation");
        if (guard.raised()) return Raised{};
        TRY(rt_.charge(1));
        switch (node->kind) {
#define NODE(Struct, name, Base, fields) \
    case ast::NodeKind::Struct: return visit(*node->as<ast::Struct>());
#include "parser/nodes.def"
        }
        return {};
    }

private:
    // ---- nodes: all children, in their order; then what is special

#define NODE(Struct, name, Base, fields) \
    [[gnu::noinline]] Result<void> children([[maybe_unused]] ast::Struct& self) { fields return {}; }
#define ONE(T, name) TRY(child(self.name));
#define OPTIONAL(T, name) if (self.name) TRY(child(self.name));
#define MANY(T, name) for (ast::T*& each : self.name) TRY(child(each));
#define SPARSE(T, name) for (ast::T*& each : self.name) if (each) TRY(child(each));
#include "parser/nodes.def"

    template <typename T>
    Result<void> child(T*& slot) {
        TRY(walk(slot));
        if constexpr (std::is_same_v<T, ast::Expr>) return fold(slot);
        return {};
    }
    template <typename T>
    Result<void> visit(T& self) {
        return children(self);
    }
    Result<void> visit(ast::FunctionType&) { return {}; }
    Result<void> visit(ast::Module& self) { return body(self, self.body); }
    Result<void> visit(ast::ClassDef& self) { return body(self, self.body); }
    Result<void> visit(ast::FunctionDef& self) { return function(self); }
    Result<void> visit(ast::AsyncFunctionDef& self) { return function(self); }
    Result<void> visit(ast::Arg& self) { return future_annotations_ ? Result<void>() : children(self); }
    Result<void> visit(ast::AnnAssign& self) {
        TRY(child(self.target));
        if (!future_annotations_) TRY(child(self.annotation));
        if (self.value) TRY(child(self.value));
        return {};
    }
    Result<void> visit(ast::If& self) {  // a chain of `elif` has any length
        ast::If* branch = &self;
        for (;; branch = branch->orelse[0]->as<ast::If>()) {
            TRY(child(branch->test));
            for (ast::Stmt*& each : branch->body) TRY(child(each));
            if (branch->orelse.size() != 1 || !branch->orelse[0]->is<ast::If>()) break;
        }
        for (ast::Stmt*& each : branch->orelse) TRY(child(each));
        return {};
    }
    Result<void> visit(ast::For& self) {
        TRY(children(self));
        return fold_iterable(self.iter);
    }
    Result<void> visit(ast::Comprehension& self) {
        TRY(children(self));
        return fold_iterable(self.iter);
    }

    template <typename T>
    Result<void> function(T& self) {
        ast::Expr* returns = self.returns;
        if (future_annotations_) self.returns = nullptr;
        TRY(body(self, self.body));
        self.returns = future_annotations_ ? returns : self.returns;
        return {};
    }
    /// A first statement that becomes a text only now is no docstring.
    template <typename T>
    Result<void> body(T& self, ast::Sequence<ast::Stmt*>& statements) {
        bool documented = TRY(has_docstring(statements));
        TRY(children(self));
        if (documented || !TRY(has_docstring(statements))) return {};
        ast::Expr*& value = statements[0]->as<ast::ExprStmt>()->value;
        auto* joined = made<ast::JoinedStr>(value->location);
        joined->values = {arena_.make_array<ast::Expr*>(1), 1};
        joined->values[0] = value;
        joined->height = value->height + 1;
        value = joined;
        return {};
    }
    Result<bool> has_docstring(const ast::Sequence<ast::Stmt*>& statements) {
        auto* first = statements.empty() ? nullptr : statements[0]->try_as<ast::ExprStmt>();
        if (!first) return false;
        Value value = TRY(constant(first->value));
        return !value.is_unbound() && rt_.type_of(value) == rt_.types.str;
    }

    // ---- expressions

    Result<void> fold(ast::Expr*& slot) {
        switch (slot->kind) {
            case ast::NodeKind::UnaryOp: return fold_unary(slot, *slot->as<ast::UnaryOp>());
            case ast::NodeKind::BinOp: return fold_binary(slot, *slot->as<ast::BinOp>());
            case ast::NodeKind::Compare: {
                auto& self = *slot->as<ast::Compare>();
                ast::CmpOperator last = self.ops.back();
                return last == ast::CmpOperator::In || last == ast::CmpOperator::NotIn ? fold_iterable(self.comparators.back()) : Result<void>();
            }
            case ast::NodeKind::Tuple: {
                auto& self = *slot->as<ast::Tuple>();
                if (self.ctx != ast::ExprContext::Load) return {};
                Value tuple = TRY(tuple_of(self.elts));
                return tuple.is_unbound() ? Result<void>() : replace(slot, tuple);
            }
            case ast::NodeKind::Subscript: {
                auto& self = *slot->as<ast::Subscript>();
                if (self.ctx != ast::ExprContext::Load) return {};
                Value object = TRY(constant(self.value)), key = TRY(constant(self.slice));
                if (object.is_unbound() || key.is_unbound()) return {};
                return settle(slot, get_item(rt_, object, key));
            }
            case ast::NodeKind::Name:
                if (slot->as<ast::Name>()->ctx == ast::ExprContext::Load && slot->as<ast::Name>()->id == "__debug__")
                    return replace(slot, View::boolean(debugging_));
                return {};
            default: return {};
        }
    }

    Result<void> fold_unary(ast::Expr*& slot, ast::UnaryOp& self) {
        if (auto* compared = self.operand->try_as<ast::Compare>(); compared && self.op == ast::UnaryOperator::Not && compared->ops.size() == 1) {
            switch (ast::CmpOperator& op = compared->ops[0]; op) {
                case ast::CmpOperator::Is: op = ast::CmpOperator::IsNot; break;
                case ast::CmpOperator::IsNot: op = ast::CmpOperator::Is; break;
                case ast::CmpOperator::In: op = ast::CmpOperator::NotIn; break;
                case ast::CmpOperator::NotIn: op = ast::CmpOperator::In; break;
                default: return {};
            }
            slot = compared;
            return {};
        }
        Value value = TRY(constant(self.operand));
        if (value.is_unbound()) return {};
        switch (self.op) {
            case ast::UnaryOperator::Invert: return settle(slot, invert(rt_, value));
            case ast::UnaryOperator::Not: return replace(slot, View::boolean(!TRY(truth(rt_, value))));
            case ast::UnaryOperator::UAdd: return settle(slot, positive(rt_, value));
            case ast::UnaryOperator::USub: return settle(slot, negative(rt_, value));
        }
        return {};
    }

    Result<void> fold_binary(ast::Expr*& slot, ast::BinOp& self) {
        static constexpr BinaryOp ops[] = {BinaryOp::add, BinaryOp::sub, BinaryOp::mul, BinaryOp::matmul, BinaryOp::true_div, BinaryOp::mod, BinaryOp::pow,
                                           BinaryOp::lshift, BinaryOp::rshift, BinaryOp::bit_or, BinaryOp::bit_xor, BinaryOp::bit_and, BinaryOp::floor_div};
        Value x = TRY(constant(self.left));
        if (x.is_unbound()) return {};
        if (auto* items = self.right->try_as<ast::Tuple>(); items && self.op == ast::Operator::Mod && is_kind(x, Kind::str) && !has_starred(items->elts))
            return fold_format(slot, x.as<Str>()->text(), items->elts);
        Value y = TRY(constant(self.right));
        if (y.is_unbound() || !is_small(self.op, x, y)) return {};
        // Sums have no bound; each is work of its size.
        TRY(rt_.charge(is_integer(x) ? static_cast<std::int64_t>(bit_length(x) / 64) : std::max<std::int64_t>(length_of(x), 0) / 16));
        Result<Value> result = binary(rt_, ops[static_cast<int>(self.op)], x, y);
        x = y = Value();
        if (!result.raised()) drop(self.left), drop(self.right);
        return settle(slot, std::move(result));
    }

    static bool has_starred(const ast::Sequence<ast::Expr*>& items) {
        for (const ast::Expr* each : items)
            if (each->is<ast::Starred>()) return true;
        return false;
    }

    /// `for`, `in`: nobody will see a list or a set that is made there.
    Result<void> fold_iterable(ast::Expr*& slot) {
        if (auto* list = slot->try_as<ast::List>()) {
            if (has_starred(list->elts)) return {};
            auto* tuple = made<ast::Tuple>(list->location);
            tuple->elts = list->elts;
            tuple->ctx = list->ctx;
            tuple->height = list->height;
            slot = tuple;
            Value value = TRY(tuple_of(tuple->elts));
            return value.is_unbound() ? Result<void>() : replace(slot, value);
        }
        if (auto* set = slot->try_as<ast::Set>()) {
            Ref<Set> frozen = TRY(new_set(rt_, true));
            for (const ast::Expr* each : set->elts) {
                Value value = TRY(constant(each));
                if (value.is_unbound()) return {};
                if (set_add(rt_, frozen.get(), value).raised()) return give_up();
            }
            return replace(slot, View(frozen));
        }
        return {};
    }

    // ---- '…%s…' % (a, b)

    /// An f-string in its place, if there is one that does the same.
    Result<void> fold_format(ast::Expr*& slot, std::string_view format, const ast::Sequence<ast::Expr*>& items) {
        TRY(rt_.charge(static_cast<std::int64_t>(format.size() / 8)));
        std::vector<ast::Expr*> parts;
        std::size_t at = 0, taken = 0;
        for (;;) {
            if (std::string text = literal(format, at); !text.empty()) {
                auto* part = made<ast::Constant>(kNowhere);
                part->value = ast::ConstantKind::Str;
                part->text = arena_.copy(text);
                parts.push_back(part);
            }
            if (at >= format.size()) break;
            if (taken >= items.size()) return {};
            ast::Expr* field = formatted(format, ++at, items[taken++]);
            if (!field) return {};
            parts.push_back(field);
        }
        if (taken < items.size()) return {};
        auto* joined = made<ast::JoinedStr>(slot->location);
        joined->values = {arena_.make_array<ast::Expr*>(parts.size()), parts.size()};
        std::copy(parts.begin(), parts.end(), joined->values.begin());
        joined->height = slot->height;
        slot = joined;
        return {};
    }

    static std::string literal(std::string_view format, std::size_t& at) {
        std::string text;
        for (; at < format.size(); ++at) {
            if (format[at] == '%' && format.substr(at, 2) != "%%") break;
            if (format[at] == '%') ++at;
            text += format[at];
        }
        return text;
    }

    /// The field of a conversion that begins at `at`; null if f-strings have none like it.
    ast::Expr* formatted(std::string_view format, std::size_t& at, ast::Expr* value) {
        bool left = false;
        auto peek = [&] { return at < format.size() ? format[at] : '\0'; };
        auto digits = [&](std::string& out) {
            while (peek() >= '0' && peek() <= '9') {
                out += format[at++];
                if (out.size() >= 3) return false;
            }
            return true;
        };
        for (; peek() && std::strchr("-+ #0", peek()); ++at) left = left || peek() == '-';
        std::string width, precision;
        if (!digits(width)) return nullptr;
        bool precise = peek() == '.';
        if (precise && (++at, !digits(precision))) return nullptr;
        char conversion = peek();
        if (conversion != 's' && conversion != 'r' && conversion != 'a') return nullptr;
        ++at;
        std::string spec = !left && !width.empty() ? ">" + width : width;
        if (precise) spec += "." + (precision.empty() ? "0" : std::to_string(std::stoi(precision)));
        auto* field = made<ast::FormattedValue>(value->location);
        field->value = value;
        field->conversion = conversion;
        field->height = value->height + 1;
        if (!spec.empty()) {
            auto* text = made<ast::Constant>(kNowhere);
            text->value = ast::ConstantKind::Str;
            text->text = arena_.copy(spec);
            field->format_spec = text;
        }
        return field;
    }

    // ---- constants

    template <typename T>
    T* made(const ast::Location& at) {
        T* node = arena_.make<T>();
        node->location = at;
        return node;
    }
    /// The value of a constant; Unbound of anything else.
    Result<Value> constant(const ast::Expr* e) {
        auto* self = e->try_as<ast::Constant>();
        return self ? constant_value(rt_, *self) : Value();
    }
    Result<Value> tuple_of(const ast::Sequence<ast::Expr*>& items) {
        for (const ast::Expr* each : items)
            if (!each->is<ast::Constant>()) return Value();
        Ref<Tuple> tuple = TRY(new_tuple(rt_, items.size()));
        for (std::size_t n = 0; n < items.size(); ++n) {
            tuple->items[n] = TRY(constant(items[n]));
            drop(items[n]);
        }
        return tuple;
    }
    Result<void> replace(ast::Expr*& slot, Value value) {
        auto* self = made<ast::Constant>(slot->location);
        self->value = ast::ConstantKind::Object;
        self->object = &values_.emplace_back(std::move(value));
        slot = self;
        return {};
    }
    /// What was computed takes the place of the expression; what could not be stays.
    Result<void> settle(ast::Expr*& slot, Result<Value> result) {
        if (result.raised()) return give_up();
        return replace(slot, std::move(result).value());
    }
    Result<void> give_up() {
        if (rt_.stopping() || rt_.pending_is(KeyboardInterrupt)) return Raised{};
        rt_.pending = Value();
        return {};
    }
    /// The operand of what was computed is no longer needed.
    static void drop(ast::Expr* operand) {
        auto* self = operand->as<ast::Constant>();
        if (self->value == ast::ConstantKind::Object) *static_cast<Value*>(const_cast<void*>(self->object)) = Value(View::none());
    }

    Runtime& rt_;
    Arena& arena_;
    std::deque<Value>& values_;
    const bool debugging_, future_annotations_;
};

}  // namespace

Result<void> optimize_tree(Runtime& rt, ast::Mod* tree, Arena& arena, std::deque<Value>& values, int optimize, bool future_annotations) {
    bool debugging = optimize >= 0 ? optimize == 0 : !namespace_get(rt.builtins.get(), rt.names.debug_).is_false();
    try {
        return Optimizer(rt, arena, values, debugging, future_annotations).walk(tree);
    } catch (const std::bad_alloc&) {
        return rt.raise_memory_error();
    }
}

}  // namespace ouro
