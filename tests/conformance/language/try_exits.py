# Leaving nested try statements by return, break and continue: each finally clause runs once, outside its own statement.
import sys


def h():
    try:
        try: return 1
        finally: print('B')
    finally:
        print('A'); raise ValueError
try: h()
except ValueError as e: print(repr(e))
def h2():
  try:
    try:
        try:
           return 1
        except KeyError: print("wrong")
    finally:
        print('A'); raise KeyError
  except KeyError: print("right")
h2()
def k():
    while True:
        try: return [1]
        finally: break
    return 5
print(k())
def k2():
    for x in [1,2,3]:
        try: return [1]
        finally: continue
    return x
print(k2())
def m():
    try:
        raise ValueError
    except ValueError as e:
        try: return [2]
        finally: print("mf", repr(e), sys.exception())
print(m(), sys.exception())


def nested(way):
    log = []
    for i in range(3):
        try:
            try:
                with_ = [i]
                try:
                    if way == "break": break
                    if way == "continue": continue
                    if way == "return": return log
                    raise KeyError(way)
                except LookupError as e:
                    log.append(repr(e))
                    if i: continue
                finally:
                    log.append("inner")
            finally:
                log.append("middle")
        finally:
            log.append(with_)
    else:
        log.append("else")
    return log


for way in ("break", "continue", "return", "raise"):
    print(way, nested(way))


class Manager:
    def __init__(self, name): self.name = name
    def __enter__(self): return self.name
    def __exit__(self, *info):
        print("exit", self.name, info[0])
        if self.name == "bad": raise OSError(self.name)


def managers():
    for i in range(2):
        try:
            with Manager("a") as a, Manager("bad"):
                if i: continue
                return a
        except OSError as error:
            print("caught", repr(error), repr(error.__context__))
    return "end"


print(managers())


def overridden():
    for x in "ab":
        try:
            return x
        finally:
            try:
                raise ValueError
            except ValueError:
                continue
    return "after"


print(overridden())
def generator():
    try:
        for i in range(3):
            try: yield i
            finally: print("closing", i)
    finally: print("closed")
for i in generator():
    if i: break
