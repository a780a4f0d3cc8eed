#!/bin/bash
# The examples of docs/EXPERIMENTS.md are what they are said to be: whole experiments and models, and
# parts of an experiment, which get a program and two machines here. All are run.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }

rm -rf examples workloads
mkdir examples
ln -s "$SOURCE_DIR/workloads" workloads
awk '/^```json$/ { inside = 1; n++; next } /^```$/ { inside = 0 } inside { print > "examples/" n }' \
    "$SOURCE_DIR/docs/EXPERIMENTS.md"
base='"program": "../workloads/nqueens.c", "args": ["5"],
    "machines": { "big": { "isa": "aarch64" }, "small": { "isa": "x86-32", "registers": 5 } }'
experiments=0 sweeps=0 models=0
for example in examples/*; do
    if ! grep -q '^{' "$example"; then
        printf '{ %s,\n%s\n}\n' "$base" "$(cat "$example")" >"$example.json"
    else
        cp "$example" "$example.json"
    fi
    if grep -q '"base"' "$example"; then
        models=$((models + 1))
        expect 0 isa check "$example.json"
        continue
    fi
    experiments=$((experiments + 1))
    expect 0 run --json "$example.json"
    ! grep -q '"migrations"' "$example" || (($(value out migrations.count) > 0)) || wrong "$example: it does not move"
    if grep -q '"sweep"' "$example"; then
        sweeps=$((sweeps + 1))
        expect 0 sweep -q "$example.json" -o "$example.results"
    fi
done
((experiments > 8 && sweeps > 1 && models > 0)) ||
    wrong "found $experiments experiments, $sweeps sweeps, $models models"
finish
