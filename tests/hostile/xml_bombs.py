# limit: memory=64M deadline=60 recursion=1000 ; outcome: ok
# pyexpat: entities that grow, documents as deep and wide as memory, parsers that are used from their own handlers and outlive each other.
import gc
import pyexpat
import threading


kept = []


def refused(function, *args, error=(pyexpat.ExpatError, MemoryError)):
    try:
        function(*args)
    except error:
        return
    raise AssertionError(function)


def parse(text, **handlers):
    parser = pyexpat.ParserCreate()
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    return parser.Parse(text, True)


def ignore(*arguments):
    return 1


laughs = "<!DOCTYPE a [<!ENTITY x0 'ha'>" + "".join(f"<!ENTITY x{n} '{f'&x{n - 1};' * 10}'>" for n in range(1, 12)) + "]><a>&x11;</a>"
quadratic = "<!DOCTYPE a [<!ENTITY x '" + "y" * 100000 + "'>]><a>" + "&x;" * 3000 + "</a>"
elements = "<!DOCTYPE a [<!ENTITY x0 '<b/>'>" + "".join(f"<!ENTITY x{n} '{f'&x{n - 1};' * 10}'>" for n in range(1, 12)) + "]><a>&x11;</a>"
attribute = laughs.replace("<a>&x11;</a>", "<a b='&x11;'/>")
parameter = "<!DOCTYPE a [" + "".join(f"<!ENTITY % y{n} '{f'&#37;y{n - 1};' * 10}'>" if n else "<!ENTITY % y0 'ha'>" for n in range(10)) + "%y9;]><a/>"
for text in (laughs, quadratic, elements, attribute, parameter):
    for handlers in ({}, {"CharacterDataHandler": ignore}, {"StartElementHandler": ignore}, {"DefaultHandlerExpand": ignore}, {"buffer_text": True, "CharacterDataHandler": ignore}):
        try:
            parse(text, **handlers)
        except (pyexpat.ExpatError, MemoryError):
            pass
        else:
            assert text in (parameter, quadratic), text[:200]

# As deep, as wide and as long as there is memory
kept.clear()
refused(parse, b"<a>" * (1 << 21))
wide = b"<a " + b" ".join(b"b%d='c'" % n for n in range(1 << 17)) + b"/>"
refused(lambda: [parse(wide.replace(b"=", b"%d=" % n), StartElementHandler=lambda *arguments: kept.append(arguments)) for n in range(20)])
kept.clear()

try:
    parse(b"<!DOCTYPE a [<!ELEMENT a " + b"(" * 20000 + b"b" + b")" * 20000 + b">]><a/>", ElementDeclHandler=ignore)
except (RecursionError, MemoryError, pyexpat.ExpatError):
    pass


def grow():
    parser = pyexpat.ParserCreate()
    while True:
        parser.Parse(b"<a")
        parser.Parse(b" " * 100 + b">")


refused(grow)
refused(lambda: [pyexpat.ParserCreate() for _ in iter(int, 1)], error=MemoryError)
parser = pyexpat.ParserCreate()
refused(setattr, parser, "buffer_size", (1 << 31) - 1, error=MemoryError)

# A parser that is fed by its own handlers
for name in ("StartElementHandler", "CharacterDataHandler", "DefaultHandler", "CommentHandler", "EndElementHandler"):
    parser = pyexpat.ParserCreate()
    setattr(parser, name, lambda *arguments: parser.Parse(b"<b/>"))
    refused(parser.Parse, b"<a>text<!-- c --></a>", True, error=RuntimeError)


# Handlers that take themselves away, and parsers of entities that outlive theirs
kept.clear()


def outside(context, base, system, public):
    inner = parser.ExternalEntityParserCreate(context)
    kept.append(inner)
    inner.StartElementHandler = lambda *arguments: kept.clear()
    inner.Parse(b"<b/>text")
    parser.ExternalEntityRefHandler = parser.CharacterDataHandler = parser.DefaultHandler = None
    return 1


for _ in range(100):
    parser = pyexpat.ParserCreate()
    parser.ExternalEntityRefHandler = outside
    parser.CharacterDataHandler = parser.DefaultHandler = lambda text: setattr(parser, "CharacterDataHandler", None)
    parser.Parse(b"<!DOCTYPE a [<!ENTITY e SYSTEM 'there'><!ENTITY t 'one<c/>two'>]><a>x&e;&t;y&e;</a>", True)
    parser = pyexpat.ParserCreate()
    inner = parser.ExternalEntityParserCreate("")
    parser.StartElementHandler = lambda *arguments, inner=inner, parser=parser: None  # a cycle
    del parser
    gc.collect()
    inner.Parse(b"<a/>", True)

# A parser that threads share
parser = pyexpat.ParserCreate()
parser.StartElementHandler = lambda *arguments: sum(range(2000))
parser.Parse(b"<a>")


def work():
    for _ in range(200):
        try:
            parser.Parse(b"<b></b>")
        except RuntimeError:
            pass


threads = [threading.Thread(target=work) for _ in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
