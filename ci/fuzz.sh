#!/bin/bash
# Puts damaged suites, result files and other files to the program: ci/fuzz.sh [COUNT] [SEED] [FIRST] [TARGET...]
# Prints how many of COUNT inputs of each target (suites, results, files) were read and how many refused, the slowest,
# and every failure with its number; the smallest input that still fails is kept in target/fuzz. The number of an input
# and the seed make it: 'ci/fuzz.sh 1 SEED NUMBER TARGET' repeats it.
set -euo pipefail
cd "$(dirname -- "${BASH_SOURCE[0]}")/.."

count=${1:-10000}
seed=${2:-1}
first=${3:-0}
shift $(($# < 3 ? $# : 3))
targets=("$@")
[ $# -gt 0 ] || targets=(suites results files)
maven=mvn
command -v mvn >/dev/null || maven=./mvnw
if [ ! -f target/fuzz/classpath ] || [ -n "$(find src pom.xml -newer target/fuzz/classpath -print | head -n 1)" ]; then
    mkdir -p target/fuzz
    "$maven" -B -q -Pquick test-compile dependency:build-classpath -Dmdep.outputFile=target/fuzz/classpath -Dmdep.includeScope=test
    touch target/fuzz/classpath
fi
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -cp "target/test-classes:target/classes:$(cat target/fuzz/classpath)" \
    dev.dlmbench.cli.Fuzz "$count" "$seed" "$first" "${targets[@]}"
