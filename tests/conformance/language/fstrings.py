# f-strings: conversions, format specs with nested fields, the `=` form, quotes reused inside, and
# evaluation in the enclosing scope.
name, value, width = "ouro", 3.14159, 10
print(f"{name} {name!r} {name!s} {name!a} {'é'!a}")
print(f"{value:.2f}|{value:{width}.{2}f}|{value:>{width}}|{value!r:^{width}}|{name:*^{width}}|")
print(f"{value=} {value = } {value=:.1f} {name=!s} {name = !r:>8} {1 + 1=}")
print(f"{{}} {{{name}}} {{{{}}}} {{ {name} }}")
print(f"{'nested'} {"same quotes"} {f"{f"{f'{1 + 1}'}"}"} {'\n'.join(['a', 'b'])!r}")
print(f"{[x * 2 for x in range(3)]} { {1: 2}[1] } { {3} } {(lambda x: x + 1)(1)} {{}}")
print(f"{1 if True else 2} {not 0} {1 < 2} {3 != 4} {name[0]} {name[1:3]} {name.upper()}")
print(f"{1_000_000:,} {255:#x} {255:08b} {-5:+} {5:+} {1e10:g} {0.5:%} {'s':>3}")
print(f"""{
    name  # a comment in the field
} {
    value
    :>8.2f}|""")
print(f"a" "b" f"{1}" 'c{2}' f'd{3}', rf"\n{1}\{2}", fr"\x{'y'}", F"\x41{1}\u00e9\N{BULLET}")
print(f"{name:{'>' if value else '<'}{width}}|{'x':{'{'}<3}|{'':{'}'}<3}|")
print(f"{3:{'0'}{4}d}")


class Spec:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "REPR"

    def __str__(self):
        return "STR"


s = Spec()
print(f"{s} {s:abc} {s!r} {s!s:>5} {s=} {s=!s} {s=:x} {s:%H:%M} {s:{'a'}b{'c'}} {s:!r}")
print(f"{(x := 5)} {x:=5} {x!r:^{x}}|")
print(f"{'a' 'b'} {*[1, 2], 3} {missing if name == '' else 'lazy'}")
print(f"{lambda_ if (lambda_ := 1) else 0} {'#'} {"{}"} {'\''}")
print(f'{"a" + 'b' + """c"""}', f"{name}" == name, f"" == "", f"{''}{''}" == "")


def scopes():
    local = 1
    return [f"{local}{i}" for i in range(2)], (lambda: f"{local}")()


print(scopes())
try:
    f"{missing}"
except NameError as error:
    print(error)
try:
    f"{1:q}"
except ValueError as error:
    print(error)
try:
    f"{[]:5}"
except TypeError as error:
    print(error)
