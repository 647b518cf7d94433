# limit: fuel=20M deadline=30 ; outcome: stopped: fuel
# needs: _ssl
# A stop inside a callback of OpenSSL ends the script as anywhere else.
import ssl


def endless(*arguments):
    while True:
        pass


context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context._msg_callback = endless
try:
    context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost").do_handshake()
finally:
    print("not reached")
