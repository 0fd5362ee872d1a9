"""Articles to compare with: those of a file, or made ones from the paragraphs of our own."""
import json
import random
from pathlib import Path

ROOT = Path(__file__).parents[2]
ARTICLES = 400
WORDS = range(780, 900)
PARAGRAPH_WORDS_MIN = 12


def of_file(path):
    with open(path, encoding="utf-8") as lines:
        return [{"id": str(n), "text": json.loads(line)["text"]} for n, line in enumerate(lines)]


def made():
    """Always the same ones, no two alike."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tests/goldens/*.txt"))]
    texts += [json.loads((ROOT / "samples" / name).read_text())["text"] for name in ["01-tunnel-vote.json"]]
    texts += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("samples/*.txt"))]
    paragraphs = [p for text in texts for p in text.splitlines() if len(p.split()) >= PARAGRAPH_WORDS_MIN]
    return [{"id": str(n), "text": article(random.Random(n), paragraphs)} for n in range(ARTICLES)]


def article(rng, paragraphs):
    chosen, count = [], 0
    while count < rng.choice(WORDS):
        chosen.append(rng.choice(paragraphs))
        count += len(chosen[-1].split())
    return "\n".join(chosen)
