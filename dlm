#!/bin/sh
# Runs dlm-bench from the folder it lies in: its sources, which are built first if need be, or what dlm bundle has packed.
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

stale() {
    [ ! -f "$jar" ] || [ ! -d "$home/target/lib" ] ||
        [ -n "$(find "$home/src/main" "$home/pom.xml" -newer "$jar" -print 2>/dev/null | head -n 1)" ]
}

build() {
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
}

# Prints the folder of python3's PyTorch, if it has one.
python_torch() {
    # from /, since python3 would take a folder of this name where the user works
    (cd / && python3 -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null)
}

# Has the engine take the PyTorch in a folder, if there is a bridge to it beside this launcher.
take_bridged_pytorch() {
    torch=
    for place in "$1" "$1/torch" "$1/.."; do
        [ -n "$torch" ] || [ -z "$1" ] || [ ! -f "$place/version.py" ] || torch=$place
    done
    [ -n "$torch" ] || return 0
    version=$(sed -n "s/^__version__ = '\([0-9.]*\).*/\1/p" "$torch/version.py")
    flavour=$(sed -n "s/^cuda[^=]*= '\([0-9]*\)\.\([0-9]*\)'.*/cu\1\2/p" "$torch/version.py")
    flavour=${flavour:-cpu}
    if [ -d "$home/bridge/pytorch/$version-$flavour-linux-$(uname -m)" ]; then
        export PYTORCH_LIBRARY_PATH="$torch/lib" PYTORCH_VERSION="$version" PYTORCH_FLAVOR="$flavour"
        export ENGINE_CACHE_DIR="$home/bridge"
    fi
}

# Python is asked here, once, and never by the processes that this one starts.
if [ "${DLM_PYTORCH:-}" = python3 ] && torch=$(python_torch); then
    export DLM_PYTORCH="$torch"
fi

if [ -d "$home/runtime" ]; then
    java=$home/runtime/bin/java
    classpath="$home/lib/*"
    if [ -z "${PYTORCH_LIBRARY_PATH:-}" ] && [ -d "$home/bridge" ]; then
        take_bridged_pytorch "${DLM_PYTORCH:-$(python_torch || true)}"
    fi
else
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    classpath="$jar:$home/target/lib/*"
    if ! command -v "$java" >/dev/null 2>&1; then
        echo "dlm: there is no '$java'; install a JDK of release 17 or later, or set JAVA_HOME" >&2
        exit 1
    fi
    if stale; then
        build
    fi
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

# A training step asks for the same large blocks of memory again and again. By default glibc gives them back to the system
# in between, which clears them every time; versions before 2.35 refuse to keep blocks of more than 32 MiB.
kept=33554432
case $(getconf GNU_LIBC_VERSION 2>/dev/null) in
    glibc\ 2.3[5-9] | glibc\ 2.[4-9]?) kept=2147483647 ;;
esac
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-1}" MALLOC_MMAP_THRESHOLD_="${MALLOC_MMAP_THRESHOLD_:-$kept}"
export MALLOC_TRIM_THRESHOLD_="${MALLOC_TRIM_THRESHOLD_:-2147483647}"

exec "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto --enable-native-access=ALL-UNNAMED \
    "-Ddlm.terminal.output=$output" "-Ddlm.terminal.error=$error" "-Ddlm.terminal.columns=$columns" \
    -cp "$classpath" dev.dlmbench.cli.Main "$@"
