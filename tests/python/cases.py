"""Every code of every call, by what brings it about."""

import json
import sqlite3
from pathlib import Path

import requests
from keys import BASE, LETTER_BYTES, REPLY_BYTES, new_id, sha256

OCTETS = "application/octet-stream"
JSON = "application/json"
SMALL = 65536
TWO_CHUNKS = 2 << 20
# More than a head may have.
LONG = {"x-long": "x" * 9000}
PATHS = {
    "letter": "/letters/{id}",
    "blob": "/blobs/{id}",
    "chunk": "/blobs/{id}/{chunk}",
    "chunks": "/blobs/{id}/chunks",
    "finish": "/blobs/{id}/finish",
    "bucket": "/replies/{bucket}",
    "reply": "/replies/{bucket}/{id}",
    "days": "/inbox/days",
    "day": "/inbox/{day}",
    "fetch": "/inbox/fetch",
}


def path(name, **parts):
    return BASE + PATHS[name].format(**parts)


class Stuck(requests.adapters.HTTPAdapter):
    """Announces more than it sends, as a telephone in a tunnel does."""

    def send(self, request, **options):
        request.headers["content-length"] = str(len(request.body) + 1)
        return super().send(request, **options)


class Cases:
    def __init__(self, world, keys, judge):
        self.world, self.keys, self.judge = world, keys, judge

    def run(self):
        self.posted()
        self.letters(self.world["plain"])
        self.blobs(self.world["plain"])
        self.replies(self.world["plain"])
        self.inbox(self.world["plain"])
        self.slow(self.world["slow"])
        self.judge.expect_faults()
        self.full(self.world["full"])
        self.busy(self.world["busy"], Path(self.world["busy_data"]))
        self.broken(self.world["broken"], Path(self.world["broken_data"]))
        self.judge.expect_none()

    # Calls, as they are made rightly.

    def put_letter(self, base, letter, body=None, **headers):
        body = self.keys.sealed(LETTER_BYTES) if body is None else body
        paid = self.keys.paid("PUT", path("letter", id=letter), body)
        return self.octets("putLetter", base, {"id": letter}, body, {**paid, **headers})

    def announce(self, base, blob, size=SMALL, **headers):
        body = json.dumps({"bytes": size}).encode()
        paid = self.keys.paid("POST", path("blob", id=blob), body, bits=self.keys.bits + 8)
        return self.json("announceBlob", base, {"id": blob}, body, {**paid, **headers})

    def put_chunk(self, base, blob, body, chunk=0, **headers):
        return self.octets("putChunk", base, {"id": blob, "chunk": str(chunk)}, body, headers)

    def finish(self, base, blob, body, **headers):
        wanted = json.dumps({"sha256": sha256(body)}).encode()
        return self.json("finishBlob", base, {"id": blob}, wanted, headers)

    def put_reply(self, base, reply, body=None, bucket="0", ago=0, **headers):
        body = self.keys.sealed(REPLY_BYTES) if body is None else body
        signed = self.keys.signed("PUT", path("reply", bucket=bucket, id=reply), body, ago=ago)
        parts = {"bucket": bucket, "id": reply}
        return self.octets("putReply", base, parts, body, {**signed, **headers})

    def fetch(self, base, ids, **headers):
        body = json.dumps({"ids": ids}).encode()
        signed = self.keys.signed("POST", path("fetch"), body)
        return self.json("fetchLetters", base, {}, body, {**signed, **headers})

    def read(self, name, base, call, parts, **headers):
        return self.judge.send(name, base, path_parameters=parts, headers=headers)

    def read_signed(self, name, base, call, parts, ago=0, **headers):
        signed = self.keys.signed("GET", path(call, **parts), ago=ago)
        return self.judge.send(name, base, path_parameters=parts, headers={**signed, **headers})

    def octets(self, name, base, parts, body, headers):
        headers = {"content-type": OCTETS, **headers}
        return self.judge.send(
            name, base, path_parameters=parts, headers=headers, body=body, media_type=OCTETS
        )

    def json(self, name, base, parts, body, headers):
        headers = {"content-type": JSON, **headers}
        return self.judge.send(
            name, base, path_parameters=parts, headers=headers, body=json.loads(body), media_type=JSON
        )

    # Stories.

    def posted(self):
        for name in ["roster", "rosterSignature", "siteSignature", "questionnaire", "help", "health"]:
            for headers in [{}, {"signature": "x"}, LONG, {"transfer-encoding": "chunked"}]:
                self.judge.send(name, self.world["plain"], headers=headers)
        # An organisation that has not signed the page.
        self.judge.send("siteSignature", self.world["slow"])

    def refused_alike(self, again):
        """What each call that is never signed refuses."""
        again(signature="x")
        again(**LONG)

    def letters(self, base):
        letter, body = new_id(), self.keys.sealed(LETTER_BYTES)
        for _ in range(2):
            self.put_letter(base, letter, body)
        self.put_letter(base, letter)
        self.put_letter(base, "no")
        self.put_letter(base, new_id(), **{"content-type": "text/plain"})
        self.put_letter(base, new_id(), body + b".")
        self.octets("putLetter", base, {"id": new_id()}, body, {"dauys-withdraw": self.keys.withdraw})
        self.refused_alike(lambda **headers: self.put_letter(base, new_id(), **headers))

        def get(of=letter, **headers):
            return self.read("letter", base, "letter", {"id": of}, **headers)

        def may_put(of=letter, **headers):
            return self.read("mayPutLetter", base, "letter", {"id": of}, **headers)

        may_put()
        may_put("no")
        self.refused_alike(may_put)

        assert get().content == body
        get(new_id())
        get("no")
        self.refused_alike(get)

        self.withdraw("withdrawLetter", "letter", base, letter)
        get()
        self.put_letter(base, letter, body)

    def withdraw(self, name, call, base, gone):
        def delete(of=gone, token=self.keys.token, **headers):
            return self.read(name, base, call, {"id": of}, **{"dauys-token": token, **headers})

        self.refused_alike(delete)
        delete("no")
        delete(new_id())
        delete(token=self.keys.token[::-1][1:] + "A")
        assert delete().status_code == 204
        delete()

    def blobs(self, base):
        blob, body = new_id(), self.keys.sealed(SMALL)
        for _ in range(2):
            self.announce(base, blob)
        self.announce(base, blob, TWO_CHUNKS)
        self.announce(base, "no")
        self.announce(base, new_id(), **{"content-type": "text/plain"})
        self.json("announceBlob", base, {"id": new_id()}, b'{"bytes": 65536}', {})
        self.refused_alike(lambda **headers: self.announce(base, new_id(), **headers))

        def chunks(of=blob, **headers):
            return self.read("missingChunks", base, "chunks", {"id": of}, **headers)

        for of in [blob, new_id(), "no"]:
            chunks(of)
        self.refused_alike(chunks)

        self.finish(base, blob, body)
        self.put_chunk(base, blob, body + b".")
        self.put_chunk(base, blob, body[1:])
        self.put_chunk(base, blob, body, **{"content-type": "text/plain"})
        self.put_chunk(base, new_id(), body)
        self.refused_alike(lambda **headers: self.put_chunk(base, blob, body, **headers))
        assert self.put_chunk(base, blob, body).status_code == 204

        self.finish(base, blob, b"other")
        self.finish(base, "no", body)
        self.finish(base, new_id(), body)
        self.finish(base, blob, body, **{"content-type": "text/plain"})
        self.refused_alike(lambda **headers: self.finish(base, blob, body, **headers))
        for _ in range(2):
            self.finish(base, blob, body)

        def get(of=blob, **headers):
            return self.read("blob", base, "blob", {"id": of}, **headers)

        assert get().content == body
        for asked in ["bytes=0-9", "bytes=65536-"]:
            get(range=asked)
        get(new_id())
        get("no")
        self.refused_alike(get)

        self.withdraw("withdrawBlob", "blob", base, blob)
        get()
        chunks()
        self.announce(base, blob)
        self.put_chunk(base, blob, body)
        self.finish(base, blob, body)

    def replies(self, base):
        def get(of="0", **headers):
            return self.read("bucket", base, "bucket", {"bucket": of}, **headers)

        reply, body = new_id(), self.keys.sealed(REPLY_BYTES)
        for _ in range(2):
            self.put_reply(base, reply, body)
        self.put_reply(base, reply)
        self.put_reply(base, "no")
        self.put_reply(base, new_id(), bucket="99999")
        self.put_reply(base, new_id(), body + b".")
        self.put_reply(base, new_id(), ago=400)
        self.put_reply(base, new_id(), **{"content-type": "text/plain"})
        self.put_reply(base, new_id(), **LONG)
        self.octets("putReply", base, {"bucket": "0", "id": new_id()}, body, {})
        while self.put_reply(base, new_id()).status_code != 429:
            pass

        assert body in get().content
        for asked in ["bytes=0-9", "bytes=99999999-"]:
            get(range=asked)
        for of in ["99999", "no"]:
            get(of)
        self.refused_alike(get)

    def inbox(self, base):
        for name, call, parts in [
            ("inboxDays", "days", {}),
            ("inboxDay", "day", {"day": self.keys.day}),
        ]:
            self.read_signed(name, base, call, parts)
            self.read_signed(name, base, call, parts, ago=400)
            self.read_signed(name, base, call, parts, **LONG)
            self.read_signed(name, base, call, parts, **{"dauys-instance": b"\xff"})
            self.read(name, base, call, parts)
        letter = new_id()
        self.put_letter(base, letter)
        assert len(self.fetch(base, [letter]).content) == LETTER_BYTES
        self.fetch(base, [new_id()])
        self.fetch(base, ["no"])
        self.fetch(base, [letter] * 65)
        self.fetch(base, [letter], **{"content-type": "text/plain"})
        body = json.dumps({"ids": [letter]}).encode()
        self.json("fetchLetters", base, {}, body, {})
        late = self.keys.signed("POST", path("fetch"), body, ago=400)
        self.json("fetchLetters", base, {}, body, late)

    def slow(self, base):
        session = requests.Session()
        session.mount("http://", Stuck())
        blob = new_id()
        self.announce(base, blob)
        self.judge.session = session
        self.put_letter(base, new_id(), self.keys.sealed(LETTER_BYTES)[1:])
        self.announce(base, new_id())
        self.put_chunk(base, blob, self.keys.sealed(SMALL)[1:])
        self.finish(base, blob, b"")
        self.put_reply(base, new_id(), self.keys.sealed(REPLY_BYTES)[1:])
        self.fetch(base, [])
        self.judge.session = None

    def full(self, base):
        self.announce(base, new_id())
        while self.put_letter(base, new_id()).status_code != 507:
            pass
        while self.put_reply(base, new_id()).status_code != 507:
            pass

    def busy(self, base, data):
        """Somebody else writes into the file, and does not end."""
        letter, blob, open_one = new_id(), new_id(), new_id()
        self.put_letter(base, letter)
        body = self.keys.sealed(SMALL)
        self.announce(base, blob)
        self.put_chunk(base, blob, body)
        self.announce(base, open_one)
        with sqlite3.connect(data / "open.sqlite", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            self.put_letter(base, new_id())
            self.announce(base, new_id())
            self.put_chunk(base, open_one, body)
            self.finish(base, blob, body)
            self.put_reply(base, new_id())
            token = {"dauys-token": self.keys.token}
            self.read("withdrawLetter", base, "letter", {"id": letter}, **token)
            self.read("withdrawBlob", base, "blob", {"id": open_one}, **token)
            other.execute("ROLLBACK")

    def broken(self, base, data):
        """The tables are gone."""
        blob = new_id()
        body = self.keys.sealed(SMALL)
        for file in ["open.sqlite", "closed.sqlite"]:
            with sqlite3.connect(data / file, isolation_level=None) as other:
                tables = other.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                for (table,) in tables.fetchall():
                    other.execute(f"DROP TABLE {table}")
        token = {"dauys-token": self.keys.token}
        self.put_letter(base, new_id())
        self.read("letter", base, "letter", {"id": new_id()})
        self.read("withdrawLetter", base, "letter", {"id": new_id()}, **token)
        self.announce(base, blob)
        self.put_chunk(base, blob, body)
        self.finish(base, blob, body)
        for name, call in [("missingChunks", "chunks"), ("blob", "blob")]:
            self.read(name, base, call, {"id": blob})
        self.read("withdrawBlob", base, "blob", {"id": blob}, **token)
        self.read("bucket", base, "bucket", {"bucket": "0"})
        self.put_reply(base, new_id())
        self.read_signed("inboxDays", base, "days", {})
        self.read_signed("inboxDay", base, "day", {"day": self.keys.day})
        self.fetch(base, [new_id()])
