# shlex: split, join and quote; the lexer's attributes, its streams, punctuation, comments, and unfinished quotes.
import contextlib
import io
import os
import shlex
import tempfile

texts = ["", " ", "a b", "a 'b c' d", 'a "b \\" c" d', r"a\ b c", "a'b'c", "''", "a '' b", 'x""y', "# c", "a #c", "a#b", "'a\\'b", '"', "a\\",
         "foo;bar", "~/a *.b", "a\nb\tc", "é ñ'ü'", "a=b c:d", "'a''b'", '"a\'b"', r'"\a\$\""', "&&", "a&&b||c>d", "\\\n", "x '\n' y"]


def tell(make):
    try:
        return list(make())
    except ValueError as error:
        return str(error)


for text in texts:
    print(repr(text), tell(lambda: shlex.split(text)), tell(lambda: shlex.split(text, True)),
          tell(lambda: shlex.split(text, posix=False)), tell(lambda: shlex.split(text, comments=True, posix=False)))
    print("   ", tell(lambda: shlex.shlex(text)), tell(lambda: shlex.shlex(text, posix=True)),
          tell(lambda: shlex.shlex(text, punctuation_chars=True)), tell(lambda: shlex.shlex(text, None, True, "|&")))
try:
    shlex.split(None)
except ValueError as error:
    print(error)
for text in ("", "a", "a b", "it's", "$x", "a/b.c,d:e=f+g%h@i-j_k", "é", "\n", "~"):
    print(shlex.quote(text), shlex.split(shlex.quote(text)) == [text])
print(shlex.join(["a b", "c", "d'e"]))

lexer = shlex.shlex("a b\nc # d\ne", "file")
print([(lexer.get_token(), lexer.lineno) for _ in range(5)], lexer.error_leader(), lexer.error_leader("g", 7))
lexer = shlex.shlex("a b c", posix=True)
lexer.push_token("first"), lexer.push_token("second")
print(list(lexer), lexer.eof, shlex.shlex("").eof, lexer.get_token())
lexer = shlex.shlex("one two")
lexer.get_token()
lexer.push_source("in ner"), lexer.push_source(io.StringIO("deep"), "name")
print(lexer.infile, list(lexer), lexer.infile)
lexer = shlex.shlex("a:b c|d", punctuation_chars="|")
print(lexer.punctuation_chars, lexer.wordchars[-8:], list(lexer))
try:
    lexer.punctuation_chars = "x"
except AttributeError as error:
    print("AttributeError")
lexer = shlex.shlex("a.b,c!d 'e' %f% g", posix=True)
lexer.whitespace, lexer.quotes, lexer.wordchars, lexer.commenters = ",", "%", lexer.wordchars + " .'", "!"
print(list(lexer))
lexer = shlex.shlex("x^'y \"z^'\" 'a^'b'", posix=True)
lexer.escape, lexer.escapedquotes, lexer.whitespace_split = "^", "'\"", True
print(list(lexer))
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, "inc"), "w") as file:
        file.write("i1 i2")
    lexer = shlex.shlex('a source "inc" b', os.path.join(folder, "main"))
    lexer.source = "source"
    print(list(lexer))
    lexer = shlex.shlex("source none", os.path.join(folder, "main"))
    lexer.source = "source"
    try:
        lexer.get_token()
    except FileNotFoundError:
        print("no file")
with contextlib.redirect_stdout(io.StringIO()) as said:
    lexer = shlex.shlex("a 'b'")
    lexer.debug = 1
    lexer.push_token("p")
    lexer.push_source("s", "f")
    list(lexer)
print([line for line in said.getvalue().splitlines() if "object at" not in line])
