# limit: memory=256M recursion=1000 ; outcome: ok
# __eq__ and __hash__ that clear, grow or replace the dict or set they are looked up in.
class Key:
    def __init__(self, action): self.action = action
    def __hash__(self): return 1
    def __eq__(self, other):
        self.action()
        return False


for make in (dict, set):
    for change in ("clear", "grow", "shrink", "replace"):
        target = make()

        def act():
            if change == "clear":
                target.clear()
            elif change == "grow":
                for i in range(100):
                    target.add(object()) if make is set else target.__setitem__(object(), i)
            elif change == "shrink":
                if target:
                    target.pop() if make is set else target.popitem()
            elif make is set:
                target.symmetric_difference_update([1, 2, 3])
            else:
                target.update({i: i for i in range(20)})
        for n in range(20):
            try:
                target.add(Key(act)) if make is set else target.__setitem__(Key(act), n)
            except (RuntimeError, KeyError):
                pass
            for use in (lambda: Key(act) in target,
                        lambda: target.discard(Key(act)) if make is set else target.pop(Key(act), None),
                        lambda: target | make(), lambda: target == make(target), lambda: target.copy(),
                        lambda: list(target),
                        lambda: target.update(make(target)), lambda: target.setdefault(Key(act),
                            1) if make is dict else target.intersection([Key(act)]),
                        lambda: target.get(Key(act)) if make is dict else target.difference([Key(act)])):
                try:
                    use()
                except (RuntimeError, KeyError):
                    pass
