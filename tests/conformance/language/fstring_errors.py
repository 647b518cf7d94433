# What the compiler says of malformed f-strings.
for code in (
    'f"{"', 'f"}"', 'f"{}"', 'f"{ }"', 'f"{a b}"', 'f"{a!x}"', 'f"{a!}"', 'f"{a!r"', 'f"{a:{b:{c}}}"',
             'f"{a:{b:{c:{d}}}}"',
    'f"{!r}"', 'f"{:x}"', 'f"{=}"', 'f"{a:{}}"', 'f"{lambda x: 1}"', 'f"{a $ b}"', 'f"{a = b}"', 'f"{*}"',
             'f"{**a}"',
    'f"{(}"', 'f"{)}"', 'f"{[1, 2}"', 'f"{a[}"', 'f"{\'abc}"', "f'{a", 'f"""{a', 'f"{a!r:}" + 1 1',
             'f"{a!r }"', 'f"{a! r}"',
    'f"{a#}"', "f'{yield}'", "f'{await x}'", 'f"{1:}"', 'f"{a:{b}"', 'f"{a +}"', 'f"{+}"', 'f"{a.}"',
             'f"{print(}"',
    'f"{1=}" = 2', 'fb"x"', 'f"{a}" b"x"', 'f"\\N{nope}"', 'f"{def}"', 'f"{a, }"', 'f"{1 if 2}"',
             'f"{x for x in y}"',
    'f"{;}"', 'f"{a;}"', 'f"{a:=5}"', 'f"{(a:=5)}"', 'f"{a!s:{!r}}"',
):
    try:
        compile(code, "<f>", "exec")
    except SyntaxError as error:
        print(f"{code}: {error.msg} [{error.lineno}:{error.offset}]")
    else:
        print(f"{code}: ok")
