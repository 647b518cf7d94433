# The flags of `from __future__ import`: in code objects, given to compile(), inherited by what exec() and compile() make; PEP 401.
import __future__

for name in __future__.all_feature_names:
    flag = getattr(__future__, name).compiler_flag
    imported = compile(f"from __future__ import {name}", "<test>", "exec").co_flags
    given = compile("def f(): pass", "<test>", "exec", flag)
    print(name, hex(flag), hex(imported & 0x1ff0000), hex(given.co_flags & 0x1ff0000), hex(given.co_consts[0].co_flags & 0x1ff0000))
print(hex(__future__.CO_NESTED), hex(__future__.CO_FUTURE_BARRY_AS_BDFL), __future__.CO_GENERATOR_ALLOWED)

scope = {}
exec("from __future__ import annotations, barry_as_FLUFL\ncode = compile('1 <> 2', '', 'eval')\nalone = lambda: compile('1 <> 2', '', 'eval', 0, True)", scope)
print(eval(scope["code"]), hex(scope["code"].co_flags & 0x1ff0000))
for text, flags in (("1 <> 2", 0), ("1 != 2", __future__.CO_FUTURE_BARRY_AS_BDFL), ("1 <> 1", __future__.CO_FUTURE_BARRY_AS_BDFL), ("1 < > 2", __future__.CO_FUTURE_BARRY_AS_BDFL),
                    ("(1 !=\n 2)", __future__.CO_FUTURE_BARRY_AS_BDFL), ("x y != z", __future__.CO_FUTURE_BARRY_AS_BDFL), ("f'{x!=y}'", __future__.CO_FUTURE_BARRY_AS_BDFL)):
    try:
        print(repr(text), eval(compile(text, "<test>", "eval", flags)))
    except SyntaxError as error:
        print(repr(text), error.args)
try:
    scope["alone"]()
except SyntaxError as error:
    print(error)
