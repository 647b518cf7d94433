# except*: what is handled inside a clause, what comes out of clauses that raise, loops and returns around it.
try:
    raise ValueError(1)
except* ValueError as g:
    print(g.__traceback__, g.exceptions[0].__traceback__ is not None, g.__context__)
import sys
def f():
    try:
        raise ExceptionGroup("a",[ValueError(1),TypeError(2),OSError(3)])
    except* ValueError as e:
        print(repr(sys.exception()))
        try: raise
        except* ValueError: print("x", repr(sys.exception()))
        print(repr(sys.exception()))
        raise
    except* TypeError:
        print(repr(sys.exception()))
        1/0
    finally:
        print("fin",repr(sys.exception()))
try: f()
except Exception as e:
    import traceback
    traceback.print_exception(e, file=sys.stdout)
    print(repr(e), repr(e.__context__), e.exceptions[0].__context__)
print(sys.exception())
def g():
    for i in range(3):
        try:
            if i==1: raise ValueError(i)
        except* ValueError:
            for j in range(3):
                if j==1: break
                continue
            print("in",i,j)
            continue_ = 1
        else:
            print("else", i)
            if i==2: return 5
        finally: print("f", i)
print(g())
try:
    try: raise ExceptionGroup("a",[ValueError(1),OSError(3)])
    except* 5: pass
except Exception as e: print(repr(e))
try:
    try: raise ExceptionGroup("a",[ValueError(1),OSError(3)])
    except* ExceptionGroup: pass
except Exception as e: print(repr(e))
class MyEG(ExceptionGroup):
    def derive(self, excs): return MyEG("d"+self.message, excs)
try:
  try: raise MyEG("m", [ValueError(1), MyEG("n",[OSError(1), ValueError(2)])])
  except* OSError as e: print(repr(e))
except* ValueError as e: print(repr(e), e.__suppress_context__)
for src in ["try: pass\nexcept* A:\n return","def f():\n for x in y:\n  try: pass\n  except* A:\n   break","def f():\n for x in y:\n  try: pass\n  except* A:\n   for z in y:\n    break\n   continue","def f():\n  try: pass\n  except* A:\n   def g(): return 1\n   try: return 4\n   finally: pass","for x in y:\n  try: pass\n  except* A:\n   break","while 1:\n try: pass\n except* A:\n  with a: continue","try: pass\nexcept* A:\n break"]:
    try: compile(src, "s", "exec"); print("ok")
    except SyntaxError as e: print(e.msg)
