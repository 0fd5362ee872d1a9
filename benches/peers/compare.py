"""Times Copydesk and its peers on the same articles and the same core, turn by turn, and prints them side by side.

The broker and this script stay on another core. Time by the clock is worth as much as the machine is quiet; what the
worker itself had of its core is told beside it.
"""
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import articles as given
import broker

HERE = Path(__file__).parent
BAR = 0.85
EXTRACT, RUN = "copydesk extract", "copydesk run, broker"
FASTSTREAM, ALONE = "FastStream + spaCy, broker", "spaCy alone"


def copydesk_extract(pinned, binary, file):
    """Seconds and processor seconds on all articles, those of its start taken off, and the ids of the records."""

    def spent(path):
        command = [*pinned, binary, "extract", "--jobs", "1", "--input", "jsonl", path]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with tempfile.TemporaryFile() as out:
            subprocess.run(command, check=True, stdout=out)
            seconds, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
            out.seek(0)
            found = [json.loads(line)["sourceId"] for line in out]
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, found

    start, whole = spent(os.devnull), spent(file)
    return whole[0] - start[0], whole[1] - start[1], whole[2]


def spacy_alone(pinned, file):
    command = [*pinned, sys.executable, HERE / "alone.py", file]
    answer = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return answer["seconds"], answer["cpu"], answer["ids"]


def through_broker(pinned, nats_server, core, command, environment, durable, articles):
    with broker.server(nats_server, core) as url:
        environment = {name: value.replace("URL", url) for name, value in environment.items()}
        return asyncio.run(broker.stream_through(url, [*pinned, *command], environment, durable, articles))


def measured(binary, nats_server, articles, file, rounds):
    """Name → what each round took."""
    ours, theirs = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, {theirs})
    pinned = ["taskset", "-c", str(ours)]
    run = [binary, "run"]
    settings = {
        "COPYDESK__NATS__URL": "URL",
        "COPYDESK__WORKER__THREADS": "1",
        "COPYDESK__ADMIN__LISTEN": "127.0.0.1:0",
        "COPYDESK__TELEMETRY__LOG": "warn",
    }
    worker = [sys.executable, str(HERE / "worker.py")]
    ways = {
        EXTRACT: lambda: copydesk_extract(pinned, binary, file),
        RUN: lambda: through_broker(pinned, nats_server, theirs, run, settings, "copydesk", articles),
        FASTSTREAM: lambda: through_broker(pinned, nats_server, theirs, worker, {"NATS_URL": "URL"}, "peer", articles),
        ALONE: lambda: spacy_alone(pinned, file),
    }
    took = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            seconds, cpu, ids = way()
            if sorted(ids) != sorted(a["id"] for a in articles):
                raise SystemExit(f"{name}: {len(articles)} articles went in, {len(set(ids))} of them came out")
            took[name].append((seconds, cpu))
    return took


def report(took, articles):
    count, words = len(articles), sum(len(a["text"].split()) for a in articles)
    rounds = len(took[EXTRACT])
    print(f"{count} articles, {words // count} words in the mean, one core, medians of {rounds}; every article came out")
    print(f"{'':28}{'articles/s':>12}{'of extract':>12}{'CPU ms each':>14}{'of extract':>12}")
    clock, cpu = ({n: statistics.median(r[i] for r in rows) for n, rows in took.items()} for i in (0, 1))
    for name in took:
        print(
            f"{name:28}{count / clock[name]:12.1f}{clock[EXTRACT] / clock[name]:12.3f}"
            f"{1000 * cpu[name] / count:14.2f}{cpu[EXTRACT] / cpu[name]:12.3f}"
        )
    for what, spent in [("by the clock", clock), ("by processor time", cpu)]:
        share = spent[EXTRACT] / spent[RUN]
        print(
            f"{what}: through the broker {share:.2f} of extract ({BAR} {'met' if share >= BAR else 'missed'}), "
            f"{spent[FASTSTREAM] / spent[RUN]:.0f} times FastStream + spaCy; "
            f"extract {spent[ALONE] / spent[EXTRACT]:.0f} times spaCy alone"
        )


def main():
    binary, nats_server, file, rounds = sys.argv[1:]
    if len(os.sched_getaffinity(0)) < 2:
        raise SystemExit("compare.py: two cores are needed, one for the worker and one for the broker")
    articles = given.of_file(file) if file else given.made()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(article) + "\n" for article in articles)
        lines.flush()
        report(measured(binary, nats_server, articles, lines.name, int(rounds)), articles)


if __name__ == "__main__":
    main()
