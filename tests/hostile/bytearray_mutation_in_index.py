# limit: memory=64M recursion=1000 ; outcome: ok
# A bytearray that __index__ changes, and a memoryview that it releases, while a method reads its arguments.
class I:
    def __init__(self, a, n): self.a=a; self.n=n
    def __index__(self):
        self.a.clear(); self.a.extend(b"z"*3); return self.n
for name,args in [("find",(b"y",'I')),("rfind",(b"y",'I')),("index",(b"y",'I')),("count",(b"y",'I')),("startswith",(b"y",'I')),("endswith",(b"y",'I')),("center",('I',b"-")),("ljust",('I',)),("zfill",('I',)),("hex",("-",'I')),("expandtabs",('I',)),("split",(b"x",'I')),("rsplit",(None,'I')),("replace",(b"x",b"yy",'I')),("pop",('I',)),("insert",('I',1)),("insert",(1,'I')),("append",('I',)),("remove",('I',)),("__getitem__",('I',)),("__mul__",('I',)),("__imul__",('I',)),("__contains__",('I',)),("__setitem__",('I',1)),("__setitem__",(0,'I')),("__setitem__",('S',b"abc")),("__getitem__",('S',)),("__delitem__",('S',)),("extend",('L',)),("__setitem__",(slice(0,10),'L')),("maketrans",(b"a",b"b")),("join",('L',)),("resize",('I',))]:
    for n in (0,1,5,500,-1,-500):
        a=bytearray(b"x"*1000)
        i=I(a,n)
        ar=tuple(i if x=='I' else slice(i,None,2) if x=='S' else [i,i,i] if x=='L' else x for x in args)
        try: getattr(a,name)(*ar)
        except (ValueError,IndexError,TypeError,BufferError,AttributeError,OverflowError): pass
m=memoryview(bytearray(100))
class J:
    def __index__(self): m.release(); return 1
for f in (lambda: m[J()], lambda: m.__setitem__(J(),1), lambda: m.__setitem__(0,J()), lambda: m[J():], lambda: m.hex("-",J()), lambda: m.cast("B",(J(),100)), lambda: m.tobytes(J())):
    m=memoryview(bytearray(100))
    try: f()
    except (ValueError,TypeError): pass
