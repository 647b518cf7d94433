# limit: memory=64M deadline=20 recursion=1000 ; outcome: ok
# csv: fields that never end, readers that read themselves, files and fields that misbehave, rows that no memory holds.
import csv
import itertools


def fails(error, function):
    try:
        function()
    except error:
        return
    raise AssertionError(function)


fails(csv.Error, lambda: next(csv.reader(itertools.chain(['"'], itertools.repeat("x")))))
csv.field_size_limit(1 << 62)
fails(MemoryError, lambda: next(csv.reader(itertools.chain(['"'], itertools.repeat("x" * 65536)))))
fails(MemoryError, lambda: next(csv.reader(["," * (1 << 24)])))


def itself():
    for _ in range(3):
        yield from map(",".join, itertools.islice(reader, 1))
        yield "a,b"


reader = csv.reader(itself())
fails(ValueError, lambda: list(reader))


class Writes:
    def write(self, text):
        writer.writerow(["again"])


class Breaks:
    def __str__(self):
        del Writes.write
        raise KeyError


writer = csv.writer(Writes())
fails(RecursionError, lambda: writer.writerow([1]))
fails(KeyError, lambda: writer.writerow([Breaks()]))
fails(MemoryError, lambda: writer.writerow(itertools.repeat("x" * 65536)))
fails(csv.Error, lambda: csv.Sniffer().sniff("\n" * 100000))
