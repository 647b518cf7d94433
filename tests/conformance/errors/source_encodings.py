# Sources of bytes that are not what their encoding wants: which bytes, and where, in names, strings, f-strings and comments; zeros;
# encodings that there are not; the names that two encodings share.
import os
import sys
import tempfile


def tell(what, function):
    try:
        print(what, "->", function())
    except SyntaxError as e:
        print(what, "->", type(e).__name__, ascii(e.args), e.lineno, e.offset, ascii(e.text), e.end_lineno, e.end_offset)
    except (UnicodeError, NameError) as e:
        print(what, "->", type(e).__name__, ascii(e.args))


for source in (
    b'print("""\n\xb1""")\n', b'\n\n\n"\x80"\n', b'"\xc0\x80"\n', b'"\xe0\x80\x80"\n', b'"\xed\xa0\x80"', b'x = "\xc3"\n', b'x = "\xc3',
    b'"\xe2\x82"\n', b'"\xf0\x9f\x98"\n', b'"\xf5\x80\x80\x80"\n', b'"abc \xe2\x82\xac \xff"\n', b'"abc \xe2\x82\xac" \xff\n', b"x = 1\ny = \xff\n",
    b"# \xff\nx = 1 # \xe9\n", b"f'{\xe2'\n", b"f'{a}\xe2'\n", b"f'''\n\xff'''", b"'a' 'b\xff'\n", b"b'\xff'\n", b"def f(:\n  '\xff'\n", b"f'''{1 # \xff\n}'''",
    b"\xef\xbb\xbfx = '\xff'\n", b"\xef\xbb\xbf\xef\xbb\xbfx", b"\xef\xbb", b"\xef\xbb\xbf# coding: Latin_1\nx", b"\xef\xbb\xbf# coding: utf_8-unix\n1/x",
    b"# coding: utf-8\nx = '\xff'\n", b"#coding: ascii\nx = 1\ny='\xe9'\n", b"# coding: nothing\nx\n", b"\n# coding: nothing\nx\n", b"#coding: cp1252\nx = '\x81'\n",
    b"#coding: hex\nx\n", b"# coding: iso_8859-1-unix\nprint('\xe9')\n", b"#coding: UTF-8-sig\nx\xff\n", b"x = 1\0\n", b"# coding: nothing\n\0",
):
    for mode in ("exec", "eval"):
        if mode == "exec" or b"=" not in source and b"\n" not in source[:-1]:
            tell(f"{source!r} {mode}", lambda: compile(source, "<source>", mode) and "compiled")
for source in ("x = 1\0", "\ud800 = 1", "x = '\ud800'"):
    tell(ascii(source), lambda: compile(source, "<source>", "exec") and "compiled")

with tempfile.TemporaryDirectory() as folder:
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    for n, source in enumerate((b"x = 1\n'\xff'\n", b"x = '\0'\n", b"# coding: latin-1\nx = '\xe9'\n", b"# coding: nothing\nx\n")):
        with open(os.path.join(folder, f"module{n}.py"), "wb") as file:
            file.write(source)
        try:
            print(source, ascii(__import__(f"module{n}").x))
        except SyntaxError as e:
            print(source, e.msg, e.lineno, e.offset, ascii(e.text))
