# SPDX-License-Identifier: MIT
"""The handlers that send records elsewhere: to sockets, the system's log, a mail server, a web server. `logging.handlers` offers them."""

import logging
import socket
import time

SYSLOG_UDP_PORT = 514


class SocketHandler(logging.Handler):
    """Sends records through a stream: four bytes of length (big-endian), then the pickled __dict__ of the record.

    A connection that fails is tried again with a later record, not before `retryStart` seconds have passed, then `retryFactor` times that, up to
    `retryMax`. Records meanwhile are lost."""

    retryStart = 1.0
    retryMax = 30.0
    retryFactor = 2.0

    def __init__(self, host, port):
        super().__init__()
        self.host = host
        self.port = port
        self.address = host if port is None else (host, port)
        self.sock = None
        self.closeOnError = False
        self.retryTime = None

    def makeSocket(self, timeout=1):
        """A connected socket: TCP, or of the Unix domain if there is no port."""
        if self.port is not None:
            return socket.create_connection(self.address, timeout=timeout)
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(timeout)
        try:
            made.connect(self.address)
        except OSError:
            made.close()
            raise
        return made

    def createSocket(self):
        """Connect, unless it is too early to try again."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
            self.retryTime = None
        except OSError:
            self.retryPeriod = self.retryStart if self.retryTime is None else min(self.retryPeriod * self.retryFactor, self.retryMax)
            self.retryTime = now + self.retryPeriod

    def send(self, s):
        """Send bytes whole, or give the connection up."""
        if self.sock is None:
            self.createSocket()
        if self.sock:
            try:
                self.sock.sendall(s)
            except OSError:
                self.sock.close()
                self.sock = None

    def makePickle(self, record):
        """The bytes that are sent for a record: its message is put together first, and its traceback is text."""
        import pickle
        if record.exc_info:
            self.format(record)  # leaves the traceback's text in the record
        fields = dict(record.__dict__, msg=record.getMessage(), args=None, exc_info=None)
        fields.pop("message", None)
        contents = pickle.dumps(fields, 1)
        return len(contents).to_bytes(4, "big") + contents

    def handleError(self, record):
        """Close the connection if that is wanted of errors, else report as usual."""
        if self.closeOnError and self.sock:
            self.sock.close()
            self.sock = None
        else:
            super().handleError(record)

    def emit(self, record):
        """Send a record."""
        try:
            self.send(self.makePickle(record))
        except Exception:
            self.handleError(record)

    def close(self):
        """Close the connection."""
        with self.lock:
            sock, self.sock = self.sock, None
            if sock:
                sock.close()
            super().close()


class DatagramHandler(SocketHandler):
    """The same over datagrams, each of which is a record."""

    def makeSocket(self):
        """A datagram socket: UDP, or of the Unix domain if there is no port."""
        return socket.socket(socket.AF_UNIX if self.port is None else socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, s):
        """Send a datagram."""
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


_PRIORITIES = "emerg alert crit err warning notice info debug".split()
_FACILITIES = ("kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp security console solaris-cron "
               "local0 local1 local2 local3 local4 local5 local6 local7").split()


class SysLogHandler(logging.Handler):
    """Sends records to a system log (RFC 3164): by UDP, TCP or a Unix socket, whose path is then the address."""

    priority_names = {name: number for number, name in enumerate(_PRIORITIES)}
    priority_names |= {"critical": 2, "error": 3, "panic": 0, "warn": 4}
    facility_names = {name: number for number, name in enumerate(_FACILITIES)}
    priority_map = {"DEBUG": "debug", "INFO": "info", "WARNING": "warning", "ERROR": "error", "CRITICAL": "critical"}

    ident = ""         # what every message starts with
    append_nul = True  # old daemons want one at the end

    # LOG_EMERG … LOG_DEBUG, LOG_KERN … LOG_LOCAL7
    for _name, _number in (*zip(_PRIORITIES, range(8)), *zip(_FACILITIES, range(24))):
        locals()["LOG_" + {"solaris-cron": "SOLCRON"}.get(_name, _name.upper())] = _number
    del _name, _number

    def __init__(self, address=("localhost", SYSLOG_UDP_PORT), facility=1, socktype=None):
        super().__init__()
        self.address = address
        self.facility = facility
        self.socktype = socktype
        self.socket = None
        self.createSocket()

    def _connect_unixsocket(self, address):
        kinds = [self.socktype] if self.socktype is not None else [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        for kind in kinds:
            self.socket = socket.socket(socket.AF_UNIX, kind)
            try:
                self.socket.connect(address)
                self.socktype = kind
                return
            except OSError:
                self.socket.close()
                if kind == kinds[-1]:
                    raise

    def createSocket(self):
        """Make a socket and connect it if it is a stream. Nobody has to listen to a Unix socket yet: emit() tries again."""
        self.unixsocket = isinstance(self.address, str)
        if self.unixsocket:
            try:
                self._connect_unixsocket(self.address)
            except OSError:
                pass
            return
        found = socket.getaddrinfo(*self.address, 0, socket.SOCK_DGRAM if self.socktype is None else self.socktype)
        if not found:
            raise OSError("getaddrinfo returns an empty list")
        for family, kind, protocol, _, address in found:
            made = None
            try:
                made = socket.socket(family, kind, protocol)
                if kind == socket.SOCK_STREAM:
                    made.connect(address)
                break
            except OSError as error:
                failure = error
                if made is not None:
                    made.close()
        else:
            raise failure
        self.socket = made
        self.socktype = kind

    def encodePriority(self, facility, priority):
        """The number for a facility and a priority, each a name or a number."""
        facility = self.facility_names[facility] if isinstance(facility, str) else facility
        return facility << 3 | (self.priority_names[priority] if isinstance(priority, str) else priority)

    def mapPriority(self, levelName):
        """The priority's name for a level's."""
        return self.priority_map.get(levelName, "warning")

    def emit(self, record):
        """Send a record's message."""
        try:
            message = self.ident + self.format(record) + ("\0" if self.append_nul else "")
            priority = self.encodePriority(self.facility, self.mapPriority(record.levelname))
            message = f"<{priority}>{message}".encode()
            if not self.socket:
                self.createSocket()
            if self.unixsocket:
                try:
                    self.socket.send(message)
                except OSError:  # the daemon may have been started anew
                    self.socket.close()
                    self._connect_unixsocket(self.address)
                    self.socket.send(message)
            elif self.socktype == socket.SOCK_DGRAM:
                self.socket.sendto(message, self.address)
            else:
                self.socket.sendall(message)
        except Exception:
            self.handleError(record)

    def close(self):
        """Close the socket."""
        with self.lock:
            sock, self.socket = self.socket, None
            if sock:
                sock.close()
            super().close()


class SMTPHandler(logging.Handler):
    """Sends each record as a mail. `mailhost`: a name, or (name, port); `credentials`: (user, password); `secure`: a tuple of nothing, of a key
    file, or of a key file and a certificate file, for TLS."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None, timeout=5.0):
        super().__init__()
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None)
        self.username = None
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        self.fromaddr = fromaddr
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs
        self.subject = subject
        self.secure = secure
        self.timeout = timeout

    def getSubject(self, record):
        """The subject of a record's mail."""
        return self.subject

    def emit(self, record):
        """Send a record."""
        try:
            import email.utils
            import smtplib
            from email.message import EmailMessage

            mail = EmailMessage()
            mail["From"] = self.fromaddr
            mail["To"] = ",".join(self.toaddrs)
            mail["Subject"] = self.getSubject(record)
            mail["Date"] = email.utils.localtime()
            mail.set_content(self.format(record))
            server = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self.timeout)
            if self.username:
                if self.secure is not None:
                    import ssl
                    files = {name: file for name, file in zip(("keyfile", "certfile"), self.secure)}
                    context = ssl._create_stdlib_context(**files)
                    server.ehlo()
                    server.starttls(context=context)
                    server.ehlo()
                server.login(self.username, self.password)
            server.send_message(mail)
            server.quit()
        except Exception:
            self.handleError(record)


class HTTPHandler(logging.Handler):
    """Sends each record to a web server, as the fields of a form, by GET or POST."""

    def __init__(self, host, url, method="GET", secure=False, credentials=None, context=None):
        super().__init__()
        method = method.upper()
        if method not in ("GET", "POST"):
            raise ValueError("method must be GET or POST")
        if not secure and context is not None:
            raise ValueError("context parameter only makes sense with secure=True")
        self.host = host
        self.url = url
        self.method = method
        self.secure = secure
        self.credentials = credentials
        self.context = context

    def mapLogRecord(self, record):
        """The fields that are sent for a record."""
        return record.__dict__

    def getConnection(self, host, secure):
        """A connection to the server."""
        import http.client
        return http.client.HTTPSConnection(host, context=self.context) if secure else http.client.HTTPConnection(host)

    def emit(self, record):
        """Send a record; what the server answers is of no interest."""
        try:
            import urllib.parse

            connection = self.getConnection(self.host, self.secure)
            fields = urllib.parse.urlencode(self.mapLogRecord(record))
            url = self.url
            if self.method == "GET":
                url += ("&" if "?" in url else "?") + fields
            connection.putrequest(self.method, url)
            if self.method == "POST":
                connection.putheader("Content-type", "application/x-www-form-urlencoded")
                connection.putheader("Content-length", str(len(fields)))
            if self.credentials:
                import base64
                text = "%s:%s" % self.credentials
                connection.putheader("Authorization", "Basic " + base64.b64encode(text.encode()).decode("ascii"))
            connection.endheaders()
            if self.method == "POST":
                connection.send(fields.encode())
            connection.getresponse()
        except Exception:
            self.handleError(record)


class NTEventLogHandler(logging.Handler):
    """Sends records to the event log of Windows, which is not here: it raises NotImplementedError."""

    def __init__(self, appname, dllname=None, logtype="Application"):
        raise NotImplementedError("NTEventLogHandler: the event log of Windows is not supported by ouro")


for _handler in (SocketHandler, DatagramHandler, SysLogHandler, SMTPHandler, HTTPHandler, NTEventLogHandler):
    _handler.__module__ = "logging.handlers"
