# IndentationError and TabError: messages, lines and columns.
sources = ["if 1:\npass", "if 1:\n\n\nx", "  x", " x = 1\ny = 2", "x = 1\n  y = 2", "if 1:\n  x\n y",
           "if 1:\n    x\n   y", "if 1:\n  x\n    y", "if 1:\n\tx\n        y", "if 1:\n        x\n\ty",
           "if 1:\n    if 2:\n\tx", "def f():\nreturn 1", "class A:\nx = 1", "for i in x:\ny", "while 1:\nx",
           "try:\nx", "try:\n  x\nexcept:\ny", "try:\n  x\nfinally:\ny", "with a:\nb", "if 1:\n  x\nelse:\ny",
           "if 1:\n  x\nelif 2:\ny", "match x:\ncase 1: pass", "match x:\n  case 1:\n  pass",
           "def f():\n  x\n y", "def f():\n  # comment\nx", "if 1:\n  # only a comment", "if 1:", "if 1:\n",
           "def f():\n    '''doc'''\n  x", "class A:\n  def f(self):\n    pass\n   def g(self):\n    pass",
           "if 1:\n x\n  y\n z", "\tx", "   \n  x", "if 1: x\n  y", "if 1:\n  x\n\n\n   y",
           "async def f():\nx", "@d\n  def f(): pass", "x = [\n1,\n  2]\n  y", "if 1:\n  x = (1,\n2)\n y",
           "if 1:\n\tif 2:\n\t\tx\n\t y", "else:\n  x", "  # comment\n  x", "if 1:\n  pass\n else:\n  pass",
           "def f(a,\nb):\nx", "for x in y:\n  pass\n  else:\n  pass", "while x: y\n    z",
           "if 1:\n" + "  pass\n" * 3 + "    pass", "try:\n  pass\n  except: pass", "\f  x",
           "if 1:\n  \fx\n  y", "if 1:\n" + " " * 8 + "x\n" + "\t" + "y", "if 1:\n \tx\n\t y"]
for depth in (99, 100, 101):
    sources.append("".join(" " * i + "if 1:\n" for i in range(depth)) + " " * depth + "x")
for source in sources:
    try:
        compile(source, "<source>", "exec")
        print(f"{source[:60]!r}: ok")
    except SyntaxError as error:
        print(f"{source[:60]!r}: {type(error).__name__}: {error.msg} ({error.lineno}:{error.offset}) {(error.text or '')[-30:]!r}")
