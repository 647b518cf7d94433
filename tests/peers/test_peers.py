#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ouro's network and processes against programs that others have written: test_peers.py OURO [--long] [unittest's arguments]. With --long, wrk's 5,000
connections stay for half a minute and the server's memory is looked at; else they are fewer and stay for a second."""
import contextlib
import hashlib
import os
import pathlib
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

HERE = pathlib.Path(__file__).parent
OURO = ""
LONG = False
PATTERN = bytes(range(256)) * 64


def pattern(count):
    return (PATTERN * (count // len(PATTERN) + 1))[:count]


@contextlib.contextmanager
def listening(make_command, **options):
    """A port at which a program listens: make_command(port) is how it is run."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(make_command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionError:
                time.sleep(0.05)
        yield port
    finally:
        server.kill()
        server.wait()


class Server(unittest.TestCase):
    """A server that runs in ouro, for each test."""

    script = "http_server.py"

    def setUp(self):
        self.start()

    def start(self, *arguments):
        self.server = subprocess.Popen([OURO, HERE / self.script, *arguments], stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.stop, self.server)
        self.port = self.server.stdout.readline().strip()

    def stop(self, server):
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stdout.close()

    def resident(self):
        """Bytes of memory that the server has."""
        return int(pathlib.Path(f"/proc/{self.server.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def check_rest(self):
        """The server, asked to quit, ends with nothing left."""
        rest, _ = self.server.communicate(timeout=30)
        self.assertEqual(rest, "tasks 0 descriptors 0\n")
        self.assertEqual(self.server.returncode, 0)


@unittest.skipUnless(shutil.which("curl"), "curl is not there")
class Curl(Server):
    """curl asks a server that runs in ouro."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.extra = []
        super().setUp()

    def curl(self, *arguments, data=None, code=0):
        done = subprocess.run(["curl", "-sS", "--max-time", "30", *self.extra, *arguments], input=data, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def quit(self):
        """The server has nothing left when it ends."""
        self.assertEqual(self.curl(self.url("/quit")), b"bye\n")
        self.check_rest()

    def test_get(self):
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.assertEqual(self.curl("-o", "/dev/null", "-w", "%{http_code}", self.url("/nothing")), b"404")
        self.assertIn(b"Content-Length: 6\r\n", self.curl("-I", self.url("/hello")))
        self.quit()

    def test_large_answers(self):
        for count in (0, 1, 16384, 1_000_003, 20_000_000):
            with self.subTest(count=count):
                got = self.curl(self.url(f"/bytes/{count}"))
                self.assertEqual(hashlib.md5(got).digest(), hashlib.md5(pattern(count)).digest())
        self.quit()

    def test_uploads(self):
        body = os.urandom(5_000_000)
        for options in ([], ["-H", "Transfer-Encoding: chunked"], ["-H", "Expect: 100-continue"], ["-H", "Expect:"]):
            with self.subTest(options=options):
                self.assertEqual(self.curl("--data-binary", "@-", *options, self.url("/echo"), data=body), body)
        self.quit()

    def test_connections_are_kept(self):
        self.assertEqual(self.curl(*[self.url("/hello")] * 20, self.url("/connections")), b"hello\n" * 20 + b"1")
        self.quit()

    def test_many_at_once(self):
        urls = [part for n in range(200) for part in ("-o", f"{self.folder.name}/{n}", self.url(f"/bytes/{n * 997}"))]
        self.curl("-Z", "--parallel-max", "50", "--parallel-immediate", *urls)
        for n in range(200):
            self.assertEqual(pathlib.Path(self.folder.name, str(n)).read_bytes(), pattern(n * 997))
        self.quit()

    def test_peers_that_leave(self):
        for _ in range(5):
            with socket.create_connection(("127.0.0.1", int(self.port))) as peer:
                peer.sendall(b"GET /bytes/50000000 HTTP/1.1\r\n\r\n")
                peer.recv(1000)
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # its end is a reset
        with socket.create_connection(("127.0.0.1", int(self.port))) as peer:
            peer.sendall(b"POST /echo HTTP/1.1\r\nContent-Length: 1000\r\n\r\nhalf of it")
        self.curl("--max-time", "0.3", "--limit-rate", "100k", "-o", "/dev/null", self.url("/bytes/50000000"), code=28)
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.quit()

    def test_memory_with_a_peer_that_does_not_read(self):
        before = self.resident()
        peers = [socket.create_connection(("127.0.0.1", int(self.port))) for _ in range(20)]
        for peer in peers:
            peer.sendall(b"GET /bytes/100000000 HTTP/1.1\r\n\r\n")
        time.sleep(0.5)
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.assertLess(self.resident() - before, 100_000_000)  # of the 2 GB that were asked for
        for peer in peers:
            peer.close()
        self.quit()

    def test_unix_socket(self):
        path = os.path.join(self.folder.name, "socket")
        self.stop(self.server)
        self.start(path)
        self.port = 80
        self.extra = ["--unix-socket", path]
        self.assertEqual(self.curl(self.url("/hello")), b"hello\n")
        self.assertEqual(self.curl(self.url("/bytes/3000000")), pattern(3_000_000))
        self.quit()
        self.assertFalse(os.path.exists(path))


@unittest.skipUnless(shutil.which("curl"), "curl is not there")
class CurlAndProtocols(Server):
    """curl asks a server that is made of Protocols."""

    script = "http_protocol.py"
    extra = []
    curl, url, quit = Curl.curl, Curl.url, Curl.quit

    def test_requests(self):
        self.assertEqual(self.curl(*[self.url("/hello")] * 20, self.url("/connections")), b"hello\n" * 20 + b"1")
        body = os.urandom(3_000_000)
        self.assertEqual(self.curl("--data-binary", "@-", "-H", "Expect:", self.url("/echo"), data=body), body)
        self.assertEqual(self.curl("-o", "/dev/null", "-w", "%{http_code}", self.url("/nothing")), b"404")
        self.assertIn(b"Content-Length: 6\r\n", self.curl("-I", self.url("/hello")))
        self.quit()


@unittest.skipUnless(shutil.which("wrk"), "wrk is not there")
class Wrk(Server):
    """wrk asks over many connections at the same time."""

    def start(self):
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        super().start()

    def test_streams(self):
        self.load()

    def test_protocols(self):
        self.script = "http_protocol.py"
        self.stop(self.server)
        self.start()
        self.load()

    def load(self):
        connections, seconds = (5000, 30) if LONG else (300, 1)
        if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < connections * 2:
            self.skipTest(f"{connections} connections take more descriptors than there may be")
        url = f"http://127.0.0.1:{self.port}/"
        wrk = subprocess.Popen(["wrk", "-t2", f"-c{connections}", f"-d{seconds}", "--timeout", "20", url + "hello"], stdout=subprocess.PIPE, text=True)
        samples = []
        while wrk.poll() is None:
            time.sleep(seconds / 10)
            samples.append(self.resident())
        said = wrk.stdout.read()
        wrk.stdout.close()
        self.assertEqual(wrk.returncode, 0, said)
        self.assertNotIn("Socket errors", said)
        self.assertNotIn("Non-2xx", said)
        requests = int(re.search(r"(\d+) requests in", said)[1])
        self.assertGreater(requests, connections)
        if LONG:
            print("resident MB:", *[sample >> 20 for sample in samples], said, flush=True)
            # All connections are there after the first third.
            self.assertLess(samples[-2], samples[3] * 1.05 + (1 << 20))
        with socket.create_connection(("127.0.0.1", int(self.port))) as peer:
            peer.sendall(b"GET /quit HTTP/1.1\r\n\r\n")
            self.check_rest()


class HttpServer(unittest.TestCase):
    """A client that runs in ouro asks `python3 -m http.server`."""

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            files = {f"file{n}": os.urandom(n * 300_001) for n in range(1, 12)}
            for name, data in files.items():
                pathlib.Path(folder, name).write_bytes(data)
            paths = [f"/{name}" for name in files]
            with listening(lambda port: [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)], cwd=folder) as port:
                done = subprocess.run([OURO, HERE / "http_client.py", str(port), *paths, "/absent"], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.stderr, "")
        lines = done.stdout.splitlines()
        for (name, data), line in zip(files.items(), lines):
            self.assertEqual(line, f"GET /{name} 200 {len(data)} {len(data)} {zlib.crc32(data):08x}")
        self.assertTrue(lines[-2].startswith("GET /absent 404 "), lines[-2])
        self.assertEqual(lines[-1], f"HEAD /file1 200 {len(files['file1'])} 0 00000000")


class Processes(unittest.TestCase):
    """The package multiprocessing of the Python that runs this, over ouro's modules; and ouro's process pools over that."""

    def run_script(self, *command, **environment):
        return subprocess.run([*command], capture_output=True, text=True, timeout=120, env={**os.environ, **environment})

    def test_start_methods(self):
        for method in "fork", "spawn", "forkserver":
            with self.subTest(method=method):
                wanted = self.run_script(sys.executable, HERE / "process_pool.py", method)
                got = self.run_script(OURO, HERE / "process_pool.py", method, OUROPATH=os.path.dirname(os.__file__))
                self.assertEqual(got.stderr, "")
                self.assertEqual(wanted.returncode, 0, wanted.stderr)
                self.assertEqual(got.stdout, wanted.stdout)


if __name__ == "__main__":
    OURO = os.path.abspath(sys.argv.pop(1))
    LONG = "--long" in sys.argv
    if LONG:
        sys.argv.remove("--long")
    unittest.main(verbosity=2)
