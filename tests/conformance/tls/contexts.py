# What an SSLContext is set to at first, what it takes and what it refuses; the names of the module.
import ssl
import warnings

from _pkg_certificates import path


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def show(context):
    print(repr(context.protocol), repr(context.verify_mode), context.check_hostname, context.verify_flags, repr(context.minimum_version), repr(context.maximum_version),
          context.num_tickets, context.security_level, context.post_handshake_auth, context.hostname_checks_common_name)
    print(repr(context.options), context.sni_callback, context.keylog_filename, context._msg_callback, context.session_stats(), context.cert_store_stats())


warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *rest, **more: print("   ", category.__name__, message)
for protocol in ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLSv1_2:
    show(ssl.SSLContext(protocol))
attempt(lambda: type(ssl.SSLContext()))
attempt(lambda: ssl.SSLContext(99))
attempt(lambda: ssl.SSLContext("x"))

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def store(name, value, target=context):
    try:
        setattr(target, name, value)
        print(name, "=", repr(getattr(target, name)))
    except Exception as error:
        print(name, type(error).__name__, error)


for name, value in (("verify_mode", ssl.CERT_NONE), ("check_hostname", False), ("verify_mode", ssl.CERT_OPTIONAL), ("verify_mode", 7), ("verify_mode", "x"),
                    ("verify_mode", ssl.CERT_NONE), ("check_hostname", 1), ("verify_mode", 2), ("options", ssl.OP_NO_TICKET), ("options", ssl.OP_ALL | ssl.OP_NO_TLSv1_3),
                    ("options", -1), ("options", "x"), ("verify_flags", ssl.VERIFY_X509_STRICT), ("verify_flags", None), ("minimum_version", ssl.TLSVersion.TLSv1_3),
                    ("minimum_version", ssl.TLSVersion.TLSv1_1), ("maximum_version", ssl.TLSVersion.MINIMUM_SUPPORTED), ("maximum_version", 0x300),
                    ("minimum_version", 5), ("num_tickets", 1), ("sni_callback", print), ("post_handshake_auth", True), ("hostname_checks_common_name", False),
                    ("keylog_filename", 3), ("keylog_filename", "/nowhere/at/all"), ("_msg_callback", 3), ("protocol", 3), ("security_level", 3)):
    store(name, value)
server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
for name, value in (("num_tickets", 0), ("num_tickets", -1), ("sni_callback", 1), ("sni_callback", None), ("verify_mode", ssl.CERT_REQUIRED)):
    store(name, value, server)

context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
attempt(lambda: context.set_ciphers("nothing"))
attempt(lambda: context.set_ciphers("ECDHE+AESGCM"))
print([cipher["name"] for cipher in context.get_ciphers()])
print(context.get_ciphers()[0])
attempt(lambda: context.set_alpn_protocols(["", "x"]))
attempt(lambda: context.set_alpn_protocols(["x" * 256]))
attempt(lambda: context.set_ecdh_curve("nothing"))
attempt(lambda: context.set_ecdh_curve("prime256v1"))
attempt(lambda: context.load_default_certs("x"))
attempt(lambda: context.load_dh_params("/nowhere/at/all"))
attempt(lambda: context.set_servername_callback(1))
attempt(lambda: context.set_psk_server_callback(print))
attempt(lambda: context.set_psk_client_callback(1))
attempt(lambda: server.set_psk_client_callback(print))
attempt(lambda: ssl.SSLSocket())
attempt(lambda: ssl.SSLObject())
attempt(lambda: context.wrap_bio(1, 2))
attempt(lambda: context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname=""))
attempt(lambda: context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="a\0b"))
attempt(lambda: context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_side=True))

context.load_verify_locations(path("ca.pem"))
print(context.cert_store_stats(), [authority["subject"] for authority in context.get_ca_certs()], len(context.get_ca_certs(True)[0]) > 100)
with open(path("ca.pem")) as file:
    text = file.read()
again = ssl.create_default_context(cadata=text)
print(again.cert_store_stats(), again.verify_flags, again.get_ca_certs(True) == context.get_ca_certs(True))
again.load_verify_locations(cadata=ssl.PEM_cert_to_DER_cert(text))
print(again.cert_store_stats())
for made in ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl._create_unverified_context(), ssl._create_stdlib_context(cert_reqs=ssl.CERT_OPTIONAL, cafile=path("ca.pem")):
    print(repr(made.protocol), repr(made.verify_mode), made.check_hostname, made.verify_flags)
attempt(lambda: ssl.create_default_context("x"))
attempt(lambda: ssl._create_unverified_context(keyfile="x"))

print([ssl.Purpose.SERVER_AUTH, ssl.Purpose.CLIENT_AUTH.oid], ssl._ASN1Object.fromname("localhost" and "CN"), ssl._ASN1Object.fromnid(13))
print(list(ssl.TLSVersion), list(ssl.VerifyMode), ssl.AlertDescription(48), repr(ssl.SSLErrorNumber.SSL_ERROR_EOF), ssl.get_protocol_name(ssl.PROTOCOL_TLS), ssl.get_protocol_name(99))
print(ssl.HAS_SNI, ssl.HAS_ALPN, ssl.HAS_ECDH, ssl.HAS_NPN, ssl.HAS_TLSv1_3, ssl.CHANNEL_BINDING_TYPES, ssl.CertificateError is ssl.SSLCertVerificationError)
print(ssl.SSLError.__mro__, ssl.SSLCertVerificationError.__mro__, str(ssl.SSLError("a")), str(ssl.SSLError(1, "b")), ssl.SSLError(1, "b").errno)
print(isinstance(ssl.OPENSSL_VERSION, str), ssl.OPENSSL_VERSION_INFO[0] >= 3, ssl.OPENSSL_VERSION_NUMBER > 0x30000000)
print(len(ssl.RAND_bytes(16)), ssl.RAND_bytes(0), ssl.RAND_status(), ssl.RAND_add("text", 1.5), ssl.RAND_add(b"bytes", 0))
for wrong in (lambda: ssl.RAND_bytes(-1), lambda: ssl.RAND_add(1, 1), lambda: ssl._txt2obj("nothing"), lambda: ssl._nid2obj(-1), lambda: ssl._nid2obj(0)):
    attempt(wrong)
for text in "Jan  5 09:34:43 2018 GMT", "feb 29 00:00:00 2000 GMT", "Dec 31 23:59:59 1969 GMT", "Jan  5 09:34:43 2018 UTC", "Nop  5 09:34:43 2018 GMT":
    attempt(lambda: ssl.cert_time_to_seconds(text))
attempt(lambda: ssl.PEM_cert_to_DER_cert("x"))
attempt(lambda: ssl.PEM_cert_to_DER_cert(ssl.PEM_HEADER + "x"))
for name, host in (("localhost", "LOCALHOST"), ("*.a.org", "b.a.org"), ("*.a.org", "a.org"), ("b*.a.org", "b.a.org"), ("*.*.org", "a.b.org"), ("*", "a"), ("a.*.org", "a.b.org"), ("", "a")):
    attempt(lambda: ssl._dnsname_match(name, host))
