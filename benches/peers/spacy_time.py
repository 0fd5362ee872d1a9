"""Times one core of Copydesk and of spaCy on the same articles, turn by turn; the best of three rounds counts."""
import json
import os
import resource
import subprocess
import sys
import time

ROUNDS = 3


def copydesk(binary, articles):
    """Processor seconds of the program on all articles, its start taken off."""
    def spent(path):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([binary, "extract", "--jobs", "1", "--input", "jsonl", path], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return spent(articles) - spent(os.devnull)


def spacy_pipeline(nlp, texts):
    begun = time.process_time()
    for _ in nlp.pipe(texts, batch_size=32, n_process=1):
        pass
    return time.process_time() - begun


def main():
    binary, articles = sys.argv[1:]
    with open(articles, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    words = sum(len(text.split()) for text in texts)

    import spacy

    nlp = spacy.load("en_core_web_sm")
    rounds = [(copydesk(binary, articles), spacy_pipeline(nlp, texts)) for _ in range(ROUNDS)]
    ours, theirs = (min(column) for column in zip(*rounds))
    print(f"{len(texts)} articles, {words} words, one core, best of {ROUNDS}")
    for name, seconds in (("copydesk", ours), ("spaCy en_core_web_sm", theirs)):
        print(f"{name:22s} {words / seconds:12,.0f} words/s {1000 * seconds / len(texts):9.2f} ms an article")
    print(f"ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
