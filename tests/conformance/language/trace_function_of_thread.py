# What a thread's trace function holds goes when the thread ends; what the main thread's holds stays to the end.
import sys
import threading


class Tracer:
    def __init__(self, name):
        self.name = name

    def __call__(self, *event):
        return None

    def __del__(self):
        print(self.name, "gone")


def run(setter, name):
    setter(Tracer(name))


for setter in sys.settrace, sys.setprofile:
    thread = threading.Thread(target=run, args=(setter, setter.__name__))
    thread.start()
    thread.join()
    print("joined")
sys.settrace(Tracer("main"))
print("end")
