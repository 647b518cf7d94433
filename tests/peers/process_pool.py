# SPDX-License-Identifier: MIT
"""Processes by a start method of the package multiprocessing: prints the same under every Python. process_pool.py METHOD"""
import concurrent.futures
import multiprocessing
import os
import pickle
import sys
import time


def square(number):
    return number * number


def fail(text):
    raise ValueError(text)


def end_process():
    os._exit(3)


def begin(word):
    global prepared
    prepared = word


def what_was_prepared():
    return prepared


def fill(queue, lock, event, numbers):
    event.wait()
    for number in numbers:
        with lock:
            queue.put(number)


def primitives(context):
    queue, lock, event, semaphore = context.Queue(), context.Lock(), context.Event(), context.BoundedSemaphore(2)
    processes = [context.Process(target=fill, args=(queue, lock, event, range(n, 20, 4))) for n in range(4)]
    for process in processes:
        process.start()
    event.set()
    print(sorted(queue.get(timeout=30) for _ in range(20)))
    for process in processes:
        process.join()
    print([process.exitcode for process in processes])
    print(semaphore.acquire(timeout=1), semaphore.acquire(timeout=1), semaphore.acquire(timeout=0.01), semaphore.acquire(False))
    semaphore.release()
    semaphore.release()
    try:
        semaphore.release()
    except ValueError as error:
        print(error)
    recursive = context.RLock()
    print(recursive.acquire(), recursive.acquire(), recursive.release(), recursive.release())
    try:
        recursive.release()
    except AssertionError as error:
        print(error)
    with context.Pool(2) as pool:
        print(pool.map(square, range(10)), pool.apply(square, (7,)))


def pools(context):
    with concurrent.futures.ProcessPoolExecutor(3, mp_context=context) as executor:
        print(list(executor.map(square, range(20), chunksize=3)))
        futures = [executor.submit(square, number) for number in range(200)]
        print(sum(future.result() for future in concurrent.futures.as_completed(futures)))
        try:
            executor.submit(fail, "from far away").result()
        except ValueError as error:
            print(repr(error), type(error.__cause__).__name__, str(error.__cause__).rstrip('"\n').splitlines()[-1])
        try:
            executor.submit(lambda: 1).result()
        except (pickle.PicklingError, AttributeError):
            print("not pickled")
        print(executor.submit(square, 12).result(), len(executor._processes) <= 3)
    for call in executor.submit, executor.map:
        try:
            call(square, [1])
        except RuntimeError as error:
            print(error)
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context, initializer=begin, initargs=("ready",)) as executor:
        print({executor.submit(what_was_prepared).result() for _ in range(5)})
    print("= a process that ends")
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as executor:
        broken = executor.submit(end_process)
        for call in broken.result, lambda: executor.submit(square, 1):
            try:
                call()
            except concurrent.futures.process.BrokenProcessPool as error:
                print(error)
    print("= cancelled at the end")
    executor = concurrent.futures.ProcessPoolExecutor(1, mp_context=context)
    futures = [executor.submit(time.sleep, 0.2)] + [executor.submit(square, number) for number in range(20)]
    futures[0].add_done_callback(lambda future: print("slept"))
    while not futures[0].running():
        time.sleep(0.01)
    executor.shutdown(cancel_futures=True)
    print(futures[0].result(), futures[-1].cancelled())
    if context.get_start_method() != "fork":
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=2) as executor:
            print(len({executor.submit(os.getpid).result() for _ in range(6)}))
    for arguments in {"max_workers": 0}, {"initializer": 5}, {"max_tasks_per_child": 1.5}, {"max_tasks_per_child": 0}:
        try:
            concurrent.futures.ProcessPoolExecutor(**arguments)
        except (TypeError, ValueError) as error:
            print(error)


if __name__ == "__main__":
    primitives(multiprocessing.get_context(sys.argv[1]))
    pools(multiprocessing.get_context(sys.argv[1]))
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(sys.argv[1])) as executor:
        pass
    print("not shut down:", concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(sys.argv[1])).submit(square, 3).result())
