"""A nats-server on a core of its own, and articles streamed through a worker beside it."""
import asyncio
import contextlib
import json
import os
import signal
import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

import nats
from nats.js.api import AckPolicy, ConsumerConfig, StreamConfig

STREAMS = {
    "NEWS_RAW": ["news.raw.>"],
    "NEWS": [f"news.{kind}.>" for kind in ["enriched", "entity", "quote", "event", "story"]],
}
WAIT_S = 900
LOOK_EVERY_S = 0.02
PARALLEL = 64


@contextlib.contextmanager
def server(program, core):
    """Its URL. The store is on disk, as the server has it by default."""
    with tempfile.TemporaryDirectory() as store:
        config = Path(store, "server.conf")
        config.write_text(f'listen: "127.0.0.1:-1"\nports_file_dir: "{store}"\njetstream {{ store_dir: "{store}/js" }}\n')
        child = subprocess.Popen(
            ["taskset", "-c", str(core), program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield asyncio.run(url(Path(store), child))
        finally:
            child.kill()
            child.wait()


async def url(store, child):
    while child.poll() is None:
        for ports in store.glob("nats-server_*.ports"):
            with contextlib.suppress(ValueError, KeyError, IndexError):
                return json.loads(ports.read_text())["nats"][0]
        await asyncio.sleep(LOOK_EVERY_S)
    raise SystemExit("the nats-server ended at its start")


async def stream_through(url, command, environment, durable, articles):
    """Articles to a worker that is up and has read one; seconds from the first one stored to the last record stored,
    processor seconds of the worker, and the ids of what came out."""
    client = await nats.connect(url)
    try:
        js = client.jetstream(timeout=30)
        for stream, subjects in STREAMS.items():
            await js.add_stream(StreamConfig(name=stream, subjects=subjects))
        worker = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        try:
            await publish(js, [{**articles[0], "id": "first"}])
            await stored(client, worker, 1)
            before = cpu_seconds(worker.pid)
            await publish(js, articles)
            await stored(client, worker, 1 + len(articles))
            await acknowledged(js, durable)
            spent = cpu_seconds(worker.pid) - before
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait()
        begun, ended = [await time_of(client, *at) for at in [("NEWS_RAW", 2), ("NEWS", 1 + len(articles))]]
        return (ended - begun).total_seconds(), spent, await ids(js, 1 + len(articles))
    finally:
        await client.close()


async def publish(js, articles):
    slots = asyncio.Semaphore(PARALLEL)

    async def one(article):
        async with slots:
            await js.publish("news.raw.peers", json.dumps(article).encode())

    await asyncio.gather(*map(one, articles))


async def stored(client, worker, count):
    for _ in range(int(WAIT_S / LOOK_EVERY_S)):
        if worker.poll() is not None:
            raise SystemExit(f"the worker ended: {worker.args}")
        answer = json.loads((await client.request("$JS.API.STREAM.INFO.NEWS", timeout=30)).data)
        if answer["state"]["messages"] >= count:
            return
        await asyncio.sleep(LOOK_EVERY_S)
    raise SystemExit(f"{count} records did not come out of {worker.args}")


async def acknowledged(js, durable):
    while (info := await js.consumer_info("NEWS_RAW", durable)).num_ack_pending or info.num_pending:
        await asyncio.sleep(LOOK_EVERY_S)


async def time_of(client, stream, sequence):
    """When the broker stored a message, to the microsecond."""
    ask = json.dumps({"seq": sequence}).encode()
    answer = json.loads((await client.request(f"$JS.API.STREAM.MSG.GET.{stream}", ask, timeout=30)).data)
    second, _, rest = answer["message"]["time"].rstrip("Z").partition(".")
    return datetime.fromisoformat(f"{second}.{rest[:6]:0<6}")


async def ids(js, count):
    """The ids of all that was published, but for the first."""
    everything = ConsumerConfig(ack_policy=AckPolicy.NONE)
    subscription = await js.pull_subscribe("news.enriched.>", stream="NEWS", config=everything)
    found = []
    while len(found) < count:
        found += [json.loads(message.data)["sourceId"] for message in await subscription.fetch(100, timeout=30)]
    return [id for id in found if id != "first"]


def cpu_seconds(process):
    """User and system time of a process and its threads, in the kernel's ticks."""
    after_name = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")
