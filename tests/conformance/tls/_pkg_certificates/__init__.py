# SPDX-License-Identifier: MIT
"""Certificates for one run, made by the command `openssl`: an authority, and what it has signed for a server and a client."""
import asyncio
import atexit
import os
import shutil
import socket
import ssl
import subprocess
import tempfile

folder = tempfile.mkdtemp()
atexit.register(shutil.rmtree, folder, ignore_errors=True)


def path(name):
    return os.path.join(folder, name)


def make(name, subject, *extensions, issuer=None, password=None):
    """NAME.pem and NAME.key; signed by itself, or by an issuer."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2", "-subj", subject,
               "-keyout", path(name + ".key"), "-out", path(name + ".pem")]
    command += ["-passout", "pass:" + password] if password else ["-nodes"]
    if issuer:
        command += ["-CA", path(issuer + ".pem"), "-CAkey", path(issuer + ".key")]
    for extension in extensions:
        command += ["-addext", extension]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def make_expired(name, subject, extension, issuer):
    """The same for a day in the past, which only an authority with its books can have."""
    with open(path("books.cnf"), "w") as file:
        file.write(f"[ca]\ndefault_ca=books\n[books]\ndatabase={path('books')}\nnew_certs_dir={folder}\nrand_serial=yes\ndefault_md=sha256\n"
                   "policy=any\ncopy_extensions=copy\n[any]\ncommonName=supplied\n")
    open(path("books"), "w").close()
    for command in (["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", subject, "-addext", extension,
                     "-keyout", path(name + ".key"), "-out", path(name + ".csr")],
                    ["ca", "-batch", "-notext", "-config", path("books.cnf"), "-cert", path(issuer + ".pem"), "-keyfile", path(issuer + ".key"),
                     "-startdate", "20200101000000Z", "-enddate", "20200102000000Z", "-in", path(name + ".csr"), "-out", path(name + ".pem")]):
        subprocess.run(["openssl", *command], check=True, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


make("ca", "/C=XY/O=ouro/CN=authority", "keyUsage=critical,keyCertSign,cRLSign")
make("server", "/C=XY/O=ouro/CN=server", "subjectAltName=DNS:localhost,DNS:*.example.com,IP:127.0.0.1", "basicConstraints=critical,CA:FALSE", issuer="ca")
make("client", "/O=ouro/CN=client", "basicConstraints=critical,CA:FALSE", issuer="ca")


def server_context(name="server", **options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path(name + ".pem"), path(name + ".key"))
    return configured(context, options)


def client_context(trust="ca", **options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(path(trust + ".pem"))
    return configured(context, options)


def configured(context, options):
    for name, value in options.items():
        setattr(context, name, value)
    return context


def pair(client=None, server=None, hostname="localhost", session=None):
    """Both sides of a connection over memory."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    return ((client or client_context()).wrap_bio(back, there, server_hostname=hostname, session=session),
            (server or server_context()).wrap_bio(there, back, server_side=True))


def shake(client, server):
    """The handshake of both, as far as it goes: errors are raised."""
    waiting = [client, server]
    for _ in range(10):
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                pass
    assert not waiting
    return client, server


def descriptors():
    return len(os.listdir("/proc/self/fd"))


async def descriptors_in_loop():
    """The same, when the loop has what it needs to wait."""
    a, b = socket.socketpair()
    with a, b:
        loop = asyncio.get_running_loop()
        loop.call_later(0.001, b.send, b"x")
        a.setblocking(False)
        await loop.sock_recv(a, 1)
    return descriptors()
