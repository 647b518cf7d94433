# dis and opcode, as far as it does not depend on what the instructions are.
import dis
import io
import opcode
import types


def function(a, b=2, *c, d):
    """Text."""
    import os.path as p
    for x in a:
        try:
            print(x, b)
        except ValueError:
            return [i for i in c if i > 1]
    return lambda: (a, d)


async def coroutine():
    await coroutine()


class Class:
    def method(self):
        return 1

    @staticmethod
    def static():
        return 2


for x in function, Class().method, Class.static, coroutine, "a + 1", "a = 1", function.__code__:
    instructions = list(dis.get_instructions(x))
    code = dis.Bytecode(x).codeobj
    print(type(code).__name__, code.co_name, len(instructions) > 1, [i.offset for i in instructions] == sorted({i.offset for i in instructions}))
    print(all(opcode.opname[i.opcode] == i.opname and opcode.opmap[i.opname] == i.opcode for i in instructions),
          all(isinstance(i, dis.Instruction) and i.start_offset == i.offset for i in instructions))
    lines = {line for _, line in dis.findlinestarts(code) if line}
    print(lines == {i.positions.lineno for i in instructions if i.positions.lineno}, sorted(lines)[-1])
    labels = {i.offset for i in instructions if i.is_jump_target}
    print({i.jump_target for i in instructions if i.jump_target is not None} <= labels)
    print(sorted({i.argval for i in instructions if i.opcode in dis.hasname}))
moved = list(dis.get_instructions(function, first_line=100))
print({i.line_number for i in moved if i.line_number} == {line + 100 - function.__code__.co_firstlineno for _, line in dis.findlinestarts(function.__code__) if line})

out = io.StringIO()
dis.dis(function, file=out)
text = out.getvalue()
print("Disassembly of <code object <lambda>" in text, "ExceptionTable:" in text, "os.path" in text)
out = io.StringIO()
dis.dis(function, file=out, depth=0)
print("Disassembly" in out.getvalue())
out = io.StringIO()
dis.dis(Class, file=out)
print([line for line in out.getvalue().splitlines() if line.startswith("Disassembly")])
info = dis.code_info(function)
print([line for line in info.splitlines() if ":" in line and "Stack size" not in line and "code object" not in line and "Flags" not in line][1:6])
print(dis.pretty_flags(0x1 | 0x2 | 0x20 | 0x100), dis.pretty_flags(0x80000000))
try:
    function(3, d=1)
except TypeError as e:
    traceback = e.__traceback__
print(dis.Bytecode.from_traceback(traceback).dis().count("-->"), dis.Bytecode.from_traceback(traceback).codeobj is function.__code__)
print(repr(dis.Bytecode("x")), dis.Bytecode(function).first_line, dis.Bytecode(function, first_line=3).first_line)
print(list(dis._find_imports(compile("import a.b\nfrom ..c import d, e\n", "x", "exec"))), list(dis._find_store_names(compile("a = 1\nimport b\n", "x", "exec"))))
for wrong in 3, None, [], object():
    try:
        print(list(dis.get_instructions(wrong)))
    except TypeError as e:
        print(e)
try:
    dis.dis(3)
except TypeError as e:
    print(e)
try:
    dis.stack_effect(100000)
except ValueError as e:
    print(e)
print(opcode.cmp_op, isinstance(opcode.hasconst[0], int), set(opcode.hasjrel) <= set(opcode.hasarg), set(opcode.hasname) <= set(opcode.hasarg))
print(sorted(dis.COMPILER_FLAG_NAMES.items()), dis.Positions())
