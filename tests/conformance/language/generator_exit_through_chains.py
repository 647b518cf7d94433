# GeneratorExit through chains of generators and coroutines: what is driven is closed first, innermost first, each with an exception of its
# own. Contexts of what is thrown in, what may be thrown, and the values that StopIteration carries.
import sys
import warnings

warnings.simplefilter("ignore")
def f():
    yield
def h(e):
    try: raise KeyError('a')
    except KeyError:
        yield
def g():
    try: raise KeyError('a')
    except Exception: yield from f()
def k():
    yield from f()
for fn in (f,lambda:h(1),g,k):
    for new in (0,1):
        gen=fn(); gen.send(None)
        try:
            raise OSError('o')
        except OSError:
            try: gen.throw(ValueError if new else ValueError())
            except ValueError as e: print(repr(e.__context__), repr(getattr(e.__context__,'__context__','-')))
# close
def c():
    try: yield
    except GeneratorExit as e: print("in", repr(e.__context__)); raise
def c2():
    try: yield from c()
    except GeneratorExit as e: print("out", repr(e.__context__)); raise
gen=c2(); next(gen)
try: raise OSError('o')
except OSError: gen.close()
gen=c2(); next(gen)
try: gen.throw(GeneratorExit('x'))
except GeneratorExit as e: print(repr(e), repr(e.__context__))
def c3():
    try: yield
    except GeneratorExit: return 5
def c4():
    x = yield from c3(); print("x",x)
gen=c4(); next(gen)
try: print(gen.close())
except BaseException as e: print(repr(e))
gen=c4(); next(gen)
try: print(gen.throw(GeneratorExit('y')))
except BaseException as e: print(repr(e))
def c5():
    try: yield
    except GeneratorExit: yield 7
def c6():
    try: yield from c5()
    except RuntimeError as e: print("got",e); yield 8
gen=c6(); next(gen)
try: print(gen.close())
except BaseException as e: print(repr(e))
gen=c6(); next(gen)
try: print(gen.throw(GeneratorExit('y')))
except BaseException as e: print(repr(e))
class It:
    def __iter__(s): return s
    def __next__(s): return 1
    def close(s): print("closed"); 1/0
def c7(): 
    try: yield from It()
    except ZeroDivisionError as e: print("zde", repr(e.__context__)); raise
gen=c7(); next(gen)
try: print(gen.close())
except BaseException as e: print(repr(e))
gen=c7(); next(gen)
try: print(gen.throw(GeneratorExit('y')))
except BaseException as e: print(repr(e))
class B:
    def __iter__(s): return s
    def __next__(s): return 1
    def __getattr__(s,n): 1/0
def c8(): yield from B()
sys.unraisablehook=lambda u: print("unraisable",repr(u.exc_value),u.err_msg,type(u.object).__name__)
for a in ("close","throw"):
    gen=c8(); next(gen)
    try: print(gen.close() if a=="close" else gen.throw(GeneratorExit('y')))
    except BaseException as e: print(repr(e))
def gg():
    yield from gg2()
def gg2():
    try: yield
    finally: print("fin", sys.exception())
g=gg(); next(g); del g
async def co():
    try: await co2()
    except GeneratorExit as e: print("co",repr(e)); raise
async def co2():
    try: await Aw()
    except GeneratorExit as e: print("co2",repr(e)); raise
class Aw:
    def __await__(s): yield 1
c=co(); c.send(None); c.close()
c=co(); c.send(None); 
try: c.throw(GeneratorExit("z"))
except GeneratorExit as e: print(repr(e))
async def ag():
    try: await Aw2(); yield 1
    except GeneratorExit as e: print("ag",repr(e)); raise
class Aw2:
    def __await__(s): 
        try: yield 1
        except GeneratorExit as e: print("aw2", repr(e)); raise
a=ag(); s=a.asend(None); s.send(None)
try: s.throw(GeneratorExit("q"))
except BaseException as e: print(repr(e))
class E(Exception):
    def __new__(cls,*a): return cls
def gen1():
    try: yield
    except TypeError as e: print("te",e); yield 3
g=gen1(); next(g); print(g.throw(E))
g=gen1(); next(g)
def gen2():
    print(g2.gi_yieldfrom, g2.gi_running); yield; 
def gen3(): yield from gen2()
g2=gen3(); next(g2); print(g2.gi_yieldfrom is not None, g2.gi_running)
def r(): return 5; yield
try: r().__next__()
except StopIteration as e: print(e.args)
async def q(): 
    yield 5
s=q().asend(None)
try: s.__next__()
except StopIteration as e: print(e.args)
s=q().__anext__()
try: next(s)
except StopIteration as e: print(e.args)
for bad in ((5,),(ValueError(1),2),(ValueError,2,3),(ValueError,ValueError(7)),(ValueError,(1,2)),(int,)):
    g=f(); next(g)
    try: g.throw(*bad)
    except BaseException as e: print(repr(e))
