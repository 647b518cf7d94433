# limit: memory=64M deadline=20 ; outcome: MemoryError
# needs: _ssl
# Contexts are charged, whatever OpenSSL takes for them.
import ssl

kept = []
while True:
    kept.append(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
