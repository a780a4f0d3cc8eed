#!/bin/bash
# hpmsim sweep and merge: points, tables, shards, resuming, interrupts, points that fail.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang && $wasm_tools ]] || { echo "no clang for wasm32, or no wat2wasm"; exit 77; }
rm -rf ./*
cat >sweep.json <<END
{ "program": "$SOURCE_DIR/workloads/nqueens.c", "args": ["5"],
  "machines": { "big": { "isa": "aarch64" }, "small": { "isa": "x86-32" } },
  "migrations": [ { "every": { "instructions": 4000 }, "cycle": ["small", "big"] } ],
  "sweep": { "/machines/small/registers": { "from": 4, "to": 6, "name": "registers" },
             "zip": [ { "/args/0": ["5", "6"], "/seed": [1, 2] } ] } }
END

expect 0 sweep sweep.json --list
has out "point  registers  args_0  seed"
[[ $(wc -l <out) == 7 ]] || wrong "--list: $(wc -l <out) lines"
expect 0 sweep sweep.json --list --json --shard 2/3
[[ $("$node" -p 'JSON.parse(require("fs").readFileSync("out")).map(p => p.point).join()') == 1,4 ]] ||
    wrong "--list --json --shard"
[[ ! -e points ]] || wrong "--list runs something"

# In one go
expect 0 sweep sweep.json -o all -j 2
has out "6 points of 6 complete"
[[ ! -s err ]] || wrong "progress where there is no terminal"
[[ $(wc -l <all/runs.csv) == 7 && $(wc -l <all/machines.csv) == 13 ]] || wrong "rows of tables"
[[ $(cut -d, -f1 all/runs.csv | paste -sd' ') == "point 0 1 2 3 4 5" ]] || wrong "order of points"
has all/runs.csv "point,parameter_registers,parameter_args_0,parameter_seed,process,program,"
grep -q '^3,5,6,2,,nqueens.c,6,' all/runs.csv || wrong "row of point 3"
[[ $(wc -l <all/migrations.csv) -gt 40 ]] || wrong "migrations.csv"
[[ $("$node" -p 'require("fs").readFileSync("all/runs.jsonl", "utf8").trim().split("\n")
    .map(line => JSON.parse(line)).every((run, n) => run.point == n && run.output_same &&
        run.command.startsWith("hpmsim run"))') == true ]] || wrong "runs.jsonl"

# A point's own command gives its results again.
command=$("$node" -p 'JSON.parse(require("fs").readFileSync("all/runs.jsonl", "utf8").split("\n")[3]).command')
(PATH=$(dirname "$HPMSIM"):$PATH && eval "$command --point 3 -q -o again")
grep '^3,' all/migrations.csv | cut -d, -f5- >first
tail -n +2 again/migrations.csv | cut -d, -f2- >second
same first second "a point's command"

# Shards
for k in 1 2 3; do expect 0 sweep sweep.json -o part$k --shard $k/3 -q; done
expect 0 merge part3 part1 part2 part1 -o merged
for file in runs.csv machines.csv migrations.csv runs.jsonl sweep.json experiment.json; do
    same all/$file merged/$file "$file of merged shards"
done
expect 0 merge merged -o merged.csv
same merged.csv all/runs.csv "the table of runs"
expect_error 2 "hpmsim: 2 of 6 points are missing: 1, 4" merge part1 part3 -o incomplete
[[ ! -e incomplete/runs.csv ]] || wrong "a refused merge writes tables"
expect 0 merge part1 part3 -o incomplete --partial
[[ $(wc -l <incomplete/runs.csv) == 5 ]] || wrong "--partial"
cp -r part2 forged
sed -i '2s/true/false/' forged/runs.csv
expect_error 2 "hpmsim: point 1 is in part2 and in forged, and runs.csv differs" \
    merge part1 part2 part3 forged -o x
cp -r part2 old
sed -i 's/"hpmsim": "[^"]*"/"hpmsim": "0.0.1"/' old/sweep.json
expect 2 merge part1 old -o x
has err "versions don't mix"
expect 0 sweep sweep.json -o other --shard 2/3 -q --set /args/0=7 --set /seed=9
expect 2 merge part1 other -o x
has err "are not of the same sweep"
expect_error 2 "hpmsim: nowhere: not the results of a sweep: no sweep.json in it" merge nowhere -o x

# Resuming
expect 2 sweep sweep.json -o all
has err "all holds the results of a sweep: --resume goes on with it"
cp all/runs.csv before.csv
rm -r all/points/000002 all/runs.csv
expect 0 sweep sweep.json -o all --resume
has out "5 of them kept"
same all/runs.csv before.csv "resumed"
sed -i 's/"to": 6/"to": 5/; s/4000/3000/' sweep.json # another experiment: nothing is kept
expect 0 sweep sweep.json -o all --resume
! grep -q kept out || wrong "points of another experiment were kept"
[[ $(wc -l <all/runs.csv) == 5 ]] || wrong "rows after a change"

# A point that fails, one that traps; the others go on.
echo 'int main(void) { return 1 +; }' >broken.c
echo 'int main(int n, char **v) { (void)v; return 7 / (n - 1); }' >trap.c
echo 'int main(void) { return 0; }' >good.c
echo '{ "program": "good.c", "machines": { "m": { "isa": "aarch64" } },
        "sweep": { "/program": ["good.c", "broken.c", "trap.c"] } }' >bad.json
expect 1 sweep bad.json -o bad
has out "2 points of 3 complete"
has out "1 point where the program trapped or a check failed"
has err "point 1 failed: exit status 2"
has bad/failures/000001.txt "broken.c"
[[ $(cut -d, -f1 bad/runs.csv | paste -sd' ') == "point 0 2" ]] || wrong "tables without the failed point"
expect 1 sweep bad.json -o bad --resume --json
[[ $(value out kept) == 2 && $(value out failed) == 1 ]] || wrong "failed points are tried again"

# Interrupted, and killed: what is complete stays, and it goes on from there.
echo '{ "program": "loop.c", "args": ["300"], "machines": { "m": { "isa": "aarch64" } },
        "check": { "reference": false },
        "sweep": { "/args/0": ["1", "900000000", "2"] } }' >long.json
cat >loop.c <<'END'
#include <stdlib.h>
int main(int n, char **v) {
    volatile unsigned x = 0;
    for (long k = n > 1 ? atol(v[1]) * 100 : 0; k; k--) x += k;
    return 0;
}
END
for signal in INT KILL; do
    rm -rf long
    status=0
    "$HPMSIM" sweep long.json -o long -j 2 >out 2>err &
    for ((k = 0; k < 100; k++)); do
        [[ -e long/points/000000 && -e long/points/000002 ]] && break
        sleep 0.1
    done
    kill -$signal $!
    wait $! || status=$?
    [[ $status == $([[ $signal == INT ]] && echo 130 || echo 137) ]] || wrong "$signal: status $status"
    [[ $signal == KILL ]] || {
        has err "interrupted: the same command with --resume goes on"
        [[ $(wc -l <long/runs.csv) == 3 ]] || wrong "tables after an interrupt"
    }
    sleep 0.2
    ! pgrep -f "hpmsim run long.json" >/dev/null || wrong "$signal leaves processes behind"
done
expect 0 sweep long.json -o long --resume --set /args/0=1 --shard 1/2 --json
[[ $(value out complete) == 2 && $(value out kept) == 2 ]] || wrong "resumed after a kill"

# Bad sweeps
rm -rf x
expect 2 sweep sweep.json -o x --set '/sweep/~1machines~1small~1registers/from=2'
has err "point 0, registers = 2"
expect 2 sweep sweep.json -o x --set '/sweep/~1machines~1small~1registrs=[5]'
has err "registrs"
[[ ! -e x ]] || wrong "a bad sweep leaves a folder"
expect_error 2 'hpmsim: sweep: --shard: expected I/N with I from 1 to N, found "3/2"' \
    sweep sweep.json -o x --shard 3/2
expect 2 sweep sweep.json
has err "sweep: --output: a folder for the results must be given"
expect 2 sweep "$SOURCE_DIR/experiments/quickstart.json" -o x
has err 'has no "sweep"'
finish
