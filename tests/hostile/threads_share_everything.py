# limit: memory=256M fuel=none deadline=50 recursion=1000 ; outcome: ok
# Threads change the same containers, generators and classes without locks: each operation is whole, or an ordinary exception.
import threading

shared_list, shared_dict, shared_set = [], {}, set()


class Shared:
    count = 0


def numbers():
    n = 0
    while True:
        yield n
        n += 1


generator = numbers()
errors = []


def work(seed):
    try:
        for n in range(2000):
            shared_list.append(n)
            shared_dict[n % 50] = shared_list
            shared_set.add(n % 70)
            setattr(Shared, f"a{(n + seed) % 20}", n)
            Shared.count += 1
            if n % 7 == 0:
                del shared_list[: len(shared_list) // 2]
            try:
                next(generator)
                for key in shared_dict:
                    shared_dict.get(key)
                sorted(shared_set)
                "".join(map(str, shared_list[:5]))
            except (RuntimeError, ValueError):
                pass
            if n % 100 == 0:
                threading.Thread(target=shared_list.sort).start()
    except BaseException as error:
        errors.append(error)
        raise


threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert not errors, errors
