#!/bin/bash
# The ready studies: each has a page that names its figure, and a sweep all of whose points are
# good experiments; the first point of each comes out as without migration.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }
rm -rf ./*
studies=$SOURCE_DIR/experiments/studies

for folder in "$studies"/*/; do
    name=$(basename "$folder")
    has "$studies/README.md" "($name/README.md)"
    for file in $(grep -o '([a-z0-9./-]*\.svg)' "$folder/README.md" | tr -d '()'); do
        [[ -s $folder/$file ]] || wrong "$name: no $file"
    done
    expect 0 sweep "$folder/sweep.json" --list --json
    points=$("$node" -p 'JSON.parse(require("fs").readFileSync("out")).length')
    ((points >= 4)) || wrong "$name: $points points"
    more=()
    [[ $name == stops ]] && more=(--set /migrations/0/limit=300)
    expect 0 sweep "$folder/sweep.json" "${more[@]}" --shard "1/$points" -q -o "$name"
    [[ $(wc -l <"$name/runs.csv") == 2 ]] || wrong "$name: its first point"
    ! grep -q ',false,' "$name/runs.csv" || wrong "$name: differs from the run without migration"
    expect 0 report "$name" -q --figures "$name/figures"
done

finish
