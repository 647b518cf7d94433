# string: constants, capwords, Template with every kind of placeholder, Formatter and its hooks.
import string
from string import Formatter, Template

print(string.ascii_letters, string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits,
      string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
print(string.capwords("hello  wORLD\tit's"), string.capwords("a-b-c", "-"), string.capwords(""))
t = Template("$name owes $$${amount} to ${who}s")
print(t.substitute(name="Ann", amount=5, who="Bob"), t.safe_substitute(name="Ann"),
      t.substitute({"name": 1, "amount": 2}, who=3), t.template, t.get_identifiers(), t.is_valid(),
      Template("$ bad").is_valid())
for text, args in (("$x", {}), ("$", {}), ("$1", {}), ("${x", {"x": 1}), ("${}", {}), ("a\nb $", {}),
                   ("$x_y $xY", {"x_y": 1, "xY": 2}), ("$X", {"X": 1}), ("$é", {"é": 1}), ("$x.y", {"x": 1}),
                   ("$$", {}), ("${x}y$x", {"x": "v"})):
    try: print(repr(text), repr(Template(text).substitute(args)), repr(Template(text).safe_substitute(args)))
    except (KeyError, ValueError) as error: print(repr(text), type(error).__name__, error,
                                                  repr(Template(text).safe_substitute(args)))
class Percent(Template):
    delimiter = "%"
    idpattern = r"[a-z]+"
print(Percent("%abc 100%% $x").substitute(abc=1))
f = Formatter()
print(f.format("{0} {0!r:>5} {k}", "a", k=1), f.vformat("{x[0]}", (), {"x": [7]}),
      list(f.parse("a{b!r:>{w}}c{{d}}{}")), f.get_field("0.real", (5,), {}), f.convert_field("é", "a"),
      f.format_field(3.14159, ".2f"))
class Default(Formatter):
    def get_value(self, key, args, kwargs):
        try: return super().get_value(key, args, kwargs)
        except (KeyError, IndexError): return f"<{key}>"
    def check_unused_args(self, used, args, kwargs): print("used", sorted(map(str, used)), end="; ")
    def convert_field(self, value, conversion): return value.upper() if conversion == "u" else super().convert_field(value, conversion)
d = Default(); print(d.format("{a!u} {0} {missing}", "zero", a="up"))
for bad in (lambda: f.format(), lambda: f.format("{}"), lambda: f.format("{0} {}", 1),
            lambda: f.format("{a}"), lambda: f.format("{0!z}", 1), lambda: Template(),
            lambda: f.format("{", 1)):
    try: print(bad())
    except Exception as error: print(type(error).__name__, error)
