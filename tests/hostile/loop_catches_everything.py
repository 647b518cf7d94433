# limit: memory=64M fuel=10M deadline=30 recursion=1000 ; outcome: stopped: fuel
# The stop passes except BaseException, finally, __exit__, generators and __del__.
class Swallow:
    def __enter__(self): return self
    def __exit__(self, *args): return True
    def __del__(self):
        while True:
            pass


def generator():
    while True:
        try:
            yield
        except BaseException:
            pass


def trap():
    while True:
        try:
            try:
                with Swallow():
                    while True:
                        for _ in generator():
                            pass
            finally:
                trap()
        except BaseException:
            continue


trap()
