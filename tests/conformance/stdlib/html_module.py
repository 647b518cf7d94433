# html: escaping, every kind of reference and those that are wrong, and the tables of names.
import hashlib
import html
from html import entities

for text in ("", "a & b", "<a href=\"x\">it's</a>", "&amp;", "é"):
    print(html.escape(text), html.escape(text, quote=False), html.unescape(html.escape(text)) == text)
for text in ("&", "&&", "&;", "& amp;", "&amp", "&amp;", "&amp;amp;", "&ampx", "&notit;", "&notin;", "&NotEqualTilde;", "&no", "&x", "&unknown;", "&unknown", "&ltx&gt;", "&lt;&GT",
             "&acE;", "&#65;", "&#65", "&#65x", "&#x41;", "&#X4a", "&#xg;", "&#;", "&#x;", "&#0;", "&#128;", "&#x81;", "&#159;", "&#13;", "&#12;", "&#11;", "&#9;", "&#1;", "&#127;", "&#xD800;",
             "&#xDFFF;", "&#x10FFFF;", "&#x10FFFD;", "&#x110000;", "&#99999999999;", "&#xFDD0;", "&#xFFFE;", "&#x1FFFF;", "&#65533;", "&Eacute;&eacute;&Eacute", "&copyright;",
             "a&quot;b&apos;c", "&" + "a" * 40 + ";", "&CounterClockwiseContourIntegral;", "\ud83d&#x1F600;", "&amp\n&lt<&gt#"):
    print(ascii(text), ascii(html.unescape(text)))


def digest(table):
    return len(table), hashlib.sha256(repr(table).encode()).hexdigest()[:16]


print(digest(entities.html5), digest(entities.name2codepoint), digest(entities.codepoint2name), digest(entities.entitydefs))
print(entities.html5["amp"], entities.html5["fjlig;"], entities.name2codepoint["lang"], entities.codepoint2name[8364], entities.entitydefs["euro"], "euro" in entities.html5, entities.__all__)
for value in (None, 3):
    for function in (html.escape, html.unescape):
        try:
            function(value)
        except (TypeError, AttributeError) as error:
            print(type(error).__name__)
