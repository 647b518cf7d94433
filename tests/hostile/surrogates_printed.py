# limit: memory=64M recursion=1000 ; outcome: UnicodeEncodeError
# A lone surrogate may be in a str but not on UTF-8 output.
text = "\ud800"
assert len(text) == 1 and ascii(text) == "'\\ud800'" and text.encode("utf-8",
    "surrogatepass") == b"\xed\xa0\x80"
print(text)
