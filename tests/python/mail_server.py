"""A mail server for one story: TLS from the first byte, a name and a password, and a file for each
message that it takes. It refuses whoever is called in REFUSED.

    mail_server.py PORT CERTIFICATE KEY NAME PASSWORD FOLDER REFUSED

It ends when its input does.
"""

import ssl
import sys
import warnings
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

port, certificate, key, name, password, folder, refused = sys.argv[1:]


# It does not see that TLS is there from the first byte.
warnings.filterwarnings("ignore", message="Requiring AUTH while not requiring TLS")


class Taker:
    """Keeps what comes."""

    def __init__(self):
        self.count = 0

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address == refused:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.count += 1
        text = b"for " + ",".join(envelope.rcpt_tos).encode() + b"\r\n" + envelope.content
        (Path(folder) / f"{self.count}.eml").write_bytes(text)
        return "250 OK"


def authenticate(_server, _session, _envelope, _mechanism, data):
    known = isinstance(data, LoginPassword) and data == LoginPassword(name.encode(), password.encode())
    return AuthResult(success=known, handled=False)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
controller = Controller(
    Taker(),
    hostname="127.0.0.1",
    port=int(port),
    ssl_context=context,
    authenticator=authenticate,
    auth_required=True,
    auth_require_tls=False,
)
controller.start()
print("listening", flush=True)
sys.stdin.read()
controller.stop()
