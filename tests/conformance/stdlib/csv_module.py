# csv: dialects and their errors, reading state by state, writing under every kind of quoting, rows as dicts, guessing.
import copy
import csv
import io


def attempt(function, *args, **keywords):
    try:
        return function(*args, **keywords)
    except Exception as error:
        return "%s.%s: %s" % (type(error).__module__, type(error).__name__, error)


def rows(*lines, **how):
    return attempt(lambda: list(csv.reader(lines, **how)))


def text(*data, **how):
    out = io.StringIO()
    return attempt(lambda: [csv.writer(out, **how).writerows(data), out.getvalue()][1])


print(csv.list_dialects(), [csv.get_dialect("unix").quoting, csv.get_dialect("excel-tab").delimiter])
for how in ({"delimiter": 1}, {"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": None}, {"quotechar": 1}, {"quotechar": "ab"}, {"escapechar": 2.0},
            {"lineterminator": 1}, {"lineterminator": None}, {"quoting": None}, {"quoting": 9}, {"quoting": 1, "quotechar": None}, {"delimiter": "\n"},
            {"quotechar": "\r"}, {"escapechar": " ", "skipinitialspace": True}, {"delimiter": '"'}, {"escapechar": ","}, {"delimiter": "!", "lineterminator": "a!"}):
    print(how, attempt(csv.reader, [], **how))
print(attempt(csv.reader), attempt(csv.reader, [], 1, 2), attempt(csv.reader, [], "none"), attempt(csv.writer, 1), attempt(csv.reader, 1))
print(attempt(csv.register_dialect, 1), attempt(csv.unregister_dialect, "none"), attempt(csv.get_dialect, []), attempt(csv.field_size_limit, "a"))
csv.register_dialect("mine", delimiter=";", quotechar="'", strict=True)
mine = csv.get_dialect("mine")
print([getattr(mine, name) for name in "delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict".split()])
print(attempt(copy.copy, mine), attempt(setattr, mine, "strict", False), csv.reader([], mine).dialect is mine)
csv.unregister_dialect("mine")

print(rows('a,"b ""c"" d",,e', "", "x\r\n", '"two\n', 'lines",end'))
print(rows("a|b\\|c|'d'", delimiter="|", escapechar="\\", quotechar="'"), rows('"a" ,b', "c,\\"), rows('a, "b", c', skipinitialspace=True))
print(rows("a  b", " c ", delimiter=" "), rows("a  b", " c ", delimiter=" ", skipinitialspace=True), rows('"a""b"', doublequote=False), rows('"a"b'))
print(rows('"a"b', strict=True), rows('"a', strict=True), rows('"a'), rows("a\rb"), rows(b"a"), rows(1), rows("ж,\U0001f600", delimiter="ж"))
for quoting in range(6):
    print(quoting, rows(',"",3,"5",7.5, 9,"a,b"', quoting=quoting))
print(rows("x", quoting=csv.QUOTE_NONNUMERIC), rows('a"b', 'c\\\n', "d", escapechar="\\"), rows('"e\\"f"', escapechar="\\"))
old = csv.field_size_limit(3)
print(old, rows("abc"), rows("abcd"), csv.field_size_limit(old))
reader = csv.reader(["a\n", '"b\n', 'c"\n', "\n"])
for row in reader:
    print(reader.line_num, row)

data = ["a b", 1, 2.5, None, "", 'say "x"', "p,q", "new\nline", "back\\"]
for quoting in range(6):
    print(quoting, repr(text(data, quoting=quoting)), repr(text(data, quoting=quoting, escapechar="\\")))
print(text(data, doublequote=False), repr(text([""], [None], [], ["", None], lineterminator="|")), text([None], quoting=csv.QUOTE_NOTNULL))
print(text([""], delimiter=" ", skipinitialspace=True), text([""], delimiter=" ", skipinitialspace=True, quoting=csv.QUOTE_NONE), text(1), text([1 + 2j], quoting=2))
print(repr(text(["x|y", "z"], lineterminator="|\n")), csv.writer(io.StringIO()).writerow("ab"), attempt(csv.writer(io.StringIO()).writerows, 1))

source = ["name,age\n", "ann,3\n", "\n", "bob\n", "cy,4,5\n"]
reader = csv.DictReader(source, restkey="more", restval="?")
print(list(reader), reader.fieldnames, reader.line_num)
out = io.StringIO()
writer = csv.DictWriter(out, ["a", "b"], restval="-", extrasaction="ignore")
print(writer.writeheader(), writer.writerow({"b": 2, "c": 3}), out.getvalue())
print(attempt(csv.DictWriter, out, ["a"], extrasaction="x"), attempt(csv.DictWriter(out, ["a"]).writerow, {"q": 1}), csv.DictReader[str])

sniffer = csv.Sniffer()
for sample in ("a;b;c\n1;2;3\n4;5;6\n", "'a', 'b''c'\n'd', 'e'\n", "x\ty\n1\t2\n", "one two\n", "a|b\nc|d\n", '"a"\n"b"\n', "a:b,c:d\n1:2,3:4\n", "abc\n"):
    found = attempt(sniffer.sniff, sample)
    if isinstance(found, str):
        print(repr(sample), found)
    else:
        print(repr(sample), [found.delimiter, found.quotechar, found.doublequote, found.skipinitialspace], attempt(sniffer.has_header, sample))
print(sniffer.sniff("a,b;c\n1,2;3\n", delimiters=";").delimiter, sniffer.has_header("name,n\nann,1\nbob,2\n"), sniffer.has_header("1,2\n3,4\n"))
print(attempt(csv.Dialect), attempt(type("Bad", (csv.excel,), {"quoting": 7})))
