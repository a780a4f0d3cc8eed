#!/bin/bash
# hpmsim exec: exit statuses, traps, arguments, streams, statistics.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $wasm_tools ]] || { echo "no wat2wasm"; exit 77; }
isas=$("$HPMSIM" isa list | awk 'NR > 1 { print $1 }')
ring=$(echo "$isas" | paste -sd,)

# wat NAME: the module on stdin, with memory and proc_exit as $exit
wat() { { echo '(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)'; cat; echo ')'; } >"$1.wat"; }

wat exit42 <<<'(func (export "_start") (call $exit (i32.const 42)))'
wat returns <<<'(func (export "_start"))'
wat divide <<<'(func $divide (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func $middle (param i32) (result i32) (i32.add (call $divide (i32.const 5) (local.get 0)) (i32.const 1)))
    (func (export "_start") (call $exit (call $middle (i32.load (i32.const 64)))))'
wat forever <<<'(func $deeper (param i32) (result i32)
      (i32.add (call $deeper (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
    (func (export "_start") (call $exit (call $deeper (i32.const 0))))'
wat beyond <<<'(func (export "_start") (call $exit (i32.load (i32.const 0x10000000))))'
wat unreachable <<<'(func (export "_start") unreachable)'
wat spin <<<'(func (export "_start") (local i32)
    (loop $again (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (br $again)))'
wat library <<<'(func (export "run"))'
wat reactor <<<'(func (export "_initialize"))'
wat arguments <<<'(func (export "_start") (param i32))'
wat started <<<'(global $g (mut i32) (i32.const 0)) (func $first (global.set $g (i32.const 7)))
    (start $first) (func (export "_start") (call $exit (global.get $g)))'
echo '(module (import "env" "magic" (func (param i32) (result i64))) (memory (export "memory") 1)
    (func (export "_start")))' >imports.wat

for isa in $isas; do
    for move in "" "--migrate-every 1 --to $ring"; do
        with="--isa $isa $move"
        expect 42 exec $with exit42.wat
        expect 0 exec $with returns.wat
        expect 7 exec $with started.wat
        expect 134 exec $with divide.wat
        printf 'trap: integer divide by zero\n  at divide\n  by middle\n  by _start\n' >wanted
        same err wanted "trap of divide on $with"
        expect 134 exec $with unreachable.wat
        printf 'trap: unreachable\n  at _start\n' >wanted
        same err wanted "trap of unreachable on $with"
        expect 134 exec $with beyond.wat
        has err "trap: out of bounds memory access"
        has err "  at _start"
    done
    expect 134 exec --isa "$isa" forever.wat
    has err "trap: call stack exhausted"
    has err "  at deeper"
    (($(wc -l <err) < 40)) || wrong "a long trace is told in full"
done
expect 134 exec --migrate-every 100000 --to "$ring" forever.wat

# Programs that can't run
expect_error 2 "hpmsim: library.wat: not a command module: it exports no function _start" exec library.wat
expect_error 2 "hpmsim: reactor.wat: not a command module: it exports no function _start (it is a reactor: a library)" exec reactor.wat
expect_error 2 "hpmsim: arguments.wat: _start must have neither parameters nor results" exec arguments.wat
expect 2 exec imports.wat
has err 'unknown import: function env.magic (i32) -> i64'
printf 'not wasm' >broken.wasm
expect 2 exec broken.wasm
has err "hpmsim: broken.wasm: "
cp broken.wasm broken.txt
expect_error 2 "hpmsim: broken.txt: expected a .c, .wat or .wasm file, and it is not WebAssembly" exec broken.txt
: >empty.wasm
expect_error 2 "hpmsim: empty.wasm: the file is empty" exec empty.wasm
expect_error 2 "hpmsim: exec: --migrate-every: expected at most 18446744073709551615, found 99999999999999999999" \
    exec --to riscv64 --migrate-every 99999999999999999999 returns.wat
printf '(module (func' >broken.wat
expect 2 exec broken.wat
has err "wat2wasm failed"

# Statistics
expect 42 exec --migrate-every 3 --to riscv64,aarch64/5 --stats stats.json exit42.wat
[[ $(value stats.json exit_status) == 42 ]] || wrong "stats: exit_status"
[[ $(value stats.json end) == exit ]] || wrong "stats: end"
[[ $(value stats.json instructions) -gt 2 ]] || wrong "stats: instructions"
for field in migrations.count migrations.distance_instructions.{p50,p99,max} \
    migrations.frames.{p50,p99,max} migrations.values.{total,register_to_register,spill,fill} \
    migrations.values.{slot_to_slot,split,join,constant} migrations.translate_ns.{p50,p99} \
    images.{0,1,2}.{code_bytes,map_bytes,compile_ns}; do
    [[ $(value stats.json $field) =~ ^[0-9]+$ ]] || wrong "stats: $field"
done
[[ $(value stats.json images.2.isa) == aarch64/5 ]] || wrong "stats: images"
expect 42 exec --migrate-every 3 --to riscv64,aarch64/5 --profile profile.csv --stats stats.json exit42.wat
[[ $(awk -F, 'NR > 1 { n += $3 } END { print n }' profile.csv) == "$(value stats.json instructions)" ]] ||
    wrong "profile: instructions"
expect 134 exec --stats stats.json divide.wat
[[ $(value stats.json exit_status) == 134 && $(value stats.json end) == "integer divide by zero" ]] ||
    wrong "stats of a trap"
# What can't be written is told before the program runs
for option in stats profile; do
    for place in /nonexistent/file .; do
        expect 2 exec --$option $place exit42.wat
        has err "hpmsim: $place: cannot create: "
    done
done

# An interrupt
interrupt() {
    "$HPMSIM" exec --stats stats.json "$@" spin.wat >out 2>err &
    local child=$!
    sleep 1
    kill -INT $child
    status=0
    wait $child || status=$?
    [[ $status == 130 ]] || wrong "interrupt with $*: exit status $status"
    [[ $(value stats.json end) == interrupted && $(value stats.json instructions) -gt 1000 ]] ||
        wrong "interrupt with $*: stats"
}
set -m # so that the children take SIGINT
interrupt
interrupt --migrate-every 1000 --to riscv64
set +m

# C: arguments, environment, folders, streams in order, trap with lines
if [[ $have_clang ]]; then
    cat >program.c <<'END'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile int zero;

static int divide(int x, int y) {
    return x / y;
}

int main(int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "abort")) abort();
    if (argc == 2 && !strcmp(argv[1], "zero")) return divide(7, zero);
    if (argc == 2 && !strcmp(argv[1], "exit")) exit(42);
    if (argc == 2 && !strcmp(argv[1], "cat")) {
        char line[100];
        while (fgets(line, sizeof line, stdin)) fputs(line, stdout);
        return 0;
    }
    if (argc == 3 && !strcmp(argv[1], "file")) {
        FILE *f = fopen(argv[2], "r");
        char line[100];
        if (!f || !fgets(line, sizeof line, f)) return 9;
        fputs(line, stdout);
        return 0;
    }
    for (int n = 1; n < argc; n++) printf("[%s]\n", argv[n]);
    printf("%s\n", getenv("COLOUR") ? getenv("COLOUR") : "none");
    fflush(stdout);
    for (int n = 0; n < 3; n++) {
        write(1, "out\n", 4);
        write(2, "err\n", 4);
    }
    return 3;
}
END
    clang --target=wasm32-wasi -O2 -g program.c -o program.wasm
    many="--migrate-every 50 --to $ring"
    for move in "" "$many"; do
        expect 3 exec $move --env COLOUR=blue program.wasm --to -x "a b"
        printf '[--to]\n[-x]\n[a b]\nblue\nout\nout\nout\n' >wanted
        same out wanted "arguments $move"
        "$HPMSIM" exec $move program.wasm >both 2>&1 || true
        printf 'none\nout\nerr\nout\nerr\nout\nerr\n' >wanted
        same both wanted "order of streams $move"
        expect 134 exec $move program.wasm abort
        has err "trap: unreachable"
        expect 134 exec $move program.wasm zero
        has err "trap: integer divide by zero"
        has err "(program.c:9)"
        expect 42 exec $move program.wasm exit
        seq 1 2000 >numbers
        "$HPMSIM" exec $move program.wasm cat <numbers >out
        same out numbers "cat $move"
        mkdir -p box && echo "in the box" >box/file
        expect 0 exec $move --dir box::/data program.wasm file /data/file
        same out box/file "a file $move"
        expect 9 exec $move program.wasm file /data/file
    done
    expect 42 exec program.c exit
    cat >long.c <<'END'
#include <stdio.h>
int main(void) {
    long double third = 1.0L / 3;
    return printf("%.30Lf\n", third) != 33;
}
END
    expect 0 exec --migrate-every 500 --to aarch64,x86-32/5 long.c
    has out 0.333333333333333333333333333333
    echo 'int main(void) { return x; }' >wrong.c
    expect 2 exec wrong.c
    has err "clang failed"
fi
finish
