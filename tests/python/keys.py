"""Valid ids, stamps and signatures, by docs/PROTOCOL.md, sections 9.4 and 9.5."""

import base64
import hashlib
import os
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LETTER_BYTES = 32768
REPLY_BYTES = 8192
BASE = "/api/v1"


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def sha256(raw):
    return hashlib.sha256(raw).hexdigest()


def new_id():
    return os.urandom(16).hex()


class Keys:
    def __init__(self, world):
        self.instance = world["instance"]
        self.now = world["now"]
        self.signer = world["signer"]
        seed = world["seed"] + "=" * (-len(world["seed"]) % 4)
        self.key = Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(seed))
        self.token = world["token"]
        raw = self.token + "=" * (-len(self.token) % 4)
        self.withdraw = sha256(base64.urlsafe_b64decode(raw))
        self.bits = world["bits"]
        self.day = world["day"]
        self.beginning = base64.b64decode(world["beginning"])

    def sealed(self, size):
        """A file that nobody can open: the server cannot tell."""
        return self.beginning + os.urandom(16).hex().encode() + b"." * (size - len(self.beginning) - 32)

    def stamp(self, method, path, body, *, bits=None, ahead="", day=None):
        bits, day = self.bits if bits is None else bits, day or self.day
        parts = ["dauys/1/stamp", self.instance, method, path, day, ahead, self.withdraw]
        subject = b"".join(part.encode() + b"\0" for part in parts) + hashlib.sha256(body).digest()
        prefix = hashlib.sha256(subject).digest()
        numbers, number, zeros = [], 0, max(bits - 4, 0)
        while len(numbers) < 16:
            digest = hashlib.sha256(prefix + struct.pack(">Q", number)).digest()
            if int.from_bytes(digest, "big") >> (256 - zeros) == 0:
                numbers.append(struct.pack(">Q", number))
            number += 1
        return f"{day}.{base64url(b''.join(numbers))}"

    def paid(self, method, path, body, **stamp):
        return {
            "dauys-stamp": self.stamp(method, path, body, **stamp),
            "dauys-withdraw": self.withdraw,
        }

    def signed(self, method, path, body=b"", *, query="", ago=0, keyid=None):
        digest = "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"
        covered = '("@method" "@path" "@query" "content-digest" "dauys-instance")'
        parameters = (
            f'{covered};created={self.now - ago};alg="ed25519"'
            f';keyid="{keyid or self.signer}";tag="dauys/1"'
        )
        base = "\n".join(
            [
                f'"@method": {method}',
                f'"@path": {path}',
                f'"@query": ?{query}',
                f'"content-digest": {digest}',
                f'"dauys-instance": {self.instance}',
                f'"@signature-params": {parameters}',
            ]
        )
        signature = base64.b64encode(self.key.sign(base.encode())).decode()
        return {
            "dauys-instance": self.instance,
            "content-digest": digest,
            "signature-input": f"dauys={parameters}",
            "signature": f"dauys=:{signature}:",
        }

    def make_valid(self, name, case):
        """Gives a call that was made up what only its body can tell: a stamp, or a signature."""
        path = case.formatted_path
        body = case.body if isinstance(case.body, bytes) else None
        headers = dict(case.headers or {})
        if name == "putLetter":
            body = self.sealed(LETTER_BYTES)
            headers |= self.paid("PUT", path, body)
            headers.pop("dauys-day", None)
        elif name == "putReply":
            body = self.sealed(REPLY_BYTES)
            headers |= self.signed("PUT", path, body)
        elif name in ("inboxDays", "inboxDay"):
            headers |= self.signed("GET", path)
        else:
            return
        case.headers = headers
        if body is not None:
            case.body = body
