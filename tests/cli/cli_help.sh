#!/bin/bash
# Help, versions and what is said about wrong command lines.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1

expect 0 --help
cp out commands
expect 0 help
same out commands "help and --help"
expect 0 -h
same out commands "-h and --help"
names=$("$HPMSIM" help --json | "$node" -e '
    JSON.parse(require("fs").readFileSync(0)).commands.forEach(c => console.log(c.name))')
for command in run exec sweep merge compile check isa schema completion help version; do
    grep -qx $command <<<"$names" || wrong "help --json lacks $command"
done
for command in $names; do
    has commands "  $command "
    expect 0 $command --help
    has out "usage: hpmsim $command"
    has out "-h, --help"
    has out "Examples:"
    (($(wc -L <out) <= 88)) || wrong "help of $command is wider than 88 columns"
    cp out help
    expect 0 help $command
    same out help "help $command and $command --help"
    expect 0 $command --nonsense --help
    [[ ! -s err ]] || wrong "$command --help complains"
done
expect 0 exec -h
has out "--migrate-every N"
has out "Default: aarch64."

expect 0 --version
grep -qE '^hpmsim [0-9]+\.[0-9]+\.[0-9]+( \([0-9a-f]{9}\+?\))?$' out || wrong "no version: $(head -1 out)"
grep -qE '^emulator: Unicorn 2\.[0-9.]+, stores take the (fast|slow) path$' out ||
    wrong "no version of the emulator"
has out "ISAs: aarch64"
has out "disassembler: Capstone "
cp out version
expect 0 version
same out version "version and --version"
expect 0 --version --json
[[ "hpmsim $(value out hpmsim)" == "$(head -1 version)" ]] || wrong "--version --json: hpmsim"
has version "Unicorn $(value out unicorn), stores take the $(value out stores) path"
has version "Capstone $(value out capstone)"
[[ $(value out isas) == *"'aarch64'"* ]] || wrong "--version --json: isas"
expect_error 2 'hpmsim: version: "x" is one operand too many' version x

expect 2
has err "usage: hpmsim COMMAND"
expect_error 2 "hpmsim: there is no command exce; did you mean exec?" exce
expect_error 2 "hpmsim: there is no command zzzzz; hpmsim --help lists the commands" zzzzz
expect_error 2 "hpmsim: there is no option --hepl; did you mean --help?" --hepl
expect_error 2 "hpmsim: there is no option --zzzzz; hpmsim --help lists the commands" --zzzzz
expect_error 2 "hpmsim: there is no command rnu; did you mean run?" help rnu
expect_error 2 "hpmsim: exec: there is no option --migrate-evry; did you mean --migrate-every?" \
    exec --migrate-evry 5 x
expect_error 2 "hpmsim: exec: there is no option -z" exec -z x
expect_error 2 "hpmsim: exec: option --to needs a value: MODEL[/K],..." exec --to
expect_error 2 "hpmsim: exec: option --isa needs a value: MODEL[/K]" exec -i
expect_error 2 "hpmsim: run: option --json takes no value" run --json=5 x
expect_error 2 "hpmsim: exec: an operand is missing: PROGRAM [ARGS...]" exec
has err "usage: hpmsim exec [OPTIONS] PROGRAM [ARGS...]"
expect_error 2 "hpmsim: run: an operand is missing: EXPERIMENT.json" run
expect_error 2 'hpmsim: run: "b" is one operand too many' run a b
expect_error 2 "hpmsim: exec: option --s could be any of --strategy, --seed, --stats" exec --s 1 x
expect_error 2 'hpmsim: exec: --migrate-every: expected a whole number, found "-5"' \
    exec --migrate-every -5 --to aarch64 x
expect_error 2 "hpmsim: exec: --migrate-every: expected 1 or more, found 0" \
    exec --migrate-every 0 --to aarch64 x
expect_error 2 "hpmsim: exec: --to without --migrate-every: say how often to move, as in --migrate-every 1000" \
    exec --to riscv64 x
expect_error 2 "hpmsim: exec: --migrate-every needs machines to go to, as in --to riscv64" \
    exec -n 5 x
expect_error 2 "hpmsim: exec: --isa names one machine; further ones go to --to, as in --to riscv64" \
    exec --isa aarch64,riscv64 x
expect_error 2 'hpmsim: there is no ISA model "aarch46"; did you mean "aarch64"?' exec --isa aarch46 x
expect_error 2 'hpmsim: exec: --env: expected K=V, found "novalue"' exec --env novalue x
expect_error 2 'hpmsim: exec: --dir: expected HOST or HOST::GUEST, found "::x"' exec --dir ::x x
# several at once
expect_error 2 'hpmsim: exec: --seed: expected a whole number, found "x"' \
    exec --seed x --isa aarch46 y
has err aarch46
expect 2 exec --isa aarch64/3 x
has err "4 is the least"
expect 2 exec --isa aarch64/99 x
expect 2 exec nosuchfile.wasm
has err "hpmsim: nosuchfile.wasm: no such file"

# Nothing but data on stdout, and writing it can fail.
expect 0 isa list
[[ ! -s err ]] || wrong "isa list writes to stderr"
status=0
"$HPMSIM" isa list >/dev/full 2>err || status=$?
[[ $status == 2 ]] || wrong "a full disk: exit status $status"
has err "hpmsim: writing to standard output failed"
finish
