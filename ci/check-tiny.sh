#!/bin/sh
# Runs a suite with every kind of node in a store of its own, and holds what came of it against closed forms.
set -eu
cd "$(dirname -- "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
./dlm run ci/tiny.yaml --store "$place/results" --reports "$place/reports" --no-progress
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
"$java" -cp "target/dlm-bench.jar:target/lib/*" ci/CheckTiny.java "$place/results"
