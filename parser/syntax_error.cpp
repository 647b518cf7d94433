// SPDX-License-Identifier: MIT
#include "parser/syntax_error.h"
namespace ouro {
Diagnostic explain(const Source&, Start, const Actions& failed, Arena&, bool*) { Diagnostic d; d.message = failed.mistake() ? std::string(failed.mistake()->message) : "invalid syntax"; d.line = failed.mistake() ? failed.mistake()->where.lineno : failed.refused_at().lineno; d.column = failed.refused_at().col_offset+1; return d; }
}
