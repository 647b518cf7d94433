# limit: memory=64M fuel=20M deadline=none recursion=1000 ; outcome: stopped: fuel
# Threads that never end and catch everything: fuel is the VM's, whichever thread burns it.
import threading


def spin():
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


for _ in range(4):
    threading.Thread(target=spin).start()
spin()
