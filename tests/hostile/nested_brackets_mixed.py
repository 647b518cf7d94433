# limit: memory=256M recursion=1000 ; outcome: ok
# Nesting of every bracket, of calls, subscripts, lambdas and comprehensions ends in an error of the language.
N = 20000
for opening, closing in (("[", "]"), ("{", "}"), ("f(", ")"), ("a[", "]"), ("(lambda: ", ")"),
                         ("[x for x in ", "]"),
                         ("{1: ", "}"), ("(yield ", ")"), ("not (", ")"), ("-(", ")"), ("(x := ", ")"),
                         ("*(", ")"), ("f'{", "}'")):
    try:
        compile(opening * N + "1" + closing * N, "nested", "exec")
    except (SyntaxError, RecursionError, MemoryError):
        continue
    raise AssertionError(opening)
