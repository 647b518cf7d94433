# limit: memory=64M recursion=1000 ; outcome: SyntaxError
# The file itself is not UTF-8.
x = "ÿþ"
