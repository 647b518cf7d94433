# SPDX-License-Identifier: MIT
"""Splitting URLs, joining and quoting them (RFC 3986, with the habits of older standards that programs count on)."""

import re
import types
from collections import namedtuple
from functools import lru_cache

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs", "parse_qsl", "quote",
           "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes", "DefragResult", "ParseResult", "SplitResult",
           "DefragResultBytes", "ParseResultBytes", "SplitResultBytes"]

# What schemes may have; programs add their own.
uses_relative = ["", *"ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss".split()]
uses_netloc = ["", *("ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh "
                     "sftp nfs git git+ssh ws wss itms-services").split()]
uses_params = ["", *"ftp hdl prospero http imap https shttp rtsp rtsps rtspu sip sips mms sftp tel".split()]
non_hierarchical = "gopher hdl mailto news telnet wais imap snews sip sips".split()
uses_query = ["", *"http wais imap https shttp mms gopher rtsp rtsps rtspu sip sips".split()]
uses_fragment = ["", *"ftp hdl http gopher news nntp wais https shttp snews file prospero".split()]

_letters = "abcdefghijklmnopqrstuvwxyz"
scheme_chars = _letters + _letters.upper() + "0123456789+-."
_control_or_space = "".join(map(chr, range(33)))
_no_line_breaks = str.maketrans("", "", "\t\r\n")


def clear_cache():
    """Forgets what was cached."""
    urlsplit.cache_clear()
    _quoting_table.cache_clear()


def _as_text(*parts):
    """The parts as str, and what turns a result into the kind of text that came in."""
    text = isinstance(parts[0], str)
    for part in parts[1:]:
        if part and isinstance(part, str) != text:  # "" stands for either
            raise TypeError("Cannot mix str and non-str arguments")
    if text:
        return *parts, lambda result: result
    return *[part.decode("ascii", "strict") if part else "" for part in parts], lambda result: result.encode("ascii", "strict")


# ---- results


class _Encodes:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return self._other_kind(*[part.encode(encoding, errors) for part in self])


class _Decodes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return self._other_kind(*[part.decode(encoding, errors) for part in self])


class _Netloc:
    """The parts of `netloc`: user:password@host:port, or [address] for the host."""

    __slots__ = ()
    __class_getitem__ = classmethod(types.GenericAlias)

    def _signs(self):
        return "@:[]%" if isinstance(self.netloc, str) else (b"@", b":", b"[", b"]", b"%")

    @property
    def _userinfo(self):
        at, colon, *_ = self._signs()
        user, there, _ = self.netloc.rpartition(at)
        if not there:
            return None, None
        user, there, password = user.partition(colon)
        return user, password if there else None

    @property
    def _hostinfo(self):
        at, colon, opening, closing, _ = self._signs()
        host = self.netloc.rpartition(at)[2]
        _, there, bracketed = host.partition(opening)
        if there:
            host, _, rest = bracketed.partition(closing)
            port = rest.partition(colon)[2]
        else:
            host, _, port = host.partition(colon)
        return host, port or None

    @property
    def username(self):
        return self._userinfo[0]

    @property
    def password(self):
        return self._userinfo[1]

    @property
    def hostname(self):
        host = self._hostinfo[0]
        if not host:
            return None
        host, sign, zone = host.partition(self._signs()[4])  # the zone of an IPv6 address keeps its case
        return host.lower() + sign + zone

    @property
    def port(self):
        port = self._hostinfo[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        port = int(port)
        if port > 65535:
            raise ValueError("Port out of range 0-65535")
        return port


class _NetlocStr(_Netloc, _Encodes):
    __slots__ = ()


class _NetlocBytes(_Netloc, _Decodes):
    __slots__ = ()


ResultBase = _NetlocStr

_Defrag = namedtuple("DefragResult", "url fragment")
_Split = namedtuple("SplitResult", "scheme netloc path query fragment")
_Parse = namedtuple("ParseResult", "scheme netloc path params query fragment")


class DefragResult(_Defrag, _Encodes):
    """A URL and the fragment that it had."""

    __slots__ = ()

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


class DefragResultBytes(_Defrag, _Decodes):
    """A URL and the fragment that it had, as bytes."""

    __slots__ = ()

    def geturl(self):
        return self.url + b"#" + self.fragment if self.fragment else self.url


class SplitResult(_Split, _NetlocStr):
    """What urlsplit() gives."""

    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class SplitResultBytes(_Split, _NetlocBytes):
    """What urlsplit() gives for bytes."""

    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_Parse, _NetlocStr):
    """What urlparse() gives."""

    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class ParseResultBytes(_Parse, _NetlocBytes):
    """What urlparse() gives for bytes."""

    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


for _text, _bytes in (DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes):
    _text._other_kind = _text._encoded_counterpart = _bytes
    _bytes._other_kind = _bytes._decoded_counterpart = _text
del _text, _bytes


# ---- taking apart


def _is_ipv4(text):
    numbers = text.split(".")
    return len(numbers) == 4 and all(n.isascii() and n.isdigit() and len(n) <= 3 and int(n) < 256 and (n == "0" or n[0] != "0")
                                     for n in numbers)


def _is_ipv6(text):
    text, there, zone = text.partition("%")
    if there and (not zone or "%" in zone):
        return False
    groups = text.split(":")
    if len(groups) < 3:
        return False
    if "." in groups[-1]:
        if not _is_ipv4(groups[-1]):
            return False
        groups[-1:] = ["0", "0"]
    if len(groups) > 9:
        return False
    if gap := "::" in text:
        if text.count("::") > 1 or ":::" in text:
            return False
        if groups[0] == "":
            del groups[0]
        if groups[-1] == "":
            del groups[-1]
    if any(len(group) > 4 or any(c not in "0123456789abcdefABCDEF" for c in group) for group in groups):
        return False
    filled = sum(map(bool, groups))
    if gap:
        return filled <= 7 and len(groups) - filled <= 1
    return filled == len(groups) == 8


def _check_bracketed(host):
    if host.startswith("v"):
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", host):
            raise ValueError("IPvFuture address is invalid")
    elif _is_ipv4(host):
        raise ValueError("An IPv4 address cannot be in brackets")
    elif not _is_ipv6(host):
        raise ValueError(f"{host!r} does not appear to be an IPv4 or IPv6 address")


def _check_netloc(netloc):
    """No character may become a delimiter when the host's name is normalised, as IDNA does."""
    if netloc.isascii():
        return
    import unicodedata
    plain = netloc.translate(str.maketrans("", "", "@:#?"))
    normal = unicodedata.normalize("NFKC", plain)
    if plain != normal and any(c in normal for c in "/?#@:"):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


@lru_cache(typed=True)
def urlsplit(url, scheme="", allow_fragments=True):
    """Splits scheme://netloc/path?query#fragment into these five."""
    url, scheme, give = _as_text(url, scheme)
    url = url.lstrip(_control_or_space).translate(_no_line_breaks)
    scheme = scheme.strip(_control_or_space).translate(_no_line_breaks)
    netloc = query = fragment = ""
    front, colon, rest = url.partition(":")
    if colon and front[:1].isascii() and front[:1].isalpha() and all(c in scheme_chars for c in front):
        scheme, url = front.lower(), rest
    if url.startswith("//"):
        end = min((at for at in (url.find(c, 2) for c in "/?#") if at >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_bracketed(netloc.partition("[")[2].partition("]")[0])
    if allow_fragments:
        url, _, fragment = url.partition("#")
    url, _, query = url.partition("?")
    _check_netloc(netloc)
    return give(SplitResult(scheme, netloc, url, query, fragment))


def urlparse(url, scheme="", allow_fragments=True):
    """Splits scheme://netloc/path;params?query#fragment into these six."""
    url, scheme, give = _as_text(url, scheme)
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params:
        at = path.find(";", path.rfind("/") + 1)  # those of the last segment
        if at >= 0:
            path, params = path[:at], path[at + 1:]
    return give(ParseResult(scheme, netloc, path, params, query, fragment))


def urldefrag(url):
    """The URL without its fragment, and the fragment."""
    url, give = _as_text(url)
    if "#" not in url:
        return give(DefragResult(url, ""))
    *rest, fragment = urlparse(url)
    return give(DefragResult(urlunparse((*rest, "")), fragment))


# ---- putting together


def urlunsplit(components):
    """The URL of what urlsplit() gives, or of any five parts."""
    scheme, netloc, path, query, fragment, give = _as_text(*components)
    url = path
    if netloc:
        url = "//" + netloc + ("/" if path and path[0] != "/" else "") + path
    elif path.startswith("//") or (scheme and scheme in uses_netloc and path[:1] in ("", "/")):
        url = "//" + path
    if scheme:
        url = scheme + ":" + url
    if query:
        url += "?" + query
    if fragment:
        url += "#" + fragment
    return give(url)


def urlunparse(components):
    """The URL of what urlparse() gives, or of any six parts."""
    scheme, netloc, path, params, query, fragment, give = _as_text(*components)
    if params:
        path = f"{path};{params}"
    return give(urlunsplit((scheme, netloc, path, query, fragment)))


def _resolve(segments):
    """The path without its "." and ".." (RFC 3986 5.2.4)."""
    kept = []
    for segment in segments:
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept) or "/"


def urljoin(base, url, allow_fragments=True):
    """What `url` means in a document at `base`."""
    if not base:
        return url
    if not url:
        return base
    base, url, give = _as_text(base, url)
    old = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, old.scheme, allow_fragments)
    if scheme != old.scheme or scheme not in uses_relative:
        return give(url)
    if scheme in uses_netloc:
        if netloc:
            return give(urlunparse((scheme, netloc, path, params, query, fragment)))
        netloc = old.netloc
    if not path and not params:
        return give(urlunparse((scheme, netloc, old.path, old.params, query or old.query, fragment)))
    segments = path.split("/")
    if path[:1] != "/":
        folder = old.path.split("/")
        if folder[-1]:
            folder.pop()  # a document, not a folder
        segments = folder + segments
        segments[1:-1] = [segment for segment in segments[1:-1] if segment]
    return give(urlunparse((scheme, netloc, _resolve(segments), params, query, fragment)))


# ---- %xx


_pair = re.compile(b"%([0-9A-Fa-f]{2})")


def _unquoted(data):
    return _pair.sub(lambda found: bytes.fromhex(found[1].decode()), data)


def unquote_to_bytes(string):
    """The bytes that a quoted text stands for; other than ASCII is UTF-8."""
    if not string:
        string.split  # no text: AttributeError
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    return _unquoted(bytes(string)) if b"%" in string else bytes(string)


_ascii_run = re.compile("([\x00-\x7f]+)")


def unquote(string, encoding="utf-8", errors="replace"):
    """Replaces each %xx; the bytes are decoded."""
    if isinstance(string, bytes):
        return _unquoted(string).decode(encoding, errors)
    if "%" not in string:
        string.split  # no text: AttributeError
        return string
    encoding, errors = encoding or "utf-8", errors or "replace"
    pieces = _ascii_run.split(string)
    pieces[1::2] = [_unquoted(piece.encode()).decode(encoding, errors) for piece in pieces[1::2]]
    return "".join(pieces)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """unquote(), and + is a space, as forms have it."""
    return unquote(string.replace("+", " "), encoding, errors)


_always_safe = frozenset((_letters + _letters.upper() + "0123456789_.-~").encode())


@lru_cache
def _quoting_table(safe):
    safe = _always_safe.union(safe)
    return {n: chr(n) if n in safe else f"%{n:02X}" for n in range(256)}


def quote_from_bytes(bs, safe="/"):
    """The bytes as text in which all but the safe ones are %XX."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    safe = safe.encode("ascii", "ignore") if isinstance(safe, str) else bytes([c for c in safe if c < 128])
    if bs.isalnum():
        return bs.decode()
    return bs.decode("latin-1").translate(_quoting_table(safe))


def quote(string, safe="/", encoding=None, errors=None):
    """The text as a part of a URL: all but letters, digits, "_.-~" and `safe` become %XX."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    elif errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """quote(), and spaces become +, as forms have it."""
    if isinstance(string, (str, bytes)) and (" " if isinstance(string, str) else b" ") not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (" " if isinstance(safe, str) else b" "), encoding, errors).replace(" ", "+")


# ---- queries


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """name=value&… for a mapping or for pairs; with `doseq`, each item of a value that is a sequence becomes a pair."""
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as error:
            raise TypeError("not a valid non-string sequence or mapping object") from error

    def quoted(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    pairs = []
    for name, value in query:
        name = quoted(name)
        values = [value]
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
            except TypeError:
                pass
            else:
                values = value
        pairs += [name + "=" + quoted(each) for each in values]
    return "&".join(pairs)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The pairs of a query, in order. Blank values are left out unless asked for; strict: what is no pair is ValueError."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, str):
        if not isinstance(separator, str):
            separator = str(separator, "ascii")
        sign = "="

        def plain(text):
            return unquote_plus(text, encoding=encoding, errors=errors)
    else:
        if not qs:
            return []
        qs = bytes(memoryview(qs))  # no numbers, no lists of them
        if isinstance(separator, str):
            separator = bytes(separator, "ascii")
        sign = b"="

        def plain(text):
            return unquote_to_bytes(text.replace(b"+", b" "))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, there, value = field.partition(sign)
        if not there and strict_parsing:
            raise ValueError(f"bad query field: {field!r}")
        if value or keep_blank_values:
            pairs.append((plain(name), plain(value)))
    return pairs


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    """The query as a dict: the list of values for each name."""
    found = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding=encoding, errors=errors,
                                 max_num_fields=max_num_fields, separator=separator):
        found.setdefault(name, []).append(value)
    return found


def unwrap(url):
    """The URL in "<URL:scheme://host/path>"."""
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    return url.removeprefix("URL:").strip()


# ---- the older functions: each public name warns, the ones with an underscore are for the library


def _to_bytes(url):
    if isinstance(url, str) and not url.isascii():
        raise UnicodeError(f"URL {url!r} contains non-ASCII characters")
    return url


def _splittype(url):
    found = re.match(r"([^/:]+):(.*)", url, re.S)
    return (found[1].lower(), found[2]) if found else (None, url)


def _splithost(url):
    found = re.match(r"//([^/#?]*)(.*)", url, re.S)
    if not found:
        return None, url
    host, path = found.groups()
    return host, "/" + path if path and path[0] != "/" else path


def _splituser(host):
    user, there, host = host.rpartition("@")
    return user if there else None, host


def _splitpasswd(user):
    user, there, password = user.partition(":")
    return user, password if there else None


def _splitport(host):
    found = re.fullmatch(r"(.*):([0-9]*)", host, re.S)
    return (found[1], found[2] or None) if found else (host, None)


def _splitnport(host, defport=-1):
    name, there, port = host.rpartition(":")
    if not there:
        return host, defport
    if not port:
        return name, defport
    return name, int(port) if port.isascii() and port.isdigit() else None


def _splitquery(url):
    path, there, query = url.rpartition("?")
    return (path, query) if there else (url, None)


def _splittag(url):
    path, there, tag = url.rpartition("#")
    return (path, tag) if there else (url, None)


def _splitattr(url):
    path, *attributes = url.split(";")
    return path, attributes


def _splitvalue(attr):
    name, there, value = attr.partition("=")
    return name, value if there else None


def _deprecated(function):
    name = function.__name__[1:]
    use = {"to_bytes": "", "splitattr": "use urllib.parse.urlparse() instead", "splitvalue": "use urllib.parse.parse_qsl() instead"}
    use = use.get(name, "use urllib.parse.urlparse() instead")

    def old(*args, **kwargs):
        import warnings
        warnings.warn(f"urllib.parse.{name}() is deprecated as of 3.8" + (use and ", " + use), DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)

    old.__name__ = old.__qualname__ = name
    globals()[name] = old


for _each in (_to_bytes, _splittype, _splithost, _splituser, _splitpasswd, _splitport, _splitnport, _splitquery, _splittag, _splitattr,
              _splitvalue):
    _deprecated(_each)
del _each, _deprecated
