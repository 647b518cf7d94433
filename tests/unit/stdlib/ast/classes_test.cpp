// SPDX-License-Identifier: MIT
// The classes of nodes.
#include <doctest/doctest.h>

#include "stdlib/ast/nodes.h"

using namespace ouro;

TEST_CASE("the table of node classes agrees with the parser's kinds") {
    CHECK(node_class_table().size() == kNodeClasses);
    for (const NodeClass& each : node_class_table()) {
        CHECK(each.name[0] >= 'A');
        int fields = 0;
        for (const NodeField* field = each.fields; field->name; ++field) ++fields;
        CHECK(fields <= static_cast<int>(NodeClasses::kMostFields));
    }
    bool found = false;
    CHECK(sum_of(ast::NodeKind::Await, found) == NodeSum::expr);
    CHECK(found);
    CHECK(has_location(ast::NodeKind::Await));
    CHECK_FALSE(has_location(ast::NodeKind::Arguments));
}
