#!/bin/sh
# Runs dlm-bench from its sources' folder; builds it first if need be.
set -eu

# The folder this file really lies in, whatever links lead to it.
self=$0
while [ -h "$self" ]; do
    link=$(readlink "$self")
    case $link in
        /*) self=$link ;;
        *) self=$(dirname "$self")/$link ;;
    esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd -P)
jar=$home/target/dlm-bench.jar

if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
else
    java=java
fi
if ! command -v "$java" >/dev/null 2>&1; then
    echo "dlm: there is no '$java'; install a JDK of release 17 or later, or set JAVA_HOME" >&2
    exit 1
fi

stale() {
    [ ! -f "$jar" ] || [ ! -d "$home/target/lib" ] ||
        [ -n "$(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

if stale; then
    echo "building dlm-bench (once) ..." >&2
    mkdir -p "$home/target"
    if command -v mvn >/dev/null 2>&1; then
        maven=mvn
    else
        maven=$home/mvnw
    fi
    if ! (cd "$home" && "$maven" -B -q -Pquick -Dmaven.test.skip=true package) >"$home/target/build.log" 2>&1 </dev/null; then
        cat "$home/target/build.log" >&2
        echo "dlm: the build failed; its log is $home/target/build.log" >&2
        exit 1
    fi
    touch "$jar" # Maven leaves the jar alone when only a comment has changed
fi

# Java cannot tell which of its streams are a terminal, nor how wide it is.
output=false
error=false
columns=80
[ ! -t 1 ] || output=true
if [ -t 2 ]; then
    error=true
    size=$(stty size <&2 2>/dev/null || true)
    columns=${size#* }
    case $columns in
        '' | *[!0-9]* | 0) columns=80 ;;
    esac
fi

# The engine's threads wait for each other in a loop for a moment, then sleep. The library's own moment is so long that
# other work on the machine slows training ten times; a much shorter one slows small networks on a machine at rest.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-10000}"

exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED \
    "-Ddlm.terminal.output=$output" "-Ddlm.terminal.error=$error" "-Ddlm.terminal.columns=$columns" \
    -cp "$jar:$home/target/lib/*" dev.dlmbench.cli.Main "$@"
