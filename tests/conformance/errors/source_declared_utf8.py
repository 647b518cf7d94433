# coding: utf-8
# A file that declares UTF-8 and is not: the string is shown.
x = "café"
