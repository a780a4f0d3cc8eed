#!/bin/bash
# Strategies and allocators: each with each, on workloads that move often between machines of both
# word sizes, with few and many registers. Output is the same each time; names are told, and names
# that are wrong.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }
experiment=$SOURCE_DIR/experiments/strategies.json
strategies=(map common memory shadow)
allocators=(ssa linear naive)

# values FILE.json EXPRESSION of v
values() { "$node" -p "const v = JSON.parse(require('fs').readFileSync('$1')); $2"; }
summary='[Object.values(v.checks).join(), v.strategy, v.machines.x.allocator, v.migrations.count].join(" ")'

# Each with each. "different" would be the exit status 1.
machines='{"a": {"isa": "aarch64"}, "x": {"isa": "x86-32", "registers": 4, "float_registers": 4},
  "r": {"isa": "riscv64", "registers": 7, "float_registers": 9}, "p": {"isa": "x86-64"}}'
moving='[{"every": {"instructions": 3001}, "cycle": ["x", "r", "p", "a"], "limit": 100}]'
for program in nqueens:5 fft:5 bignum:10; do
    clang --target=wasm32-wasi -O2 "$SOURCE_DIR/workloads/${program%:*}.c" -o ${program%:*}.wasm
    workload=(--set "/program=$PWD/${program%:*}.wasm" --set "/args=[\"${program#*:}\"]"
        --set "/machines=$machines" --set "/migrations=$moving" --set /profile=false)
    rm -f wanted
    for strategy in "${strategies[@]}"; do
        for allocator in "${allocators[@]}"; do
            what="$program, $strategy, $allocator"
            expect 0 run -q "$experiment" "${workload[@]}" --set /strategy=$strategy \
                --set /allocator=$allocator -o results
            [[ -s wanted ]] || cp results/output.txt wanted
            same results/output.txt wanted "output of $what"
            read -r verdicts used by migrations < <(values results/summary.json "$summary")
            [[ $verdicts == same,same,same,same ]] || wrong "checks of $what: $verdicts"
            [[ $used == "$strategy" && $by == "$allocator" ]] || wrong "names of $what: $used, $by"
            ((migrations >= 10)) || wrong "migrations of $what: $migrations"
        done
    done
    # Machines may have allocators of their own.
    expect 0 run -q "$experiment" "${workload[@]}" --set /machines/a/allocator=naive \
        --set /machines/r/allocator=linear -o results
    same results/output.txt wanted "output of $program, mixed"
    [[ $(values results/summary.json 'Object.values(v.machines).map(m => m.allocator).join()') == \
        naive,ssa,linear,ssa ]] || wrong "mixed allocators of $program"
done

# What people are told
expect 0 run "$experiment"
! grep -q "^strategy" out || wrong "the default strategy is told"
expect 0 run "$experiment" --set /strategy=shadow --set /allocator=linear
has out "strategy shadow: the largest register file for all, missing registers in memory"
grep -q "^  small  *x86-32/5+23  *linear " out || wrong "the table of machines: $(grep small out | head -1)"
expect 0 run "$experiment" --set /strategy=common --set /machines/big/allocator=naive
grep -q "^  big  *aarch64/5  *naive " out || wrong "the table of machines: $(grep big out | head -1)"

# exec and its numbers
expect 0 exec --stats stats.json nqueens.wasm 5
cp out wanted
[[ $(values stats.json 'v.strategy + " " + v.images[0].allocator') == "map ssa" ]] ||
    wrong "stats: defaults"
for strategy in "${strategies[@]}"; do
    for allocator in "${allocators[@]}"; do
        expect 0 exec --strategy $strategy --allocator $allocator --isa aarch64 --to x86-32/4,riscv64/6 \
            --migrate-every 501 --stats stats.json nqueens.wasm 5
        same out wanted "exec, $strategy, $allocator"
        read -r frames migrations copied < <(values stats.json \
            '[v.migrations.frames.mean * v.migrations.count, v.migrations.count, v.migrations.frames_copied].map(Math.round).join(" ")')
        [[ $strategy != memory ]] || frames=$((frames - migrations)) # the innermost are translated
        [[ $copied == $([[ $strategy == memory ]] && echo "$frames" || echo 0) ]] ||
            wrong "frames copied by $strategy, $allocator: $copied of $frames"
        [[ $(values stats.json 'v.strategy + " " + v.images.map(m => m.allocator).join()') == \
            "$strategy $allocator,$allocator,$allocator" ]] || wrong "stats: $strategy, $allocator"
    done
done

# Notes: what was evicted or found no register, for whom, how far its next use is, what it costs
decided='next use (beyond the loop|[0-9]+ operations? away), depth [0-9]+, stored (before|here, cost [0-9.e+-]+)$'
noted() { # ALLOCATOR TEXT
    expect 0 compile nqueens.wasm --isa aarch64/5 --allocator $1 --dump alloc -o image
    grep -qE "^ +note: v[0-9]+(\.lo|\.hi)? $2; $decided" out || wrong "$1: no note: $2"
    ! grep "note:" out | grep -vqE "; $decided" || wrong "$1: $(grep "note:" out | grep -vE "; $decided" | head -1)"
}
for allocator in ssa linear; do
    noted $allocator 'evicted from [a-z0-9]+ for v[0-9]+(\.lo|\.hi)?'
    noted $allocator 'evicted from [a-z0-9]+ as the operation destroys it'
done
noted linear 'lies in memory: what is in registers is used sooner'
noted naive 'lies in memory, as everything does'

# The sweep of the ready experiment
expect 0 sweep "$experiment" --list
[[ $(wc -l <out) == 37 ]] || wrong "sweep: $(wc -l <out) points"

# Names that are wrong
expect 2 run "$experiment" --set /strategy=shaddow
has err '/strategy: there is no strategy "shaddow"; did you mean "shadow"?'
expect 2 run "$experiment" --set /strategy=zzz
has err '/strategy: there is no strategy "zzz"; expected "map", "common", "memory" or "shadow"'
expect 2 run "$experiment" --set /allocator=liner
has err '/allocator: there is no allocator "liner"; did you mean "linear"?'
expect 2 run "$experiment" --set /machines/small/allocator=naiv
has err '/machines/small/allocator: there is no allocator "naiv"; did you mean "naive"?'
for command in exec check compile; do
    more=()
    [[ $command == exec ]] || more=(--isa aarch64,riscv64)
    [[ $command == compile ]] && more=(--isa aarch64 -o image)
    expect 2 $command "${more[@]}" --strategy comon nqueens.wasm
    has err "$command: --strategy: there is no strategy \"comon\"; did you mean \"common\"?"
    expect 2 $command "${more[@]}" --allocator sa nqueens.wasm
    has err "$command: --allocator: there is no allocator \"sa\"; did you mean \"ssa\"?"
done
finish
