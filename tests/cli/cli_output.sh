#!/bin/bash
# What all commands keep to: data on standard output and errors on standard error, --json wherever
# they report, exit statuses, colours on terminals only, quiet ends of broken pipes.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1

# ---- JSON: standard output is one JSON text and nothing else --------------------------------

is_json() {
    "$node" -e 'JSON.parse(require("fs").readFileSync(0))' <out 2>node.err ||
        { wrong "$1: no JSON"; head -3 out node.err; }
}
printf '{"name": "m", "base": "aarch64", "integer_registers": 9}' >good.json
printf '{"name": "m",\n "base": "aarch63", "callee_save": []}' >bad.json
quickstart=$SOURCE_DIR/experiments/quickstart.json
registers=$SOURCE_DIR/experiments/registers.json
for arguments in "version" "help" "isa" "isa list" "isa show aarch64" "isa check good.json" \
    "sweep --list $registers"; do
    expect 0 $arguments --json
    is_json "$arguments"
    [[ ! -s err ]] || wrong "$arguments --json: says something on stderr"
done
expect 0 isa check good.json --json
[[ $(value out good) == true && $(value out registers) == 9 ]] || wrong "isa check --json"
expect 2 isa check bad.json --json
is_json "isa check of a bad file"
[[ $(value out good) == false && $(value out errors.length) == 2 ]] || wrong "isa check --json: errors"
has err 'hpmsim: bad.json:2:10: /base: there is no ISA "aarch63"; did you mean "aarch64"?'
expect 2 isa check bad.json
[[ ! -s out ]] || wrong "isa check: errors on standard output"

if [[ $have_clang ]]; then
    nqueens=$SOURCE_DIR/workloads/nqueens.c
    expect 0 check "$nqueens" --isa aarch64,x86-32/5 --json
    is_json check
    expect 0 compile "$nqueens" --stats -
    is_json "compile --stats -"
    [[ $(value out model) == aarch64 && $(value out points) -gt 100 ]] || wrong "compile --stats"
    cp out stats
    expect 0 compile "$nqueens" --stats stats.json
    [[ $(value stats.json code_bytes) == $(value stats code_bytes) ]] || wrong "compile --stats FILE"
    has out "nqueens.c for aarch64"
    expect 0 compile "$nqueens" --json
    is_json "compile --json"
    expect 0 run --json "$quickstart"
    is_json run
    [[ ! -s err ]] || wrong "run --json: says something on stderr"

    # A sweep in an experiment that is run
    base=(run "$quickstart" --set '/sweep={"/seed": {"from": 1, "to": 12}}')
    expect 0 "${base[@]}"
    (($(grep -c . err) == 1)) || wrong "run of a sweep: not one line on stderr"
    has err "$quickstart: its \"sweep\" is left out, this is one run; \`hpmsim sweep $quickstart -o DIR\` runs all 12 points"
    expect 0 "${base[@]}" --json
    is_json "run of a sweep"
    expect 0 "${base[@]}" -q
    [[ ! -s err && ! -s out ]] || wrong "run -q of a sweep says something"
    expect 2 run "$quickstart" --set '/sweep={"/seed": [1, 2], "zip": [{"/args/0": ["1"], "/repeat": [1, 2]}]}'
    has err "what is zipped has one length"

    # Sweeps and merging
    rm -rf whole part1 part2
    settings=(--set '/sweep={"/args/0": ["4", "5"]}' --set /seed=9007199254740991)
    for part in 1 2; do
        expect 0 sweep "$quickstart" "${settings[@]}" --shard $part/2 -o part$part --json
        is_json sweep
    done
    expect 0 merge part1 part2 -o whole --json
    is_json merge
    [[ $(value out points) == 2 && $(value out parts) == 2 && $(value out output) == whole ]] ||
        wrong "merge --json"
    rm -rf whole
    expect 0 merge part1 part2 -o whole
    has out "2 points in whole"
    has whole/runs.csv ",9007199254740991," # every digit on the way through the sweep
    expect 0 report whole --json
    is_json report
    [[ $(value out runs) == 2 && -s $(value out page) ]] || wrong "report --json"
fi

# ---- Exit statuses --------------------------------------------------------------------------

printf '(module (func (export "_start") unreachable))' >trap.wat
printf '{"program": "trap.wat", "machines": {"m": {"isa": "aarch64"}}}' >trap.json
if [[ $wasm_tools ]]; then
    expect 1 run trap.json
    expect 134 exec trap.wat
    has err "trap: unreachable"
fi
for arguments in "run no.json" "sweep no.json --list" "exec no.wat" "compile no.wat" "report no" \
    "check no.wat --isa aarch64,riscv64" "isa show vax" "isa check no.json" "isa x" "schema x" \
    "completion x" "help x" "merge no -o x" "version x" "x" ""; do
    expect 2 $arguments
    [[ ! -s out ]] || wrong "$arguments: errors on standard output"
    [[ -s err ]] || wrong "$arguments: no word on standard error"
done

# ---- Colours --------------------------------------------------------------------------------

coloured() { grep -q $'\033\\[' "$1"; }
on_terminal() { script -qec "$1" /dev/null >terminal </dev/null; }
expect 0 isa show aarch64
! coloured out || wrong "colours off a terminal"
if command -v script >/dev/null; then
    export TERM=xterm
    on_terminal "'$HPMSIM' isa show aarch64"
    coloured terminal || wrong "no colours on a terminal"
    on_terminal "NO_COLOR=1 '$HPMSIM' isa show aarch64"
    ! coloured terminal || wrong "colours in spite of NO_COLOR"
    on_terminal "NO_COLOR= '$HPMSIM' isa show aarch64"
    coloured terminal || wrong "an empty NO_COLOR takes colours away"
    on_terminal "TERM=dumb '$HPMSIM' isa show aarch64"
    ! coloured terminal || wrong "colours on a dumb terminal"
    on_terminal "'$HPMSIM' isa show aarch64 --json"
    ! coloured terminal || wrong "colours in JSON"
fi

# ---- Pipes that nobody reads any more, disks that are full ----------------------------------

# Sets status to that of hpmsim ARGS... whose reader is gone before it writes.
unread() {
    {
        sleep 0.2
        code=0
        "$HPMSIM" "$@" 2>err || code=$?
        echo $code >code
    } | true || true
    status=$(cat code)
}
for arguments in "isa list" "isa show aarch64 --json" "help" "help --json" "schema" "completion bash" "version"; do
    unread $arguments
    ((status == 141)) || wrong "$arguments: status $status when nobody reads, expected that of SIGPIPE"
    [[ ! -s err ]] || wrong "$arguments: complains when nobody reads: $(cat err)"
    "$HPMSIM" $arguments 2>err | head -1 >out || true
    [[ -s out && ! -s err ]] || wrong "$arguments: not quiet before head"
    status=0
    "$HPMSIM" $arguments >/dev/full 2>err || status=$?
    ((status == 2)) || wrong "$arguments: status $status on a full disk"
    has err "hpmsim: writing to standard output failed"
done

# Where SIGPIPE is ignored, writing fails.
trap '' PIPE
unread isa list
trap - PIPE
((status == 2)) || wrong "status $status when SIGPIPE is ignored"
has err "hpmsim: writing to standard output failed"

finish
