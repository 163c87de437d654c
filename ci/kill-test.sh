#!/bin/sh
# Shows that killing a run loses nothing: ci/kill-test.sh SUITE KILLS
#
# Runs SUITE once undisturbed. Then, in another store, starts it again and again and kills it with signal 9 at KILLS
# random moments: in turn the driver, and one of its workers, after which the driver may go on for a moment before it
# is killed too. A run that reaches its end is compared with the undisturbed one, and the next begins in an empty
# store; so does the last. Every node must be whole, and every file that is not about time must be the same byte for
# byte. Exit code 0 if so, else 1.
set -eu

if [ $# -ne 2 ]; then
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
suite=$1
kills=$2
dlm=${DLM:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)/dlm}
place=$(mktemp -d)
driver=
verdict=0

finish() {
    [ -z "$driver" ] || kill -9 "$driver" 2>/dev/null || true
    rm -rf "$place"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Becomes the driver of a run into the store $1.
run() {
    exec $dlm run "$suite" --store "$1" --reports "$place/reports" --no-progress
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

# One worker of the driver, if it has any at the moment.
worker() {
    if [ -d "/proc/$driver/task" ]; then
        cat /proc/"$driver"/task/*/children 2>/dev/null | tr ' ' '\n' | grep . | head -n 1
    else
        pgrep -P "$driver" | head -n 1
    fi
}

# The files of all nodes in the store $1 that must not differ, with a digest of each.
digests() {
    (
        cd "$1/nodes"
        find . -type f ! -name provenance.json ! -name log.txt ! -name latency.json ! -name measurements.jsonl \
            ! -name SHA256SUMS ! -name STATUS |
            LC_ALL=C sort | xargs sha256sum
        # Measurements without those of time and memory, which no two runs share.
        find . -type f -name measurements.jsonl | LC_ALL=C sort | while read -r file; do
            rest=$(grep -v -E '"metric":"(latency|ttfb|throughput|train-throughput|code-throughput|peak-memory)"' "$file" | sha256sum)
            echo "$rest $file"
        done
    )
}

# Compares the finished store $1 with the undisturbed one.
compare() {
    for node in "$1"/nodes/*/*; do
        for file in spec.json provenance.json measurements.jsonl log.txt SHA256SUMS STATUS; do
            if [ ! -f "$node/$file" ]; then
                echo "half a node: $node lacks $file"
                verdict=1
            fi
        done
    done
    for rest in attempts work failed; do
        if [ -n "$(ls -A "$1/$rest" 2>/dev/null)" ]; then
            echo "left behind in $rest: $(ls "$1/$rest")"
            verdict=1
        fi
    done
    digests "$1" >"$place/digests"
    if diff "$place/calm.digests" "$place/digests"; then
        echo "a finished run: $(find "$1/nodes" -name STATUS | wc -l) nodes, $(wc -l <"$place/digests") files are the same"
    else
        echo "a finished run differs from the undisturbed one"
        verdict=1
    fi
}

# Lets the run into the store storm end, and compares it.
complete() {
    (run "$place/storm") >"$place/storm.log" 2>&1 || {
        cat "$place/storm.log"
        exit 1
    }
    compare "$place/storm"
    rm -rf "$place/storm"
}

began=$(date +%s)
(run "$place/calm") >"$place/calm.log" 2>&1 || {
    cat "$place/calm.log"
    exit 1
}
millis=$((($(date +%s) - began + 1) * 1000))
digests "$place/calm" >"$place/calm.digests"
echo "undisturbed run: $((millis / 1000)) s, $(find "$place/calm/nodes" -name STATUS | wc -l) nodes"

done=0
while [ "$done" -lt "$kills" ]; do
    run "$place/storm" >"$place/storm.log" 2>&1 &
    driver=$!
    moment=$(random $((millis * 3 / 5))) # what was done before counts, so this reaches every part of the suite
    doze "$moment"
    killed=
    if [ $((done % 2)) -eq 1 ]; then
        victim=$(worker || true)
        if [ -n "$victim" ] && kill -9 "$victim" 2>/dev/null; then
            killed="a worker"
            doze "$(random 4000)"
            kill -9 "$driver" 2>/dev/null || true
        fi
    elif kill -9 "$driver" 2>/dev/null; then
        killed="the driver"
    fi
    if [ -n "$killed" ]; then
        done=$((done + 1))
        echo "kill $done: $killed after $moment ms"
    elif kill -0 "$driver" 2>/dev/null; then
        kill -9 "$driver" 2>/dev/null || true # there was no worker at this moment; another try
    fi
    over=0
    wait "$driver" 2>/dev/null || over=$?
    driver=
    [ "$over" -ne 0 ] || complete
done
complete
[ "$verdict" -ne 0 ] || echo "nothing was lost in $done kills"
exit "$verdict"
