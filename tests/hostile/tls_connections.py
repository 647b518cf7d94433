# limit: memory=64M deadline=20 ; outcome: MemoryError
# needs: _ssl
# So are connections, and the bytes that a MemoryBIO holds.
import ssl

bio = ssl.MemoryBIO()
try:
    while True:
        bio.write(bytes(1_000_000))
except MemoryError:
    assert 10_000_000 < bio.pending < 64_000_000, bio.pending
    assert len(bio.read(1000)) == 1000
del bio

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
kept = []
while True:
    kept.append(context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost"))
