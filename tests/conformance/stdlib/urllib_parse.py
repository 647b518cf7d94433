# urllib.parse: splitting, joining (RFC 3986's examples), quoting, queries, bytes, errors.
from urllib.parse import *

for url in ("http://user:pa%20ss@Example.COM:8080/a/b;p=1?q=2&r#frag", "//host/path", "mailto:a@b.c", "a/b;c;d?x", "", "http:", "file:///etc/hosts",
            "http://[2001:db8::1%eth0]:443/x", "HTTP://h?q", "1http://x", "tel:+358-1", "http://h/a?b?c#d#e", " \thttp://x\n/y", "http://h:/", "svn+ssh://h/p"):
    split = urlsplit(url)
    print(url.encode(), split, urlparse(url), split.geturl(), split.username, split.password, split.hostname, split.port, sep="\n   ")
base = "http://a/b/c/d;p?q"
for url in ("g:h g ./g g/ /g //g ?y g?y #s g#s g?y#s ;x g;x g;x?y#s . ./ .. ../ ../g ../.. ../../ ../../g ../../../g /./g /../g g. .g g.. ..g ./../g "
            "./g/. g/./h g/../h g;x=1/./y g;x=1/../y http:g").split() + [""]:
    print(url, urljoin(base, url))
print(urljoin("mailto:x", "y"), urljoin("", "x"), urljoin("http://h", "x/../../y/"), urljoin("http://h/a//b", "c"), urljoin(b"http://h/a", b"c"))
print(urldefrag("http://h/a?b#c"), urldefrag(b"x"), urldefrag("http://h/#c").geturl())
print(urlunsplit(("http", "h", "p", "", "")), urlunsplit(("", "", "//x", "", "")), urlunparse(("s", "h", "/p", "a", "q", "f")), urlunsplit(("file", "", "/x", "", "")))
print(quote("a b/c?ä~-_."), quote("/", safe=""), quote_plus("a b+c"), quote_plus("a b", " "), quote(b"\xff\x00a"), quote("é", encoding="latin-1"), quote_from_bytes(b""))
print(unquote("a%20b%C3%A4%ff%zz%"), unquote_plus("a+b%2B"), unquote_to_bytes("a%ffé"), unquote("%E4", "latin-1"), unquote(b"%41"), unquote("ä%C3%A4ä"))
print(urlencode({"a": 1, "b c": "ä&"}), urlencode([("x", [1, "é"]), ("y", "z"), ("w", b"q q")], doseq=True), urlencode({"x": [1]}), urlencode({"a": "b c"}, quote_via=quote))
print(parse_qsl("a=1&b=&c&a=2+3%26"), parse_qs("a=1&b=&a=2", keep_blank_values=True), parse_qsl(b"a=%ff;b=2", separator=b";"), parse_qs(""))
print(urlsplit(b"http://h:80/p"), urlsplit("http://h/").encode(), urlsplit(b"//u:p@h").hostname, urlparse(b"http://h/p;x").decode())
print(urlsplit("http://h/p")._replace(scheme="https", query="q").geturl(), urlsplit("http://h/p?q#f", allow_fragments=False), urlsplit("//h", "ftp"))
for code in ("urlsplit('http://[::1')", "urlsplit('http://[1.2.3.4]/')", "urlsplit('http://[x]/')", "urlsplit('http://h:99999/').port", "urlsplit('http://h:x/').port",
             "urlsplit('http://a\\u2100b/')", "urljoin('a', b'b')", "quote(5)", "quote('a', encoding=5)", "quote(b'a', encoding='x')", "unquote(5)", "parse_qsl('a', strict_parsing=True)",
             "parse_qsl('a=1&b=2', max_num_fields=1)", "parse_qsl('a', separator='')", "urlencode('abc')", "urlencode([1])", "urlencode(5)", "quote_from_bytes('a')",
             "urlsplit('http://[v1.x]/').hostname", "urlsplit('http://[::1.2.3.4]/').hostname", "urlunsplit((1,))", "parse_qs(5)", "urlsplit(5)", "urlsplit('http://[v.x]')"):
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
