#!/bin/bash
# Every workload in a small size, on every ISA and going round all of them: the same bytes and exit
# status as under node.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }
[[ -x $node ]] || { echo "no node"; exit 77; }
isas=$("$HPMSIM" isa list | awk 'NR > 1 { print $1 }')
small=$(for isa in $isas; do echo "$isa/4"; done | paste -sd,)
ring=$(echo "$isas" | paste -sd,)
mkdir -p box

# NAME:ARGUMENT:INSTRUCTIONS, the latter so that some hundred migrations take place
programs="bignum:100:50000 btree:300:5000 chacha20:1:5000 dijkstra:300:5000 fft:6:10000
    format:50:50000 hashmap:300:200000 lisp:1:1500000 lz:5000:300000 mandelbrot:32:20000
    matmul:16:20000 nbody:20:10000 nqueens:6:300 perft:2:2000 raytrace:16:2000 sha256:4:1000000
    sort:300:100000 vm:20:2000 wordcount:/data:20000"
for entry in $programs; do
    IFS=: read -r name arg every <<<"$entry"
    wasm=$name.wasm
    clang --target=wasm32-wasi -O2 -g "$SOURCE_DIR/workloads/$name.c" -o "$wasm" -lm
    status=0
    "$node" --no-warnings "$SOURCE_DIR/workloads/run-oracle.mjs" --dir box::/data "$wasm" "$arg" \
        >wanted 2>wanted.err </dev/null || status=$?
    wanted_status=$status
    for with in "--migrate-every $every --to $ring" \
        "--isa ${small%%,*} --migrate-every $((every * 2 + 1)) --to $small,$ring"; do
        expect $wanted_status exec $with --dir box::/data "$wasm" "$arg"
        same out wanted "$name $arg with $with"
        same err wanted.err "stderr of $name $arg with $with"
    done
done

# Each ISA alone; each instruction a migration.
for isa in $isas; do
    expect 0 exec --isa "$isa" nqueens.wasm 6
    cp out wanted
    expect 0 exec --isa "$isa" --migrate-every 1 --to "$ring" --stats stats.json nqueens.wasm 4
    [[ $(value stats.json migrations.count) -gt 5000 ]] || wrong "N = 1 on $isa: few migrations"
done
finish
