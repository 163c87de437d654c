#!/bin/sh
# Checks what the quickstart left: its numbers against the source's, its report, and that a second run computes nothing.
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
