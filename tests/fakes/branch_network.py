"""What stands between a terminal and its backend in a bank: a private authority, mutual TLS, and a proxy."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ELSEWHERE = "service.example"
"""Another machine, which only a proxy finds."""
PEM, PKCS8, PLAIN = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()


@dataclass
class Authority:
    """Signs certificates, whose files lie in this folder."""

    folder: Path
    name: str = "bank"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def __post_init__(self) -> None:
        self.certificate = self._sign(self.name, self.key.public_key(), authority=True)
        self.file.write_bytes(self.certificate.public_bytes(PEM))

    @property
    def file(self) -> Path:
        return self.folder / f"{self.name}-ca.pem"

    def issue(self, name: str) -> tuple[Path, Path]:
        """Files of a certificate with this name, for the hosts localhost and ELSEWHERE alone, and of its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate, private = self.folder / f"{name}.pem", self.folder / f"{name}.key"
        certificate.write_bytes(self._sign(name, key.public_key()).public_bytes(PEM))
        private.write_bytes(key.private_bytes(PEM, PKCS8, PLAIN))
        return certificate, private

    def _sign(self, name: str, key: ec.EllipticCurvePublicKey, *, authority: bool = False) -> x509.Certificate:
        now = datetime.now(UTC)
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)])
        builder = x509.CertificateBuilder(issuer, named, key, x509.random_serial_number(), now, now + timedelta(days=1))
        hosts = [x509.DNSName("localhost"), x509.DNSName(ELSEWHERE)]
        builder = builder.add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        builder = builder.add_extension(x509.SubjectAlternativeName(hosts), critical=False)
        # OpenSSL finds the signer by these, and Python 3.13 demands them.
        own = self.key.public_key()
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def server_tls(authority: Authority, clients: Authority | None = None) -> ssl.SSLContext:
    """What a server of this authority secures connections by; with `clients`, for holders of their certificates."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*authority.issue("server"))
    if clients is not None:
        context.load_verify_locations(clients.file)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


def common_name(shown: Any) -> str:
    """Whose certificate that is; empty for none."""
    subject = dict(pair[0] for pair in shown["subject"]) if shown else {}
    return str(subject.get("commonName", ""))


@dataclass
class Answering:
    """A server that answers everybody with an empty object, and what it was shown."""

    url: str
    shown: list[str] = field(default_factory=list)
    """Common names of clients' certificates, empty for none."""


@contextlib.contextmanager
def answering(authority: Authority, clients: Authority | None = None, status: int = 200) -> Iterator[Answering]:
    """Serve over TLS on loopback; with `clients`, only whoever shows a certificate of theirs."""
    made = Answering("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.shown.append(common_name(self.connection.getpeercert()))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests read what they need."""

    context = server_tls(authority, clients)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    # Errors of handshakes belong to the tests that make them.
    server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    made.url = f"https://localhost:{server.server_port}"
    with _running(server):
        yield made


@dataclass
class Proxy:
    """A proxy, and what it was asked to connect to."""

    url: str
    asked: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """Common names of clients' certificates, where it is behind TLS."""


@contextlib.contextmanager
def proxying(tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy on loopback that opens tunnels for everybody, those to ELSEWHERE to this machine."""
    made = Proxy("")

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            made.asked.append(self.path)
            if tls is not None:
                made.shown.append(common_name(self.connection.getpeercert()))
            host, _, port = self.path.rpartition(":")
            place = "localhost" if host == ELSEWHERE else host
            with socket.create_connection((place, int(port)), timeout=5) as further:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=_carry, args=(further, self.connection), daemon=True)
                back.start()
                _carry(self.connection, further)
                back.join(5)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Tests read what they need."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    if tls is not None:
        server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        made.url = f"https://localhost:{server.server_port}"
    with _running(server):
        yield made


@contextlib.contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def _carry(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)
