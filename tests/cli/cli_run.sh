#!/bin/bash
# hpmsim run: the ready experiments, what they print, and what goes wrong.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang && $wasm_tools ]] || { echo "no clang for wasm32, or no wat2wasm"; exit 77; }
quickstart=$SOURCE_DIR/experiments/quickstart.json

expect 0 run "$quickstart"
for text in "nqueens.c 8" "machine" "Output" "  | 8 queens: 92 solutions" "Migrations" \
    "register to register" "from stop to point: median" "same       output: 179 bytes" \
    "same       end: exit status 0" "same       final memory" "same       frames and values"; do
    has out "$text"
done
! grep -q $'\033' out || wrong "colours in a file"
(($(wc -L <out) <= 110)) || wrong "the page is $(wc -L <out) columns wide"
! grep -q "DIFFERENT" out || wrong "quickstart differs"

expect 0 run -q "$quickstart" -o results
[[ ! -s out && ! -s err ]] || wrong "-q prints"
[[ $(value results/summary.json good) == true ]] || wrong "summary: good"
[[ $(value results/summary.json checks.output) == same ]] || wrong "summary: checks"
has results/output.txt "8 queens: 92 solutions"
count=$(value results/summary.json migrations.count)
[[ $(value results/summary.json migrations.list.length) == "$count" && $count -ge 5 ]] ||
    wrong "summary: $count migrations"
[[ $(value results/summary.json migrations.list.0.function) == solve ]] || wrong "summary: function"
[[ $(value results/summary.json migrations.list.0.line) == nqueens.c:* ]] || wrong "summary: line"

# A program that finds what the run before it wrote differs for that reason, which is told.
cat >once.c <<'END'
#include <stdio.h>
int main(void) {
    FILE *f = fopen("/box/once", "r");
    puts(f ? "again" : "first");
    if (!f) f = fopen("/box/once", "w");
    return fclose(f);
}
END
mkdir -p box
echo '{"program": "once.c", "dirs": {"/box": "box"}, "machines": {"a": {"isa": "aarch64"}}}' >once.json
expect 1 run once.json
has out "DIFFERENT  output"
has out 'note       runs share the folders of "dirs"'
expect 0 run once.json
! grep -q 'runs share' out || wrong "a remark on folders where nothing differs"

# The same each time, host times aside.
timeless() { "$node" -e '
    const strip = v => v && typeof v == "object" ? Object.fromEntries(Object.entries(v)
        .filter(([k]) => !k.endsWith("_ns")).map(([k, w]) => [k, strip(w)])) : v;
    console.log(JSON.stringify(strip(JSON.parse(require("fs").readFileSync(process.argv[1]))), null, 1))
' "$1"; }
expect 0 run --json "$quickstart"
timeless out >first
timeless results/summary.json >second
same first second "two runs of quickstart"

expect 0 run "$quickstart" --set /migrations/2/limit=40 --set /migrations/2/every/instructions=2000 \
    --set /repeat=2
has out "... and "
has out "more (all in summary.json, with -o)"
has out "same       2 runs"
expect 0 run "$quickstart" --set /migrations/0/at/entry=1000000
has out "/migrations/0 never fired: solve was entered "
expect 0 run "$quickstart" --set /migrations=[] --set '/check={"reference": false}'
has out "none took place"
expect 0 run "$quickstart" --set /machines/small/registers=4 --set '/machines/small/isa=riscv64'
has out "riscv64/4"

# The other ready experiments
for experiment in "$SOURCE_DIR"/experiments/*.json; do
    expect 0 run -q "$experiment"
done

# A link: simulated time
expect 0 run --json "$quickstart" --set '/link={"bandwidth_bytes_per_s": 1000000000, "latency_ns": 50000}'
[[ $(value out migrations.list.0.downtime_simulated_ns) == $((50000 + $(value out migrations.list.0.link_bytes))) ]] ||
    wrong "link: downtime"

# A profile: functions add up to machines, machines to the run; without one the cells are empty.
sum() { awk -F, -v name="$2" 'NR == 1 { for (k = 1; k <= NF; k++) if ($k == name) at = k; next }
    { n += $at } END { print n + 0 }' "$1"; }
expect 0 run --profile "$quickstart" -o profiled
has out "Profile"
has out "... and "
for column in loads stores spill_loads spill_stores register_moves callee_save_loads argument_stores; do
    total=$(sum profiled/functions.csv $column)
    ((total > 0)) || wrong "profile: no $column"
    for table in machines runs; do
        [[ $(sum profiled/$table.csv $column) == "$total" ]] || wrong "profile: $column in $table.csv"
    done
    [[ $(value profiled/summary.json profile.total.$column) == "$total" ]] || wrong "summary: $column"
    [[ $(sum results/runs.csv $column) == 0 ]] || wrong "a profile that nobody asked for"
done
[[ $(sum profiled/functions.csv instructions) == "$(sum profiled/runs.csv instructions)" ]] ||
    wrong "profile: instructions"
[[ $(wc -l <results/functions.csv) == 1 ]] || wrong "functions.csv without a profile"
[[ $(sum profiled/runs.csv instructions) == "$(sum results/runs.csv instructions)" ]] ||
    wrong "a profile changes the run"
expect 0 run -q --set /profile=true "$quickstart" -o again
for table in runs machines functions; do same profiled/$table.csv again/$table.csv "$table.csv"; done
expect 2 run "$quickstart" --set /profile=5
has err "/profile: expected"

# Errors
expect 2 run "$quickstart" --set '/link={"memory": "lazy", "latency": 1}'
has err '/link: "bandwidth_bytes_per_s" is missing: bytes that the link carries per second'
has err 'expected "shared" or "copy", found the string "lazy"'
has err '/link/latency: unknown key "latency"'
expect 2 run "$quickstart" --set migrations=5
has err 'expected /POINTER=VALUE, as in /seed=7, found "migrations=5"'
expect 2 run "$quickstart" --set /migrations/0/at/function=slove --set /sed=4 --set /start=bgi
has err 'has no function "slove"; did you mean "solve"?'
has err '/sed: unknown key "sed"; did you mean "seed"?'
has err '/start: there is no machine "bgi"; did you mean "big"?'
expect 2 run nosuch.json
has err "nosuch.json"
printf '{\n  "program": "x.c",,\n}' >broken.json
expect 2 run broken.json
has err "hpmsim: broken.json:2:"
expect 2 run "$quickstart" -o /dev/null/x

# A program that traps: the same trap, still not good.
echo '(module (memory (export "memory") 1)
  (func $divide (param i32) (result i32) (i32.div_u (i32.const 7) (local.get 0)))
  (func (export "_start") (i32.store (i32.const 0) (call $divide (i32.load (i32.const 4))))))' >trap.wat
echo '{"program": "trap.wat", "machines": {"a": {"isa": "aarch64"}, "r": {"isa": "riscv64"}},
  "migrations": [{"at": {"function": "divide"}, "to": "r"}]}' >trap.json
expect 1 run trap.json
has out "The program trapped"
has out "trap: integer divide by zero"
has out "same       end: trap: integer divide by zero"
expect 1 run -q trap.json

# An interrupt
echo '(module (memory (export "memory") 1) (func (export "_start")
  (loop $again (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (br $again))))' >spin.wat
echo '{"program": "spin.wat", "machines": {"a": {"isa": "aarch64"}, "r": {"isa": "riscv64"}},
  "migrations": [{"every": {"instructions": 100}, "cycle": ["r", "a"]}],
  "check": {"reference": false}}' >spin.json
set -m
for reference in false true; do
    "$HPMSIM" run spin.json --set /check/reference=$reference >out 2>err &
    child=$!
    sleep 1
    kill -INT $child
    status=0
    wait $child || status=$?
    [[ $status == 130 ]] || wrong "interrupt: exit status $status"
    has out "Interrupted"
done
finish
