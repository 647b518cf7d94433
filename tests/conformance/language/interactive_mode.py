# compile() of what is typed at a prompt: one statement, with an end of its own, or more lines to come.
import ast

ALLOW_INCOMPLETE_INPUT, DONT_IMPLY_DEDENT = 0x4000, 0x200

texts = ["x = 1", "x = = 1", "1\n2", "", "#c", "if 1:", "if 1: pass", "if 1: pass\n", "if 1: pass;", "if 1:\n  x", "if 1:\n  x\n", "if 1:\n  x\n  ",
         "if 1:\n  x\nelse: y", "def f(): pass # why", "def f(): pass\n# why", "@d\ndef f(): pass", "@d", "class A: pass", "async def f(): pass",
         "try: x\nexcept: y", "try:\n  x\n", "with a: b", "for x in y: pass", "while x: y", "match x:\n case 1: pass", "(1,", "a = [", "'''abc",
         "\\\n", "def f():\n  return 1\n\n", "for x in y:\n  if x:\n", "class A:\n  def f(self):\n    return 1\n"]
for text in texts:
    for flags in 0, ALLOW_INCOMPLETE_INPUT, ALLOW_INCOMPLETE_INPUT | DONT_IMPLY_DEDENT:
        try:
            compile(text, "<typed>", "single", flags)
            print(ascii(text), hex(flags), "code")
        except SyntaxError as error:
            print(ascii(text), hex(flags), type(error).__name__, error.msg)
try:
    compile("if 1: pass", "<typed>", "single", ast.PyCF_ONLY_AST)
except SyntaxError as error:
    print(error.lineno, error.offset, error.end_lineno, error.end_offset, error.text)
