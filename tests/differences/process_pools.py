# concurrent.futures.ProcessPoolExecutor can be named and derived from; making one says that ouro does not have it yet. CPython has it.
from concurrent.futures import Executor, ProcessPoolExecutor

print(ProcessPoolExecutor.__name__, issubclass(ProcessPoolExecutor, Executor))
try:
    ProcessPoolExecutor(max_workers=2)
except NotImplementedError as error:
    print(error)
