# pyexpat: what every handler is given, texts in pieces and together, encodings, entities, positions, errors, and settings.
# needs: pyexpat
import io
import pyexpat

document = b"""<?xml version="1.0" encoding="iso-8859-1" standalone="no"?>
<?style sheet="x"?>
<!-- comment -->
<!DOCTYPE quotes SYSTEM "quotes.dtd" [
<!ELEMENT root (a|(b,c?)+)*>
<!ELEMENT any ANY>
<!ATTLIST root one CDATA #REQUIRED two (x|y) "x">
<!NOTATION note SYSTEM "note.jpeg">
<!ENTITY acirc "&#226;">
<!ENTITY outside SYSTEM "entity.file">
<!ENTITY unparsed PUBLIC "public" "entity.file" NDATA note>
]>
<root one="value1" one.two="value2&#8000;">
<n:sub xmlns:n="http://example.org/n" n:attr="q">
text &lt;&acirc;&gt;
</n:sub>
<b><![CDATA[in <CDATA>]]></b>&outside;&skipped;\xb5
</root>"""
NAMES = [name for name in dir(pyexpat.XMLParserType) if name.endswith("Handler")]
print(NAMES)


def show(name, result=None):
    def handler(*arguments):
        print(name, *map(repr, arguments))
        return result
    return handler


def parser_with(names, **options):
    parser = pyexpat.ParserCreate(**options)
    for name in names:
        setattr(parser, name + "Handler", show(name, 1))
    return parser


everything = [name.removesuffix("Handler") for name in NAMES if not name.startswith("Default")]
for separator in (None, "!"):
    print(parser_with(everything, namespace_separator=separator).Parse(document, True))
parser = parser_with(["StartElement", "Default"], namespace_separator=" ")
parser.namespace_prefixes = parser.ordered_attributes = parser.specified_attributes = True
print(parser.Parse(document.decode("latin-1")), parser.Parse("", True))
print(parser_with(["CharacterData"]).ParseFile(io.BytesIO(document)))
parser = pyexpat.ParserCreate()
parser.DefaultHandlerExpand = show("expanded")
print(parser.Parse(document, True))

# Texts that are put together
parser = parser_with(["CharacterData", "StartElement"])
parser.buffer_text = True
print(parser.buffer_size, parser.buffer_used, parser.Parse(b"<a>1&lt;2\n3<!--c-->4"), parser.buffer_used, parser.Parse(b"5<b/>6</a>", True))
parser = parser_with(["CharacterData"])
parser.buffer_size = 5
print(parser.buffer_text, parser.Parse(b"<a>abc&#65;def0123456789</a>", True))

# Positions, contexts, and parsers of entities
parser = pyexpat.ParserCreate()


def start(name, attributes):
    print(name, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex, parser.GetInputContext())


def outside(context, base, system, public):
    inner = parser.ExternalEntityParserCreate(context)
    print("entity", repr(context), base, system, public, inner.Parse(b"<inner>text</inner>", True))
    return 1


parser.StartElementHandler, parser.ExternalEntityRefHandler = start, outside
parser.SetBase("http://example.org/")
print(parser.Parse(b"<!DOCTYPE a [<!ENTITY e SYSTEM 'there'>]>\n<a>\n  <b/>&e;</a>", True), parser.GetBase(), parser.GetInputContext(), parser.CurrentByteIndex)
parser = pyexpat.ParserCreate()
parser.ExternalEntityRefHandler = show("foreign", 1)
print(parser.UseForeignDTD(), parser.SetParamEntityParsing(pyexpat.XML_PARAM_ENTITY_PARSING_ALWAYS), parser.Parse(b"<a/>", True))
names = {}
parser = pyexpat.ParserCreate(intern=names)
parser.Parse(b"<a b='c'><a/></a>", True)
print(names, parser.intern is names, pyexpat.ParserCreate(intern=None).intern, pyexpat.ParserCreate().intern)

# Encodings
for encoding in ("utf-8", "utf-16", "latin-1", "cp1252", "koi8-r"):
    try:
        parser_with(["CharacterData", "XmlDecl"]).Parse(f"<?xml version='1.0' encoding='{encoding}'?><a>".encode(encoding) + ("é" if encoding != "koi8-r" else "Ж").encode(encoding) + "</a>".encode("utf-16-le" if encoding == "utf-16" else encoding), True)
    except Exception as error:
        print(encoding, type(error).__name__, error)
for encoding in ("no-such", "undefined", "utf-7"):
    try:
        print(pyexpat.ParserCreate().Parse(b"<?xml version='1.0' encoding='" + encoding.encode() + b"'?><a/>", True))
    except Exception as error:
        print(encoding, type(error).__name__, error)

# Errors
for text in (b"", b"<", b"<a>", b"</a>", b"<a></b>", b"<a/><b/>", b"<a b='1' b='2'/>", b"<a>&b;</a>", b"<a>&#0;</a>", b"\0", b"<a>\xff</a>", b"<!DOCTYPE a [<!ENTITY b '&b;'>]><a>&b;</a>",
             b" <?xml version='1.0'?><a/>", b"<?xml version='1.0' encoding='utf-16'?><a/>", b"text", b"<a><![CDATA[", b"<x:a/>"):
    parser = pyexpat.ParserCreate(namespace_separator=":")
    try:
        print(parser.Parse(text, True))
    except pyexpat.ExpatError as error:
        print(text, error, error.code, error.lineno, error.offset, error.code == parser.ErrorCode, (parser.ErrorLineNumber, parser.ErrorColumnNumber),
              pyexpat.ErrorString(error.code) == pyexpat.errors.messages[error.code], pyexpat.errors.codes[pyexpat.ErrorString(error.code)] == error.code)
print(pyexpat.ExpatError.__mro__, pyexpat.error is pyexpat.ExpatError, pyexpat.errors.XML_ERROR_SYNTAX, pyexpat.model.XML_CTYPE_CHOICE, pyexpat.ErrorString(999), pyexpat.native_encoding)
parser = pyexpat.ParserCreate()


def fails(*arguments):
    raise KeyError(arguments)


parser.StartElementHandler = fails
parser.EndElementHandler = show("not called")
try:
    parser.Parse(b"<a><b></b>")
except KeyError as error:
    print(repr(error), parser.StartElementHandler, parser.EndElementHandler)
for call in ("pyexpat.ParserCreate(5)", "pyexpat.ParserCreate(namespace_separator=5)", "pyexpat.ParserCreate(namespace_separator='ab')", "pyexpat.ParserCreate(intern=5)",
             "pyexpat.XMLParserType()", "parser.Parse(5)", "parser.Parse(b'<a/>', True)", "parser.ParseFile(5)", "pyexpat.ParserCreate().ParseFile(io.StringIO('<a/>'))",
             "parser.SetBase(5)", "setattr(parser, 'buffer_size', 0)", "setattr(parser, 'buffer_size', 1.5)", "setattr(parser, 'buffer_size', 2**40)", "delattr(parser, 'buffer_text')",
             "delattr(parser, 'StartElementHandler')", "setattr(parser, 'ErrorCode', 1)", "parser.ExternalEntityParserCreate(5)", "parser.ExternalEntityParserCreate('a\\0b')",
             "parser.ExternalEntityParserCreate('a', 'utf-8\\0')", "parser.SetBase('a\\0b')",
             "pyexpat.ErrorString('x')"):
    try:
        print(call, eval(call))
    except Exception as error:
        print(call, type(error).__name__, error)
