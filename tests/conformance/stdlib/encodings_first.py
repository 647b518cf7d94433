# encodings can be imported before codecs.
import encodings
import codecs

print(codecs.lookup("utf-8").name, encodings.normalize_encoding("latin--1"), codecs.encode("abc", "rot13"))
