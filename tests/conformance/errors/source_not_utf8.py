# A file that is not UTF-8 and declares nothing: its first such line is told, though it is only a comment.
print("never")
# café
x = ÿ
