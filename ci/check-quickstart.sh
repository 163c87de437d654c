#!/bin/sh
# Checks what the quickstart left: its numbers against the source's, its report, that a second run computes nothing, and
# that nothing it wrote is under version control.
set -eu
cd "$(dirname -- "$0")/.."
suite=experiments/quickstart.yaml
page=reports/quickstart/index.html

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
"$java" -cp "target/dlm-bench.jar:target/lib/*" ci/CheckQuickstart.java results quickstart "$page"

begun=$(date +%s)
again=$(./dlm run "$suite" --no-progress)
case $again in
    *"Nothing to compute"*) echo "ok      a second run computes nothing, $(($(date +%s) - begun)) s" ;;
    *)
        echo "FAILED  a second run computed something:" >&2
        echo "$again" >&2
        exit 1
        ;;
esac

if ! git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    echo "SKIPPED whether it leaves the checkout clean: this is no checkout" >&2
elif [ -z "$(git ls-files reports/quickstart reports/index.html results/suites results/nodes)" ] &&
    [ -z "$(git status --porcelain --untracked-files=all reports/quickstart reports/index.html results/suites results/nodes)" ]; then
    echo "ok      nothing it wrote is under version control or shows as new"
else
    echo "FAILED  it leaves the checkout changed:" >&2
    git status --short >&2
    exit 1
fi
