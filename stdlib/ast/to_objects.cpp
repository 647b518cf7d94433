// SPDX-License-Identifier: MIT
// From the parser's tree to objects of the classes of `_ast`.
#include "runtime/native/module.h"
#include "runtime/objects/buffer.h"
#include "runtime/objects/containers.h"
#include "runtime/objects/number.h"
#include "runtime/objects/protocol.h"
#include "runtime/objects/str.h"
#include "stdlib/ast/nodes.h"

namespace ouro {

namespace {

class Writer {
public:
    Writer(Runtime& rt, const NodeClasses& classes) : rt_(rt), classes_(classes) {}

    Result<Value> node(const ast::Node* tree) {
        if (!tree) return View::none();
        NativeGuard guard(rt_, " during ast construction");
        if (guard.raised()) return Raised{};
        TRY(rt_.charge(1));
        Type* type = classes_.nodes[static_cast<int>(tree->kind)];
        Object* made = rt_.allocate_instance(type, type->basic_size);
        if (!made) return rt_.raise_memory_error();
        Value object = Value::adopt(View(made));
        Str* const* names = classes_.fields[static_cast<int>(tree->kind)];
        TRY(tree->is<ast::Constant>() ? constant(*tree->as<ast::Constant>(), object, names) : fields(tree, object, names));
        if (!has_location(tree->kind)) return object;
        const ast::Location& at = tree->location;
        TRY(put(object, classes_.lineno, at.lineno));
        TRY(put(object, classes_.col_offset, at.col_offset));
        TRY(put(object, classes_.end_lineno, at.end_lineno));
        TRY(put(object, classes_.end_col_offset, at.end_col_offset));
        return object;
    }

private:
    Result<void> fields(const ast::Node* tree, View object, Str* const* names) {
        switch (tree->kind) {
#define NODE(Struct, name, Base, fields) \
    case ast::NodeKind::Struct: return fill(*tree->as<ast::Struct>(), object, names);
#include "parser/nodes.def"
        }
        return {};
    }

    // A function for each node, so that none of them takes much of the machine stack.
#define NODE(Struct, name, Base, fields)                                                                     \
    [[gnu::noinline]] Result<void> fill([[maybe_unused]] const ast::Struct& self, [[maybe_unused]] View object, \
                                        [[maybe_unused]] Str* const* names) {                                \
        fields return {};                                                                                    \
    }
#define ONE(T, name) TRY(put(object, *names++, self.name));
#define OPTIONAL(T, name) TRY(put(object, *names++, self.name));
#define MANY(T, name) TRY(put_all(object, *names++, self.name));
#define SPARSE(T, name) TRY(put_all(object, *names++, self.name));
#define IDENT(name) TRY(put_text(object, *names++, self.name, false));
#define MAYBE(name) TRY(put_text(object, *names++, self.name.empty() ? std::string_view() : self.name, true));
#define IDENTS(name) TRY(put_names(object, *names++, self.name));
#define PLAIN(T, name) TRY(put(object, *names++, self.name));
#define TEXT(name) TRY(put_text(object, *names++, self.name, true));
#define STRING(name) TRY(put_text(object, *names++, self.name, false));
#include "parser/nodes.def"

    Result<void> put(View object, Str* name, const ast::Node* tree) {
        Value value = TRY(node(tree));
        return set_attribute(rt_, object, name, value);
    }
    Result<void> put(View object, Str* name, int number) { return set_attribute(rt_, object, name, View::small_int(number)); }
    Result<void> put(View object, Str* name, ast::ConstantKind kind) {
        return set_attribute(rt_, object, name, kind == ast::ConstantKind::None ? View::none() : View::boolean(kind == ast::ConstantKind::True));
    }
    Result<void> put(View object, Str* name, ast::Operator op) { return put(object, name, NodeSum::operator_, static_cast<int>(op)); }
    Result<void> put(View object, Str* name, ast::BoolOperator op) { return put(object, name, NodeSum::boolop, static_cast<int>(op)); }
    Result<void> put(View object, Str* name, ast::UnaryOperator op) { return put(object, name, NodeSum::unaryop, static_cast<int>(op)); }
    Result<void> put(View object, Str* name, ast::ExprContext ctx) { return put(object, name, NodeSum::expr_context, static_cast<int>(ctx)); }
    Result<void> put(View object, Str* name, NodeSum sum, int member) {
        return set_attribute(rt_, object, name, classes_.instances[static_cast<int>(sum)][member]);
    }
    Result<void> put(View object, Str* name, const ast::Sequence<ast::CmpOperator>& ops) {
        Ref<List> list = TRY(new_list(rt_, ops.size()));
        for (ast::CmpOperator op : ops) TRY(list_append(rt_, list.get(), Value(classes_.instances[static_cast<int>(NodeSum::cmpop)][static_cast<int>(op)])));
        return set_attribute(rt_, object, name, list);
    }
    // What a constant is made of goes another way.
    Result<void> put(View, Str*, double) { return {}; }
    Result<void> put(View, Str*, bool) { return {}; }
    Result<void> put(View, Str*, const void*) { return {}; }

    template <typename T>
    Result<void> put_all(View object, Str* name, const ast::Sequence<T*>& items) {
        Ref<List> list = TRY(new_list(rt_, items.size()));
        for (const T* item : items) TRY(list_append(rt_, list.get(), TRY(node(item))));
        return set_attribute(rt_, object, name, list);
    }
    Result<void> put_text(View object, Str* name, std::string_view text, bool may_be_none) {
        if (may_be_none && !text.data()) return set_attribute(rt_, object, name, View::none());
        Ref<Str> made = TRY(intern(rt_, text));
        return set_attribute(rt_, object, name, made);
    }
    Result<void> put_names(View object, Str* name, const ast::Sequence<std::string_view>& names) {
        Ref<List> list = TRY(new_list(rt_, names.size()));
        for (std::string_view text : names) TRY(list_append(rt_, list.get(), Value(TRY(intern(rt_, text)))));
        return set_attribute(rt_, object, name, list);
    }

    Result<void> constant(const ast::Constant& self, View object, Str* const* names) {
        Value value = TRY(constant_value(rt_, self));
        TRY(set_attribute(rt_, object, names[0], value));
        Value kind = self.u_prefix ? TRY(rt_.str("u")) : Value(View::none());
        return set_attribute(rt_, object, names[1], kind);
    }

    Runtime& rt_;
    const NodeClasses& classes_;
};

}  // namespace

Result<Value> constant_value(Runtime& rt, const ast::Constant& self) {
    switch (self.value) {
        case ast::ConstantKind::None: return View::none();
        case ast::ConstantKind::True: return View::boolean(true);
        case ast::ConstantKind::False: return View::boolean(false);
        case ast::ConstantKind::Ellipsis: return View::ellipsis();
        case ast::ConstantKind::Float: return rt.real(self.number);
        case ast::ConstantKind::Imaginary: return new_complex(rt, 0, self.number);
        case ast::ConstantKind::Str: return TRY(new_str(rt, self.text));
        case ast::ConstantKind::Bytes: return TRY(new_bytes(rt, self.text));
        case ast::ConstantKind::Int: return int_from_text(rt, self.text, 0, TRY(rt.str(self.text)));
        case ast::ConstantKind::Object: return *static_cast<const Value*>(self.object);
    }
    return Value();
}

Result<Value> objects_of_tree(Runtime& rt, const ast::Mod* tree) {
    const NodeClasses* classes = TRY(node_classes(rt));
    return Writer(rt, *classes).node(tree);
}

}  // namespace ouro
