#!/bin/bash
# hpmsim schema prints what lies in docs/, and files name it by "$schema". With HPMSIM_UPDATE set,
# docs/*.schema.json are written anew.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1

for name in experiment model; do
    expect 0 schema $name
    document=$SOURCE_DIR/docs/$name.schema.json
    [[ ! ${HPMSIM_UPDATE:-} ]] || cp out "$document"
    cmp -s out "$document" ||
        wrong "docs/$name.schema.json is not up to date: HPMSIM_UPDATE=1 ./dev test -R cli_schema"
done
expect 0 schema
same out "$SOURCE_DIR/docs/experiment.schema.json" "schema without operand"
expect_error 2 'hpmsim: schema: there is no schema of "modle"; did you mean model?' schema modle
expect_error 2 'hpmsim: schema: expected experiment or model, found "x"' schema x

# Each file names the schema of its kind, and it is there.
names_schema() {
    local file=$1 wanted=$2 name
    name=$(value "$file" '$schema')
    [[ $(realpath "$(dirname "$file")/$name") == "$(realpath "$SOURCE_DIR/docs/$wanted.schema.json")" ]] ||
        wrong "$file: \"\$schema\" is $name"
}
while read -r file; do names_schema "$file" experiment; done < <(find "$SOURCE_DIR/experiments" -name '*.json')
for file in "$SOURCE_DIR"/isa/models/*.json; do names_schema "$file" model; done

finish
