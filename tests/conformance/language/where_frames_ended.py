# f_lineno of frames that an exception has left: at the except clause that did not match, at the end of finally, at a raise in a handler.
import sys


def told(function):
    try:
        function()
    except Exception as e:
        frame = e.__traceback__.tb_next
        return frame.tb_lineno - function.__code__.co_firstlineno, frame.tb_frame.f_lineno - function.__code__.co_firstlineno


def unmatched():
    try:
        1 / 0
    except TypeError as ex:
        print("never")


def unmatched_twice():
    try:
        1 / 0
    except TypeError:
        print("never")
    except (KeyError,
            ValueError):
        print("never")


def cleaned():
    try:
        1 / 0
    finally:
        sys.getsizeof(1)


def both():
    try:
        try:
            1 / 0
        except KeyError:
            pass
    finally:
        x = 1


def in_handler():
    try:
        1 / 0
    except ZeroDivisionError as e:
        int("x")


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def within():
    with Manager():
        1 / 0
        print("never")


for function in (unmatched, unmatched_twice, cleaned, both, in_handler, within):
    print(function.__name__, told(function))
