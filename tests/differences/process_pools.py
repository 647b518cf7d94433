# concurrent.futures.ProcessPoolExecutor stands on the package multiprocessing, which ouro has not yet: without it on the path it can be
# named and derived from, and making one says what is missing. CPython has both.
from concurrent.futures import Executor, ProcessPoolExecutor

print(ProcessPoolExecutor.__name__, issubclass(ProcessPoolExecutor, Executor))
try:
    ProcessPoolExecutor(max_workers=2)
except NotImplementedError as error:
    print(error)
