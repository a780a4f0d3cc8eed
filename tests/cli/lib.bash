# tests/cli/lib.bash: what the scripts here share; read with: . "$SOURCE_DIR/tests/cli/lib.bash".
# Each runs in its own folder, with HPMSIM and SOURCE_DIR in its environment.
set -euo pipefail
: "${HPMSIM:?}" "${SOURCE_DIR:?}"
[[ -x $HPMSIM ]] || { echo "there is no $HPMSIM"; exit 77; }
export XDG_CACHE_HOME=$PWD/cache
export LC_ALL=C.UTF-8
wasm_tools=
command -v wat2wasm >/dev/null && wasm_tools=1
have_clang=
command -v clang >/dev/null && clang --print-targets 2>/dev/null | grep -q wasm32 && have_clang=1
node=${NODE:-$(command -v node || echo /usr/bin/node)}
errors=0

wrong() {
    echo "WRONG: $*"
    errors=$((errors + 1))
}

# run ARGS...: sets out, err (files) and status.
run() {
    status=0
    "$HPMSIM" "$@" >out 2>err </dev/null || status=$?
}

# expect STATUS ARGS...
expect() {
    local wanted=$1
    shift
    run "$@"
    [[ $status == "$wanted" ]] || {
        wrong "hpmsim $*: exit status $status, expected $wanted"
        head -5 out err
    }
}

# expect_error STATUS TEXT ARGS...: stderr has the text as one of its lines.
expect_error() {
    local wanted=$1 text=$2
    shift 2
    expect "$wanted" "$@"
    grep -qxF -- "$text" err || {
        wrong "hpmsim $*: no line in stderr reads: $text"
        cat err
    }
}

# has FILE TEXT
has() { grep -qF -- "$2" "$1" || { wrong "$1 lacks: $2"; head -40 "$1"; }; }

# same FILE FILE WHAT
same() { cmp -s "$1" "$2" || { wrong "$3: differs"; diff "$1" "$2" | head -10 || true; }; }

# value FILE PATH: a member of a JSON file, as in "migrations.count".
value() { "$node" -e '
    let v = JSON.parse(require("fs").readFileSync(process.argv[1]));
    for (const k of process.argv[2].split(".")) v = v[k];
    console.log(v)' "$1" "$2"; }

finish() {
    ((errors == 0)) || echo "$errors wrong"
    exit $((errors != 0))
}
