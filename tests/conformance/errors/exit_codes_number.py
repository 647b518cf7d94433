# sys.exit(number): finally blocks run, nothing on stderr, the exit code is the number.
import sys


def cleanup():
    try:
        sys.exit(3)
    except Exception:
        print("not an Exception")
    finally:
        print("finally runs")


try:
    cleanup()
finally:
    print("outer finally")
print("never")
