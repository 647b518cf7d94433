# limit: memory=128M recursion=1000 ; outcome: ok
# Containers that change while they are compared, hashed, sorted, copied, printed, iterated or unpacked.
import collections, itertools, functools, heapq, bisect
class Evil:
    log=0
    def __init__(self, f): self.f=f
    def __eq__(self, o): self.f(); return False
    def __lt__(self, o): self.f(); return True
    def __hash__(self): return 7
    def __repr__(self): self.f(); return "E"
    def __index__(self): self.f(); return 0
    def __len__(self): self.f(); return 3
    def __bool__(self): self.f(); return True
    def __add__(self, o): self.f(); return 1
    __radd__=__add__
    def __iter__(self): self.f(); return iter([1,2,3])
def tries(make, uses):
    for clear in ("clear","grow","pop"):
        for use in uses:
            c=make()
            count=[0]
            def act():
                count[0]+=1
                if count[0]>200: raise KeyError
                try:
                    if clear=="clear": c.clear()
                    elif clear=="pop": c.pop() if not isinstance(c,dict) else c.popitem()
                    else:
                        if hasattr(c,"append"): c.append(Evil(act)); c.extend([1]*50)
                        elif isinstance(c,dict): c[object()]=1
                        else: c.add(object())
                except (IndexError, KeyError, RuntimeError, BufferError): pass
            e=Evil(act)
            if hasattr(c,"append"): c.extend([e]*10)
            elif isinstance(c,dict): c.update({Evil(act):Evil(act) for _ in range(3)}) ; c[1]=e
            else: c.add(e)
            try: use(c,e)
            except (RuntimeError,ValueError,KeyError,TypeError,IndexError,AttributeError,RecursionError): pass
L=[lambda c,e: c.index(5), lambda c,e: c.count(5), lambda c,e: c.remove(5), lambda c,e: 5 in c, lambda c,e: c==[e]*10, lambda c,e: c<[Evil(e.f)]*10, lambda c,e: repr(c), lambda c,e: sorted(c), lambda c,e:c.sort(), lambda c,e: c.sort(key=lambda x:x), lambda c,e: max(c), lambda c,e: min(c,key=lambda x:(e.f(),1)[1]), lambda c,e: c.insert(e,1), lambda c,e:c.__setitem__(slice(e,None),c), lambda c,e:c.__setitem__(slice(None,None,2),c), lambda c,e: c*e, lambda c,e: c.__imul__(e), lambda c,e: list(map(Evil.__bool__, c)), lambda c,e: sum(c,e), lambda c,e: any(c), lambda c,e: all(c), lambda c,e: [x for x in c if x], lambda c,e: set(c), lambda c,e: dict.fromkeys(c), lambda c,e: tuple(c), lambda c,e: list(zip(c,c)), lambda c,e: c.extend(c), lambda c,e: c.extend(e), lambda c,e: heapq.heapify(c), lambda c,e: heapq.heappush(c,e), lambda c,e: heapq.heappop(c), lambda c,e: heapq.heapreplace(c,e), lambda c,e: heapq.heappushpop(c,e), lambda c,e: heapq.nsmallest(3,c), lambda c,e: bisect.bisect(c,e), lambda c,e: bisect.insort(c,e), lambda c,e: functools.reduce(lambda a,b:(e.f(),1)[1],c), lambda c,e: list(itertools.accumulate(c)), lambda c,e: list(itertools.groupby(c)), lambda c,e: c.reverse(), lambda c,e: "%s %s"%(c,e), lambda c,e: f"{c!r:>10}", lambda c,e: str(c), lambda c,e: c.pop(e), lambda c,e: c[e], lambda c,e: c.__delitem__(e), lambda c,e: c.__delitem__(slice(e,None,2)), lambda c,e: c[e:], lambda c,e: [*c,*c], lambda c,e: (lambda *a:a)(*c), lambda c,e: print(*c,file=open("/dev/null","w")), lambda c,e: list(itertools.product(c,c)), lambda c,e: list(itertools.chain(c,c)), lambda c,e: list(filter(None,c)), lambda c,e: list(enumerate(c)), lambda c,e: list(reversed(c)), lambda c,e: c+c, lambda c,e: c.copy(), lambda c,e: bytes(c), lambda c,e: bytearray(c)]
tries(list,L)
tries(collections.deque,L+[lambda c,e:c.rotate(e), lambda c,e: c.extendleft(e), lambda c,e: c.appendleft(e)])
D=[lambda c,e: e in c, lambda c,e: c==dict(c), lambda c,e: repr(c), lambda c,e: c.update(c), lambda c,e:c.get(e), lambda c,e:c.pop(e), lambda c,e: c.setdefault(e,1), lambda c,e: c|{e:1}, lambda c,e: {**c}, lambda c,e: list(c.items()), lambda c,e: e in c.values(), lambda c,e: (e,e) in c.items(), lambda c,e: c.items()==dict(c).items(), lambda c,e: c.keys()&[e], lambda c,e: c.keys()|[e], lambda c,e: c.keys()-[e], lambda c,e: c.items()^{(e,1)}, lambda c,e: c.keys().isdisjoint([e]), lambda c,e: sorted(c), lambda c,e: sorted(c,key=c.get), lambda c,e: max(c,key=c.get), lambda c,e: c.copy(), lambda c,e: dict(c), lambda c,e: list(reversed(c)), lambda c,e: [k for k in c if k], lambda c,e: c.fromkeys(c), lambda c,e: c.__ior__([(e,1)]), lambda c,e: f(**c)]
def f(**k): pass
for t in (dict, collections.OrderedDict, lambda: collections.defaultdict(list), collections.Counter): tries(t,D+[lambda c,e: c.move_to_end(e), lambda c,e: c.popitem(False)])
S=[lambda c,e: e in c, lambda c,e: c=={e}, lambda c,e: c|{e}, lambda c,e:c&{e}, lambda c,e: c-{e}, lambda c,e: c^{e}, lambda c,e: c<={e}, lambda c,e: c.isdisjoint([e,e]), lambda c,e: c.update([e]), lambda c,e: c.intersection_update([e]), lambda c,e: c.difference_update([e]), lambda c,e: c.symmetric_difference_update([e]), lambda c,e: repr(c), lambda c,e: c.discard(e), lambda c,e: c.remove(e), lambda c,e: sorted(c), lambda c,e: frozenset(c), lambda c,e: hash(frozenset(c)), lambda c,e: c.copy(), lambda c,e: [x for x in c if x], lambda c,e: c.add(e), lambda c,e: c.issuperset([e]), lambda c,e: c==c.copy()]
tries(set,S)
