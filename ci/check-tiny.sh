#!/bin/sh
# Runs a suite with every kind of node in a store of its own, and holds what came of it against closed forms. A model
# that is exported and read back must come to the same.
set -eu
cd "$(dirname -- "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
./dlm run ci/tiny.yaml --store "$place/results" --reports "$place/reports" --no-progress
./dlm export tiny:masked --format huggingface -o "$place/masked" --store "$place/results"
./dlm run ci/imported.yaml "model.path=$place/masked" --store "$place/results" --reports "$place/reports" --no-progress
./dlm export tiny:asked --format lm-eval -o "$place/lm-eval" --store "$place/results"
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
"$java" -cp "target/dlm-bench.jar:target/lib/*" ci/CheckTiny.java "$place/results" "$place/reports" "$place/lm-eval"
