#!/bin/sh
# Shows that killing a run loses nothing: ci/kill-test.sh SUITE ROUNDS [SECONDS]
#
# Runs SUITE once undisturbed. Then, in another store, starts it ROUNDS times and kills it with signal 9 after a
# random time of up to SECONDS (default 20): in even rounds the driver, in odd rounds one of its workers, after which the
# run may go on for a moment before the driver is killed too. A last run completes it. Every node must then be whole, and
# every file that is not about time must be the same byte for byte. Exit code 0 if so, else 1.
set -eu

if [ $# -lt 2 ]; then
    sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
suite=$1
rounds=$2
seconds=${3:-20}
dlm=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)/dlm
place=$(mktemp -d)
driver=

finish() {
    [ -z "$driver" ] || kill -9 "$driver" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM

run() {
    "$dlm" run "$suite" --store "$1" --reports "$place/reports" --no-progress
}

# A random number from 0 to $1 - 1.
random() {
    od -An -N4 -tu4 /dev/urandom | awk -v n="$1" '{print $1 % n}'
}

# Waits up to $1 milliseconds, but not beyond the driver's end.
doze() {
    left=$1
    while [ "$left" -gt 0 ] && kill -0 "$driver" 2>/dev/null; do
        sleep 0.05
        left=$((left - 50))
    done
}

# The processes started by $1.
children() {
    if [ -r "/proc/$1/task/$1/children" ]; then
        cat "/proc/$1/task/$1/children"
    else
        pgrep -P "$1" || true
    fi
}

echo "undisturbed run"
run "$place/calm" >"$place/calm.log" 2>&1 || { cat "$place/calm.log"; exit 1; }

killed_drivers=0
killed_workers=0
round=0
while [ "$round" -lt "$rounds" ]; do
    run "$place/storm" >"$place/storm.log" 2>&1 &
    driver=$!
    moment=$(random "$((seconds * 1000))")
    doze "$moment"
    if [ $((round % 2)) -eq 1 ]; then
        worker=$(children "$driver" | tr ' ' '\n' | grep . | head -n 1 || true)
        if [ -n "$worker" ] && kill -9 "$worker" 2>/dev/null; then
            killed_workers=$((killed_workers + 1))
            echo "round $round: killed a worker after $moment ms"
            doze "$(random 4000)"
        else
            echo "round $round: there was no worker after $moment ms"
        fi
    fi
    if kill -9 "$driver" 2>/dev/null; then
        killed_drivers=$((killed_drivers + 1))
        echo "round $round: killed the driver"
    else
        echo "round $round: the run was over"
    fi
    wait "$driver" 2>/dev/null || true
    driver=
    round=$((round + 1))
done

echo "last run"
run "$place/storm" >"$place/storm.log" 2>&1 || { cat "$place/storm.log"; exit 1; }

# The names of all nodes' files under $1 that must not differ, and a digest of each.
digests() {
    (
        cd "$1/nodes"
        find . -type f ! -name provenance.json ! -name log.txt ! -name latency.json ! -name measurements.jsonl |
            LC_ALL=C sort | xargs sha256sum
        # Measurements without those of time and memory, which no two runs share.
        find . -type f -name measurements.jsonl | LC_ALL=C sort | while read -r file; do
            echo "$file $(grep -v -E '"metric":"(latency|throughput|train-throughput|peak-memory)"' "$file" | sha256sum)"
        done
    )
}

verdict=0
for store in calm storm; do
    for node in "$place/$store"/nodes/*/*; do
        for file in spec.json provenance.json measurements.jsonl log.txt STATUS; do
            if [ ! -f "$node/$file" ]; then
                echo "half a node: $node lacks $file"
                verdict=1
            fi
        done
    done
    digests "$place/$store" >"$place/$store.digests"
done
for rest in attempts work; do
    if [ -n "$(ls -A "$place/storm/$rest" 2>/dev/null)" ]; then
        echo "left behind in $rest: $(ls "$place/storm/$rest")"
        verdict=1
    fi
done
if ! diff "$place/calm.digests" "$place/storm.digests"; then
    echo "the disturbed run differs from the undisturbed one"
    verdict=1
fi
nodes=$(find "$place/storm/nodes" -name STATUS | wc -l)
echo "$nodes nodes, $(wc -l <"$place/storm.digests") files compared; killed $killed_drivers drivers, $killed_workers workers"
[ "$verdict" -ne 0 ] || echo "nothing was lost"
exit "$verdict"
