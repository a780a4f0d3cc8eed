#!/bin/bash
# hpmsim compile, check and isa: looking at what comes out.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }
isas=$("$HPMSIM" isa list | awk 'NR > 1 { print $1 }')
program=nqueens.wasm
clang --target=wasm32-wasi -O2 -g "$SOURCE_DIR/workloads/nqueens.c" -o $program

# compile
for isa in $isas $(for isa in $isas; do echo "$isa/4"; done); do
    expect 0 compile "$program" --isa "$isa" -o image
    has out "for $isa: "
    has out "location map"
    has out "written to    image"
    [[ -s image ]] || wrong "no image for $isa"
    expect 0 compile "$program" --isa "$isa" --disassemble -f solve
    has out "solve  (frame "
    has out "; nqueens.c:"
    ! grep -q "(data)" out || wrong "what is no instruction in solve for $isa"
done
expect 0 compile "$program" --dump final,alloc -f solve
has out 'function '
has out '"solve"'
! grep -q '"main"' out || wrong "--function dumps others, too"
expect 0 compile "$program" --json -f solve
value out functions.length >/dev/null || wrong "compile --json"
expect_error 2 'hpmsim: compile: --dump: there is no pass "finl"; did you mean final?' \
    compile "$program" --dump finl
expect_error 2 "hpmsim: $program has no function \"slove\"; did you mean \"solve\"?" \
    compile "$program" -f slove -d
expect 2 compile "$program" --isa aarch64,riscv64
expect 2 compile "$program" -o /nonexistent/x

# check
expect 0 check "$program" --isa "$(echo "$isas" | paste -sd,),aarch64/4"
has out "Everything can move everywhere."
has out "Ways of values"
[[ $(grep -c ' none$' out) == $(( $(wc -w <<<"$isas") * ($(wc -w <<<"$isas") + 1) )) ]] || wrong "pairs of check"
expect 0 check "$program" --isa aarch64,riscv64/4 --function solve
has out "Values in memory"
has out "(pressure)"
expect 0 check "$program" --isa aarch64,riscv64 --json
[[ $(value out problems) == 0 && $(value out pairs.length) == 2 ]] || wrong "check --json"
expect 2 check "$program"
has err "--isa is missing"
expect 2 check "$program" --isa aarch64
has err "one machine makes no pair"

# isa
expect 0 isa
has out "aarch64"
expect 0 isa list --json
[[ $(value out 0.model) == aarch64 ]] || wrong "isa list --json"
for isa in $isas; do
    expect 0 isa show "$isa/5"
    has out "5 integer"
    has out "argument 1"
    expect 0 isa show "$isa/5" --json
    cp out model.json
    expect 0 isa check model.json
    has out "model.json: fine: $isa-5"
    expect 0 exec --isa model.json --migrate-every 1000 --to "$isa" "$program" 4
done
printf '{"name": "x", "base": "aarch46", "integer_registers": 2}' >model.json
expect 2 isa check model.json
has err 'hpmsim: model.json:1:'
has err 'did you mean "aarch64"?'
expect_error 2 "hpmsim: isa: there is no shwo; did you mean show?" isa shwo
expect_error 2 "hpmsim: isa show: an operand is missing: MODEL[/K]" isa show
expect_error 2 "hpmsim: isa check: an operand is missing: FILE" isa check
finish
