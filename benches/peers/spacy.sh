#!/bin/sh
# Times Copydesk and spaCy's small English model on the same articles, one core each, and prints the ratio.
#
#   benches/peers/spacy.sh ARTICLES.jsonl      # one JSON object with "id" and "text" a line; a few hundred are enough
#
# spaCy and its model go into target/peers (the model comes from spaCy's own releases). Copydesk reads everything that it
# can: pages, languages, sentences, tokens, names, quotations; spaCy runs its whole pipeline.
set -eu

articles=${1:?name a file of articles, one JSON object with id and text a line}
root=$(cd "$(dirname "$0")/../.." && pwd)
peers="$root/target/peers"

if [ ! -x "$peers/bin/python" ]; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet "spacy==3.8.7"
    "$peers/bin/python" -m spacy download en_core_web_sm || {
        echo "spacy.sh: the model could not be fetched; install en_core_web_sm 3.8 into $peers and run again" >&2
        exit 1
    }
fi
cargo build --quiet --release --manifest-path "$root/Cargo.toml"

# One thread, as for Copydesk.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec "$peers/bin/python" "$root/benches/peers/spacy_time.py" "$root/target/release/copydesk" "$articles"
