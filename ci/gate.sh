#!/bin/sh
# Trains what a suite needs, and says whether this revision is worse than another: in quality than the baseline which that
# revision has in results/baselines, in speed than its build, which decodes beside this one.
#   ci/gate.sh SUITE REVISION [option of dlm gate ...]
# Exit codes are those of dlm gate: 0 passed, 3 something got worse, 5 nothing to compare with.
set -eu
if [ $# -lt 2 ]; then
    echo "usage: ci/gate.sh SUITE REVISION [option of dlm gate ...]" >&2
    exit 2
fi
suite=$1
revision=$2
shift 2
cd "$(dirname -- "$0")/.."
./dlm run "$suite" --no-progress
exec ./dlm gate "$suite" --baseline "$revision" --base-ref "$revision" "$@"
