# An unterminated string literal.
print("never printed")
text = 'it's not closed
