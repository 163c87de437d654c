#!/bin/bash
# What a GPU should show: that it is found, that it computes what a processor does, how fast it trains and decodes.
#
#   ci/gpu.sh [--device cuda|cpu] [--out DIR] [--peer "python3 peer.py"] [--small] [--dlm PATH]
#
# Runs on any machine with a GPU, in five to eight minutes, with the launcher beside it or what dlm bundle has packed. Every
# step has a time of its own and the next one runs whatever became of it; what came out lies in DIR: a line for each step
# in steps.txt, the tables in *.md, and results.zip for `dlm import`. --small is for a rehearsal: seconds of work.
set -uo pipefail
here=$(cd "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
device=cuda out=gpu-results peer='' dlm=$here/../dlm
size=12x768x12x1024x50258x32 decoded=12x768x12x128x50258x64 precision=BF16 rounds=1
while [ $# -gt 0 ]; do
    case $1 in
        --device) device=$2; shift ;;
        --out) out=$2; shift ;;
        --peer) peer=$2; shift ;;
        --dlm) dlm=$2; shift ;;
        --small) size=2x64x2x64x300x4 decoded=2x64x2x64x300x4 precision=FLOAT32 ;;
        *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
    shift
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
failed=0

# step NAME SECONDS COMMAND ...: runs it, its output in $out/NAME.md, its messages in $out/NAME.log
step() {
    local name=$1 limit=$2 start=$SECONDS code=0
    shift 2
    timeout -k 10 "$limit" "$@" >"$out/$name.md" 2>"$out/$name.log" </dev/null || code=$?
    [ "$code" -eq 0 ] || failed=1
    printf '%-24s exit %3d, %4d s, from %d s on\n' "$name" "$code" $((SECONDS - start)) "$start" | tee -a "$out/steps.txt"
    [ "$code" -eq 0 ] || tail -n 5 "$out/$name.log"
}

if command -v nvidia-smi >/dev/null; then
    nvidia-smi >"$out/device.txt"
    nvidia-smi --query-gpu=timestamp,memory.used,utilization.gpu,power.draw --format=csv,noheader -lms 500 >"$out/memory.csv" &
    trap 'kill %1 2>/dev/null' EXIT
fi
benchmark() { # NAME SECONDS ROWS SIZE PEER
    step "$1" "$2" "$dlm" benchmark --only "$3" --size "$4" --rounds "$rounds" --device "$device" --precision "$precision" \
        ${5:+--peer "$5"}
}

step doctor 60 "$dlm" doctor
step same-as-processor 180 "$dlm" -C "$out" run "$here/gpu.yaml" --no-progress --jobs 4
cat "$out/doctor.md"
step results 30 "$dlm" -C "$out" export "$here/gpu.yaml" --format archive -o results.zip
benchmark training-ar 60 'training, autoregressive' "$size" "$peer"
benchmark training-masked 60 'training, masked' "$size" "$peer"
benchmark training-block 90 'training, block' "$size" "$peer"
benchmark training-two-passes 60 'training, two-pass' "$size" ''
benchmark decoding-ar 150 'decoding, autoregressive' "$decoded" "$peer"
benchmark decoding-block 150 'decoding, block' "$decoded" "$peer"
cat "$out"/training-*.md "$out"/decoding-*.md
exit "$failed"
