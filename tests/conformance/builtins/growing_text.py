# Text that is added to in place: nobody else who holds the old text sees it change.
def alone(n):
    text = ""
    for i in range(n):
        text += "ab"
        text = text + "é" if i == 700 else text
    return text


whole = alone(1500)
print(len(whole), whole.count("ab"), whole[1400:1404], whole[-2:], hash(whole) == hash("".join(whole)))


def shared():
    text = "x" * 2000
    kept = [text]
    other = text
    text += "y"
    kept.append(text)
    text += "z"
    return [t[-3:] for t in kept], other[-1], text[-3:], len(other), {other: 1}.get("x" * 2000)


print(shared())


def hashed():
    text = "q" * 1100
    table = {}
    for i in range(5):
        table[text] = i
        text += str(i)
        hash(text)
    return [len(key) for key in table], text in table, len(text), list(table.values())


print(hashed())


def itself():
    text = "ab" * 600
    text += text
    text = text + text
    return len(text), text == "ab" * 2400


print(itself())


class Adds(str):
    def __radd__(self, other):
        return f"radd {other[:2]}"

    def __iadd__(self, other):
        return f"iadd {other}"


def subclasses():
    text = "w" * 1200
    text += Adds("v")
    other = Adds("first")
    other += "second"
    return text, other


print(subclasses())


def wide():
    text = "日" * 700
    marks = [text[500], text[699]]
    for i in range(300):
        text += "本" if i % 2 else "x"
        if i % 100 == 0:
            marks.append((text[600], text[-1], text.index("x"), len(text)))
    return marks, text.count("本"), text[699:704], text.find("x本")


print(wide())


def wrong():
    text = "t" * 1500
    for other in (5, None, b"u"):
        try:
            text += other
        except TypeError as error:
            print(error, len(text))
    return text == "t" * 1500


print(wrong())
pieces = "m" * 1100
for letter in "abc":
    pieces += letter
print(pieces[-4:], [x for x in (pieces + "n", pieces)][1][-1])
