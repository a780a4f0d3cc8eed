#!/bin/bash
# hpmsim schema prints what lies in docs/.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1

for name in experiment model; do
    expect 0 schema $name
    same out "$SOURCE_DIR/docs/$name.schema.json" "schema $name"
done
expect 0 schema
same out "$SOURCE_DIR/docs/experiment.schema.json" "schema without operand"
expect_error 2 'hpmsim: schema: there is no schema of "modle"; did you mean model?' schema modle
expect_error 2 'hpmsim: schema: expected experiment or model, found "x"' schema x
finish
