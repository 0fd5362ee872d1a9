"""Lays out the first corpus of each fuzz target from the fixtures, samples and configurations of the repository."""

import base64
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"

# Content-Type of the samples that do not say by themselves what they are.
TYPES = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8"}


def messages():
    """The fixture of the intake: (name, headers, payload)."""
    for line in (ROOT / "tests/fixtures/intake/messages.jsonl").read_text("utf-8").splitlines():
        message = json.loads(line)
        yield message["id"], message["headers"], base64.b64decode(message["payload"])


def samples():
    """The sample articles: (name, headers, payload)."""
    for path in sorted((ROOT / "samples").iterdir()):
        if path.suffix in {".json", ".txt", ".html"}:
            headers = {"Content-Type": TYPES[path.suffix]} if path.suffix in TYPES else {}
            yield path.name, headers, path.read_bytes()


def texts(payload):
    """The strings of a JSON payload that are long enough to be a text, or the payload itself."""
    try:
        waiting = [json.loads(payload)]
    except ValueError:
        yield payload
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str) and len(value) > 40:
            yield value.encode("utf-8", "replace")


def seed(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"seed-{name}").write_bytes(data[:65536])


def articles():
    for name, headers, payload in [*messages(), *samples()]:
        head = "".join(f"{key}: {value}\n" for key, value in headers.items()).encode()
        seed("intake", name, head + b"\0" + payload)
        if b"<" in payload:
            seed("html", name, payload)
        for number, text in enumerate(texts(payload)):
            seed("extractors", f"{name}-{number}", text)


def configurations():
    for path in sorted((ROOT / "config").glob("*.toml")):
        seed("configuration", path.name, path.read_bytes())
        # The annotated file shows most keys in comments.
        bare = "\n".join(line.removeprefix("# ") for line in path.read_text("utf-8").splitlines())
        seed("configuration", f"{path.name}-bare", bare.encode())
    seed("configuration", "secret", b'[nats]\ntoken = "s3cr3t-kept"\n[worker]\nthreads = "two"\n')
    seed("configuration", "broken", b'[nats]\npassword = "s3cr3t-kept\nuser = 1\n')
    remote = b'[[extract.remote]]\nname = "x"\nsubject = "a.b"\nfills = ["quotes", "topics"]\ntimeout_ms = 5\n'
    seed("configuration", "remote", remote)
    seed("configuration", "variables", b"\0COPYDESK__WORKER__THREADS=2\nCOPYDESK__EXTRACT__DISABLED=['quotes', 'x']\n")


def subjects():
    values = ["São Tomé & Príncipe", "en-GB", "Q7747", "不明", "a.b.*.>", "ﬁne Ⅷ ①", "x" * 80, "_-_", "ß\u0301 \u200d"]
    for number, value in enumerate(values):
        seed("subject", str(number), value.encode())


if __name__ == "__main__":
    articles()
    configurations()
    subjects()
