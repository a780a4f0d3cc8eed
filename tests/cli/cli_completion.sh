#!/bin/bash
# Completion for bash and zsh, from the tables.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1

expect 0 completion bash
cp out hpmsim.bash
expect 0 completion zsh
cp out _hpmsim
expect_error 2 'hpmsim: completion: expected bash or zsh, found "zhs"; did you mean zsh?' completion zhs
expect 2 completion

# Every word for an argument is in the vocabulary, cli/arguments.c.
expect 0 help --json
unknown=$("$node" -e '
    for (const c of JSON.parse(require("fs").readFileSync("out")).commands) {
        for (const o of c.options) if (o.kind == "unknown") console.log(`${c.name} --${o.name} ${o.argument}`);
        for (const f of c.forms) for (const o of f.operands)
            if (o.kind == "unknown") console.log(`${c.name} ${o.operand}`);
    }')
[[ ! $unknown ]] || wrong "words that the table in cli/arguments.c lacks: $unknown"

# ---- bash: the function itself, as bash calls it --------------------------------------------

rm -rf place && mkdir -p place/folder "place/with space"
touch place/{a.c,b.wasm,c.wat,d.json,e.txt,"two words.json"}

# offers LINE: what is offered at the end of the line, sorted, with "," between.
offers() {
    (
        cd place
        . ../hpmsim.bash
        function=$(complete -p hpmsim | sed 's/.* -F \([^ ]*\) .*/\1/')
        line=$1
        COMP_WORDS=()
        while [[ $line =~ ^\ *([:=]+|[^\ :=]+)(.*)$ ]]; do # as COMP_WORDBREAKS has it
            COMP_WORDS+=("${BASH_REMATCH[1]}")
            line=${BASH_REMATCH[2]}
        done
        [[ $1 != *' ' ]] || COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
        set +eu
        "$function" hpmsim "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort | paste -sd,
    )
}
# offer LINE WANTED
offer() {
    local found
    found=$(offers "$1")
    [[ $found == "$2" ]] || wrong "\"$1\" offers: $found; expected: $2"
}
models=$("$HPMSIM" isa list | awk 'NR > 1 { print $1 }' | LC_ALL=C sort | paste -sd,)
allocators=$("$HPMSIM" help --json | "$node" -e '
    const c = JSON.parse(require("fs").readFileSync(0)).commands.find(c => c.name == "exec");
    console.log(c.options.find(o => o.name == "allocator").choices.sort().join())')

offer "hpmsim ru" "run"
offer "hpmsim --" "--help,--version"
[[ ,$(offers "hpmsim "), == *,compile,*,run,*,version,* ]] || wrong "commands: $(offers "hpmsim ")"
offer "hpmsim nosuch " ""
# options: long ones, after others and after values that look like them
offer "hpmsim exec --mig" "--migrate-every"
offer "hpmsim exec -n 5 --to riscv64 --se" "--seed"
offer "hpmsim exec --isa=riscv64 --se" "--seed"
offer "hpmsim exec --env A=B --se" "--seed"
offer "hpmsim exec -n5 --se" "--seed"
[[ ,$(offers "hpmsim exec -"), == *,--isa,*,-i,* ]] || wrong "short options"
# their values
offer "hpmsim exec --isa " "$models"
offer "hpmsim exec -i aar" "aarch64"
offer "hpmsim exec --isa=aar" "aarch64"
offer "hpmsim exec --isa=" "$models"
offer "hpmsim exec --isa x86-32/" "x86-32/4,x86-32/5,x86-32/6"
offer "hpmsim exec --isa d" "d.json"
offer "hpmsim exec --to aarch64,ris" "aarch64,riscv64"
offer "hpmsim exec --to aarch64,x86-32/5,x86-32/" \
    "aarch64,x86-32/5,x86-32/4,aarch64,x86-32/5,x86-32/5,aarch64,x86-32/5,x86-32/6"
offer "hpmsim exec --allocator " "$allocators"
offer "hpmsim exec --seed " ""
offer "hpmsim exec --env A=" ""
offer "hpmsim exec --dir " "folder,with space"
offer "hpmsim exec --stats e" "e.txt"
offer "hpmsim compile --dump fi" "final"
offer "hpmsim compile --dump final,al" "final,all,final,alloc"
# operands
offer "hpmsim run " "d.json,folder,two words.json,with space"
offer "hpmsim run --json -o folder d" "d.json"
offer "hpmsim run d.json " ""
offer "hpmsim compile " "a.c,b.wasm,c.wat,folder,with space"
offer "hpmsim exec a" "a.c"
offer "hpmsim exec a.c " "a.c,b.wasm,c.wat,d.json,e.txt,folder,two words.json,with space"
offer "hpmsim exec a.c --se" "" # belongs to the program
offer "hpmsim merge folder f" "folder"
offer "hpmsim isa " "check,list,show"
offer "hpmsim isa show risc" "riscv64"
offer "hpmsim isa check d" "d.json"
offer "hpmsim isa list " ""
offer "hpmsim isa --json show x86-32/4" "x86-32/4"
offer "hpmsim help swe" "sweep"
offer "hpmsim completion " "bash,zsh"

# ---- zsh ------------------------------------------------------------------------------------

if ! command -v zsh >/dev/null; then
    echo "SKIPPED: zsh (not installed)"
    finish
fi
zsh -n _hpmsim || wrong "zsh finds errors"
# A shell on a terminal of its own completes a line with the tab key.
cat >ask.zsh <<'END'
zmodload zsh/zpty
zpty shell "TERM=dumb zsh -f -i"
tell() { zpty -w shell "$1"; }
tell "PS1= PS2=; unsetopt zle_bracketed_paste 2>/dev/null; cd place; fpath=(.. \$fpath)"
tell "autoload -Uz compinit; compinit -u -D; bindkey '^I' complete-word; setopt no_list_beep no_auto_menu"
# Ctrl-G prints the line as the tab key left it
tell "show-line() { print -r -- \"<<\$BUFFER>>\"; BUFFER=; zle accept-line }; zle -N show-line; bindkey '^G' show-line"
tell "print RE''ADY"
zpty -r -m shell start "*READY*" || exit 1
for line in "${@}"; do
    zpty -n -w shell "$line"$'\t\x07'
    zpty -r -m shell answer "*<<*>>*" || exit 1
    print -r -- "${${answer##*<<}%%>>*}"
done
zpty -d shell
END
ask() { timeout 20 zsh -f ask.zsh "$@" 2>&1; }
cat >wanted <<'END'
hpmsim compile 
hpmsim run 
hpmsim run d.json 
hpmsim exec --migrate-every 
hpmsim exec --isa aarch64 
hpmsim exec --to aarch64,riscv64,
hpmsim exec --isa x86-32/6 
hpmsim exec --dir folder/
hpmsim exec -n 5 a.c 
hpmsim compile --dump final,canon,facts,
hpmsim isa show riscv64 
hpmsim isa check d.json 
hpmsim help sweep 
hpmsim completion zsh 
END
ask "hpmsim compi" "hpmsim ru" "hpmsim run d" "hpmsim exec --mig" "hpmsim exec --isa aar" \
    "hpmsim exec --to aarch64,ris" "hpmsim exec --isa x86-32/6" "hpmsim exec --dir fol" \
    "hpmsim exec -n 5 a" "hpmsim compile --dump final,canon,fa" "hpmsim isa show ris" \
    "hpmsim isa check d" "hpmsim help swe" "hpmsim completion z" >answers || wrong "zsh does not answer"
same wanted answers "what zsh completes"
finish
