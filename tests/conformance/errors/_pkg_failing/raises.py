def load():
    return 1 / 0


value = load()
