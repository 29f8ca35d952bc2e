#!/bin/sh
# The compiler, for packages of this workspace alone (cargo's RUSTC_WORKSPACE_WRAPPER): with the
# instrumentation that `cargo fuzz build --sanitizer none` passes: counters at every edge, a table of their
# places, and what is compared with what. A build script runs without libFuzzer, so it has none.
set -eu
case " $* " in
*" --crate-name build_script_"*) exec "$@" ;;
esac
exec "$@" \
    -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares
