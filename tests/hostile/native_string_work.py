# limit: memory=256M fuel=50M deadline=40 recursion=1000 ; outcome: stopped: fuel
# Quadratic searches, again and again: bytes copied and compared are charged.
text = "a" * 10 ** 6
needle = "a" * 10 ** 5 + "b" + "a" * 10 ** 5
while True:
    text.find(needle)
    text.count("aa")
    text.replace("aa", "b")
    sorted(text)
