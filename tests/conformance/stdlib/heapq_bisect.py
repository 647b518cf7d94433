# heapq and bisect: order of equal items, keys, merge, n largest and smallest, changes during comparisons, errors.
import bisect
import heapq

h = []
for x in (5, 1, 4, 1, 3): heapq.heappush(h, x)
print(h, heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), h, [heapq.heappop(h) for _ in range(len(h))])
l = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]; heapq.heapify(l); print(l)
print(heapq.nlargest(3, [1, 5, 2, 5], key=lambda x: x), heapq.nsmallest(2, "hello"), heapq.nlargest(0, [1]), heapq.nsmallest(9, [2, 1]),
      list(heapq.merge([1, 4], [2, 3], [0, 9])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge("aB", "Ac", key=str.lower)))
for code in ("heapq.heappop([])", "heapq.heapreplace([], 1)", "heapq.heappush((), 1)", "heapq.heapify(5)", "heapq.heappush([1], 'a')"):
    try: print(code, eval(code))
    except Exception as error: print(code, type(error).__name__, error)


class Grow:
    def __lt__(self, other): victim.append(0); return True


victim = [Grow(), Grow(), Grow()]
try: heapq.heappush(victim, Grow())
except RuntimeError as error: print(error)
a = [1, 2, 2, 3]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 2, 0, 2), bisect.bisect_left(a, 9), bisect.bisect([3, 2, 1], -2, key=lambda x: -x))
bisect.insort(a, 2.5); bisect.insort_left(a, 1); bisect.insort(a, 7, key=lambda x: x); print(a)
for code in ("bisect.bisect(a, 1, -1)", "bisect.bisect(5, 1)", "bisect.bisect([1], 'a')", "bisect.insort((), 1)"):
    try: print(code, eval(code))
    except Exception as error: print(code, type(error).__name__, error)
