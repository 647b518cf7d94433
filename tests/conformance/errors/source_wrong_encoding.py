# coding: ascii
# A file that is not in the encoding that it declares.
x = "é"
