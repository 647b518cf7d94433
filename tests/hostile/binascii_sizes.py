# limit: memory=64M recursion=1000 ; outcome: ok
# Conversions whose results would not fit are MemoryErrors before the work.
import binascii

data = bytes(20 * 2**20)
for convert in (binascii.hexlify, binascii.b2a_qp, binascii.b2a_base64):
    try:
        convert(data)
        print("made", convert.__name__)
    except MemoryError:
        pass
assert binascii.crc32(data) == binascii.crc32(memoryview(data)[:2**20], binascii.crc32(memoryview(data)[2**20:]))
