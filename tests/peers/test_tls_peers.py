#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ouro's TLS against curl and OpenSSL's own programs: test_tls_peers.py OURO [unittest's arguments]."""
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

import test_peers

folder = None  # with the certificates


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], capture_output=True, timeout=60, stdin=subprocess.DEVNULL)


def make(name, subject, *extensions, issuer=None):
    command = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", subject,
               "-keyout", f"{folder.name}/{name}.key", "-out", f"{folder.name}/{name}.pem"]
    for extension in extensions:
        command += ["-addext", extension]
    if issuer:
        command += ["-CA", f"{folder.name}/{issuer}.pem", "-CAkey", f"{folder.name}/{issuer}.key"]
    openssl(*command).check_returncode()


def setUpModule():
    global folder
    if not shutil.which("openssl"):
        raise unittest.SkipTest("the command openssl is not there")
    folder = tempfile.TemporaryDirectory()
    make("ca", "/O=ouro/CN=authority", "keyUsage=critical,keyCertSign,cRLSign")
    make("server", "/O=ouro/CN=server", "subjectAltName=DNS:localhost,IP:127.0.0.1", "basicConstraints=critical,CA:FALSE", issuer="ca")
    make("client", "/O=ouro/CN=client", "basicConstraints=critical,CA:FALSE", issuer="ca")
    make("other", "/O=ouro/CN=other", "keyUsage=critical,keyCertSign,cRLSign")


def tearDownModule():
    if folder:
        folder.cleanup()


class TlsCurl(test_peers.Curl):
    """All that curl asks without TLS, and what it only asks with it."""

    def start(self, *arguments):
        super().start("--tls", folder.name, *arguments)
        self.extra = ["--cacert", f"{folder.name}/ca.pem"]

    def url(self, path):
        return f"https://localhost:{self.port}{path}"

    def test_agreements(self):
        for options, answer in (([], b"TLSv1.3 http/1.1 False nobody\n"), (["--tls-max", "1.2"], b"TLSv1.2 http/1.1 False nobody\n"),
                                (["--no-alpn"], b"TLSv1.3 None False nobody\n"),
                                (["--cert", f"{folder.name}/client.pem", "--key", f"{folder.name}/client.key"], b"TLSv1.3 http/1.1 False client\n")):
            with self.subTest(options=options):
                self.assertEqual(self.curl(*options, self.url("/tls")), answer)
        self.quit()

    def test_refusals(self):
        self.curl("--cacert", f"{folder.name}/other.pem", self.url("/hello"), code=60)       # not trusted
        self.curl("--resolve", f"elsewhere:{self.port}:127.0.0.1", f"https://elsewhere:{self.port}/hello", code=60)
        self.curl("--tls-max", "1.1", self.url("/hello"), code=35)                            # too old
        self.assertIn(subprocess.run(["curl", "-sS", f"http://localhost:{self.port}/hello"], capture_output=True).returncode, (52, 56))
        bad = ["--cert", f"{folder.name}/other.pem", "--key", f"{folder.name}/other.key"]
        self.assertNotEqual(subprocess.run(["curl", "-sS", *self.extra, *bad, self.url("/hello")], capture_output=True).returncode, 0)
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.quit()

    def test_peers_that_leave(self):
        for piece in (b"", b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.0\r\n\r\n", os.urandom(1000)):
            with socket.create_connection(("127.0.0.1", int(self.port))) as peer:
                peer.sendall(piece)
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # its end is a reset
        self.curl("--max-time", "0.3", "--limit-rate", "100k", "-o", "/dev/null", self.url("/bytes/50000000"), code=28)
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.quit()

    def test_memory_with_a_peer_that_does_not_read(self):
        before = self.resident()
        slow = [subprocess.Popen(["curl", "-sS", *self.extra, "--limit-rate", "1k", "-o", "/dev/null", self.url("/bytes/100000000")],
                                 stderr=subprocess.DEVNULL) for _ in range(10)]
        time.sleep(1)
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.assertLess(self.resident() - before, 100_000_000)  # of the 1 GB that was asked for
        for peer in slow:
            peer.kill()
            peer.wait()
        self.quit()

    def test_unix_socket(self):
        path = os.path.join(self.folder.name, "socket")
        self.stop(self.server)
        self.start(path)
        self.port = 443
        self.extra += ["--unix-socket", path]
        self.assertEqual(self.curl(self.url("/tls")), b"TLSv1.3 http/1.1 False nobody\n")
        self.assertEqual(self.curl(self.url("/bytes/3000000")), test_peers.pattern(3_000_000))
        self.quit()


class Client(test_peers.Server):
    """`openssl s_client` asks a server that runs in ouro."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.start("--tls", folder.name)

    def ask(self, path, *options):
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        command = ["openssl", "s_client", "-connect", f"127.0.0.1:{self.port}", "-CAfile", f"{folder.name}/ca.pem", "-verify_return_error",
                   "-servername", "localhost", "-ign_eof", *options]
        client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            client.stdin.write(request)
            client.stdin.flush()
            text = b""
            while part := os.read(client.stdout.fileno(), 65536):
                text += part
                if b"\r\n\r\n" in text and text.endswith(b"\n") and (b"TLSv" in text.rpartition(b"\r\n\r\n")[2] or b"bye" in text or b"hello\n" in text):
                    break
            return text.decode(errors="replace")
        finally:
            client.kill()
            client.communicate()

    def quit(self):
        self.ask("/quit")
        self.check_rest()

    def test_versions_and_names(self):
        for options, wanted in ((["-tls1_2"], "TLSv1.2 None False nobody"), (["-tls1_3"], "TLSv1.3 None False nobody"),
                                (["-alpn", "h2,http/1.1"], "TLSv1.3 http/1.1 False nobody"),
                                (["-cert", f"{folder.name}/client.pem", "-key", f"{folder.name}/client.key"], "TLSv1.3 None False client")):
            with self.subTest(options=options):
                answer = self.ask("/tls", *options)
                self.assertIn(wanted, answer)
                self.assertIn("Verify return code: 0 (ok)", answer)
        self.quit()

    def test_sessions(self):
        for version in "-tls1_2", "-tls1_3":
            saved = os.path.join(self.folder.name, version)
            self.assertIn("False nobody", self.ask("/tls", version, "-sess_out", saved))
            self.assertIn("True nobody", self.ask("/tls", version, "-sess_in", saved))
        self.quit()

    def test_refused(self):
        done = openssl("s_client", "-connect", f"127.0.0.1:{self.port}", "-CAfile", f"{folder.name}/other.pem", "-verify_return_error")
        self.assertNotEqual(done.returncode, 0)
        done = openssl("s_client", "-connect", f"127.0.0.1:{self.port}", "-tls1_1")
        self.assertNotEqual(done.returncode, 0)
        self.quit()


CLIENT = """
import asyncio, ssl, sys

async def main(port, ca):
    context = ssl.create_default_context(cafile=ca)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    session = None
    for maximum in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
        context.maximum_version = maximum
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname="localhost")
        writer.write(b"GET / HTTP/1.0\\r\\n\\r\\n")
        answer = await reader.read()
        print(writer.get_extra_info("ssl_object").version(), answer.startswith(b"HTTP/1.0 200"), len(answer) > 500, writer.get_extra_info("cipher")[1])
        writer.close()
        await writer.wait_closed()
    try:
        await asyncio.open_connection("127.0.0.1", port, ssl=True, server_hostname="localhost")
    except ssl.SSLCertVerificationError as error:
        print(error.reason)

asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
"""


class Server(unittest.TestCase):
    """A client that runs in ouro asks `openssl s_server`."""

    def test_answers(self):
        def command(port):
            return ["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", f"{folder.name}/server.pem", "-key", f"{folder.name}/server.key", "-www", "-quiet"]

        with test_peers.listening(command, stdin=subprocess.DEVNULL) as port:
            done = subprocess.run([test_peers.OURO, "-c", CLIENT, str(port), f"{folder.name}/ca.pem"], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.stdout, done.stderr), ("TLSv1.2 True True TLSv1.2\nTLSv1.3 True True TLSv1.3\nCERTIFICATE_VERIFY_FAILED\n", ""))


if __name__ == "__main__":
    test_peers.OURO = os.path.abspath(sys.argv.pop(1))
    unittest.main(verbosity=2)
