# A small program: an elevator of generators and a bank with contexts, properties and exceptions.
from collections import deque
from contextlib import contextmanager


class InsufficientFunds(Exception):
    def __init__(self, account, needed):
        super().__init__(f"{account.owner} needs {needed - account.balance} more")
        self.account = account


class Account:
    interest = 0.02

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []

    @property
    def balance(self): return self._balance

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        self._balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self, amount)
        self._balance -= amount
        self.history.append(("withdraw", amount))

    def __repr__(self): return f"<{type(self).__name__} {self.owner} {self._balance}>"
    def __lt__(self, other): return self.balance < other.balance


class Savings(Account):
    interest = 0.05

    def add_interest(self):
        gain = round(self.balance * self.interest, 2)
        if gain:
            self.deposit(gain)
        return gain


@contextmanager
def transaction(*accounts):
    saved = [(a, a._balance, a.history[:]) for a in accounts]
    try:
        yield accounts
    except Exception as error:
        for account, balance, history in saved:
            account._balance, account.history = balance, history
        print("rolled back:", error)
    else:
        print("committed:", *accounts)


ann, bob = Account("ann", 100), Savings("bob", 50)
with transaction(ann, bob):
    ann.withdraw(30)
    bob.deposit(30)
with transaction(ann, bob):
    bob.deposit(1000)
    ann.withdraw(1000)
with transaction(ann):
    ann.deposit(-5)
print(ann, bob, bob.add_interest(), min(ann, bob), sorted([bob, ann]), ann.history, bob.history)


class Scheduler:
    def __init__(self):
        self.ready, self.time, self.log = deque(), 0, []

    def spawn(self, name, task):
        self.ready.append((name, task, None))

    def run(self):
        results = {}
        while self.ready:
            name, task, value = self.ready.popleft()
            self.time += 1
            try:
                request = task.send(value)
            except StopIteration as stop:
                results[name] = stop.value
                self.log.append(f"{self.time}:{name}=done")
                continue
            except Exception as error:
                results[name] = repr(error)
                continue
            match request:
                case ("spawn", child_name, child):
                    self.spawn(child_name, child)
                    value = child_name
                case ("time",): value = self.time
                case ("sleep", n) if n > 0:
                    def sleeper(task=task, n=n):
                        for _ in range(n): yield ("tick",)
                        self.ready.append((name, task, f"slept {n}"))
                    self.ready.append((f"{name}-timer", sleeper(), None))
                    continue
                case _: value = None
            self.ready.append((name, task, value))
        return results


def worker(n):
    total = 0
    for i in range(n):
        total += yield from step(i)
    return total


def step(i):
    if i == 3:
        raise RuntimeError(f"step {i}")
    t = yield ("time",)
    yield ("tick",)
    return t * i


def parent():
    names = []
    for n in (1, 2, 3, 4):
        names.append((yield ("spawn", f"worker{n}", worker(n))))
    slept = yield ("sleep", 2)
    return names, slept


s = Scheduler()
s.spawn("parent", parent())
for name, result in sorted(s.run().items()):
    print(name, result)
print([line for line in s.log if "timer" not in line])
