# random: sequences of a seeded generator, every distribution, shuffle, sample, choices, state,
# bounds and errors.
import random

random.seed(42)
print([random.random() for _ in range(3)], [random.randrange(100) for _ in range(5)],
      [random.randint(1, 6) for _ in range(5)], random.getrandbits(10), random.getrandbits(100),
      random.uniform(1, 2), random.choice("abcdef"), random.choices([1, 2, 3], k=5),
      random.choices("ab", [9, 1], k=5), random.choices("abc", cum_weights=[1, 2, 10], k=4),
      random.sample(range(100), 5), random.sample("abcd", 4), random.randbytes(4))
l = list(range(10)); random.shuffle(l); print(l)
for name, args in (("gauss", (0, 1)), ("normalvariate", (0, 1)), ("expovariate", (1.5,)),
                   ("betavariate", (2, 3)), ("gammavariate", (2, 1)), ("gammavariate", (0.5, 1)),
                   ("lognormvariate", (0, 1)), ("vonmisesvariate", (0, 4)), ("paretovariate", (3,)),
                   ("weibullvariate", (1, 2)), ("triangular", (0, 10, 3)), ("triangular", ()),
                   ("binomialvariate", (10, 0.5)), ("binomialvariate", (1000, 0.3))):
    print(name, f"{getattr(random, name)(*args):.12g}", end="; ")
print()
for seed in (0, 1, -1, 2 ** 100, "text", b"bytes", 1.5, True, None):
    random.seed(seed)
    a = random.random()
    print(repr(seed), a if seed is not None else 0 <= a < 1, end="; ")
print()
state = (random.seed(7), random.random(), random.getstate())[2]
x = [random.random() for _ in range(3)]; random.setstate(state); print(x == [random.random() for _ in range(3)], type(state).__name__, state[0], len(state[1]))
r1, r2 = random.Random(5), random.Random(5); print(r1.random() == r2.random(),
                                                   r1.randint(1, 100) == r2.randint(1, 100),
                                                   random.Random(5).sample(range(50), 3),
                                                   random.Random("a").choice([1, 2, 3]),
                                                   random.Random(3).shuffle([1]))
random.seed(123); print([random.randrange(10, 20, 3) for _ in range(5)],
                        [random.randrange(2 ** 70) for _ in range(2)], random.randint(-5, -5),
                        random.randrange(5, 6), random.sample(["a", "b"], counts=[3, 2], k=4),
                        random.choices("x", k=0), random.sample([], 0), random.getrandbits(0),
                        [round(random.gauss(), 6) for _ in range(4)])
for code in ("random.choice([])", "random.randint(5, 1)", "random.randrange(0)", "random.randrange(1, 1)",
             "random.randrange(1.5)", "random.randrange('a')", "random.sample([1, 2], 3)",
             "random.sample({1, 2}, 1)", "random.sample([1], -1)", "random.choices([], k=1)",
             "random.choices([1], [1, 2])", "random.choices([1, 2], [0, 0])",
             "random.choices([1], weights=[1], cum_weights=[1])", "random.shuffle((1, 2))",
             "random.shuffle('ab')", "random.getrandbits(-1)", "random.getrandbits('a')", "random.seed([])",
             "random.setstate(5)", "random.random(1)", "random.uniform('a', 1)", "random.expovariate(0)",
             "random.randrange(1, 10, 0)", "random.binomialvariate(-1)", "random.randbytes(-1)",
             "random.choice(5)", "random.choice({1: 2})[0]", "random.randint(1)",
             "random.sample(range(10 ** 12), 2)[0] < 10 ** 12"):
    random.seed(1)
    try: print(code, "->", eval(code))
    except Exception as error: print(f"{code}: {type(error).__name__}: {error}")
random.seed(2024); counts = [0] * 6
for _ in range(6000): counts[random.randrange(6)] += 1
print(counts, round(sum(random.random() for _ in range(10000)) / 10000, 6))
class Mine(random.Random):
    def random(self): return 0.25
m = Mine(); print(m.random(), m.uniform(0, 4), m.choice([1, 2, 3, 4]), m.randrange(8))
