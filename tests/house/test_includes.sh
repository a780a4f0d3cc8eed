#!/bin/bash
# Fails when a file includes what its folder may not use: the table "The house" of the design,
# checked. Checks itself on a small tree of violations first.
#   tests/house/test_includes.sh [ROOT]
set -euo pipefail

# Prints one line for each forbidden include below the folder $1.
violations() {
    (cd "$1" && find . -type f \( -name '*.c' -o -name '*.h' \) \
        -not -path './build*' -not -path './.*' -not -path './workloads/*' \
        -not -path './labs/*' | sed 's,^\./,,' | LC_ALL=C sort | tr '\n' '\0' |
        xargs -0 --no-run-if-empty awk '
    BEGIN {
        # folder -> folders whose headers it may include
        uses["base"] = "base"
        uses["isa"] = "base isa"
        uses["image"] = "base isa image"
        uses["compile"] = "base isa image compile"
        uses["sim"] = "base isa image sim"
        uses["migrate"] = "base isa image sim migrate"
        uses["testbed"] = "base isa image compile sim migrate testbed"
        uses["ui"] = "base isa image compile sim migrate testbed ui"
        uses["cli"] = "base isa image compile sim migrate testbed ui cli"
        # library headers -> files that may include them
        only["^unicorn/"] = "^(isa|sim|tests|bench)/"
        only["^(SDL2?|SDL2/.*|cairo|cairo[/-].*|pango|pango/.*)(\\.h)?$"] = "^ui/"
        only["^(cjson/)?cJSON(_Utils)?\\.h$"] = "^base/json[^/]*$"
        only["^capstone/"] = "^isa/"
        only["^(elfutils/.*|dwarf\\.h|libelf\\.h)$"] = "^image/"
        only["^xxhash\\.h$"] = "^base/"
    }
    function forbid(why) { printf "%s:%d: %s: %s\n", FILENAME, FNR, name, why }
    function has(list, word) { return index(" " list " ", " " word " ") }
    match($0, /^[ \t]*#[ \t]*include[ \t]*["<][^">]+[">]/) {
        quoted = /^[ \t]*#[ \t]*include[ \t]*"/
        name = $0
        sub(/^[ \t]*#[ \t]*include[ \t]*["<]/, "", name)
        sub(/[">].*/, "", name)
        split(FILENAME, here, "/")
        folder = here[1]
        parts = split(name, there, "/")

        for (library in only)
            if (name ~ library && FILENAME !~ only[library]) forbid("only in " only[library])
        if (name ~ /^capstone\// && folder == "isa") {
            if (capstone && capstone != FILENAME) forbid("also in " capstone ", only one may")
            capstone = FILENAME
        }

        if (!quoted) next
        if (there[1] in uses) {
            if (folder in uses && !has(uses[folder], there[1]))
                forbid(folder "/ may use only: " uses[folder])
            if (there[1] == "isa" && parts > 2 && folder in uses && folder != "isa")
                forbid("private to isa/" there[2] "/")
        } else if (folder in uses) {
            forbid("name it by its path from the top folder")
        }
    }')
}

# Each file below holds one forbidden include and one that is allowed.
self_test() {
    local tree wanted found
    tree=$(mktemp -d)
    trap 'rm -rf "$tree"' RETURN
    put() { mkdir -p "$tree/${1%/*}" && printf '#include %s\n' "${@:2}" >"$tree/$1"; }
    put base/a.c '"isa/isa.h"' '"base/base.h"'
    put base/b.c '<cjson/cJSON.h>' '<xxhash.h>'
    put base/json_x.c '<capstone/capstone.h>' '<cjson/cJSON.h>'
    put compile/a.c '"sim/process.h"' '"image/image.h"'
    put compile/b.c '<elfutils/libdw.h>' '"image/image.h"'
    put image/a.c '"compile/compile.h"' '<elfutils/libdw.h>'
    put isa/x86/a.c '"image/image.h"' '"isa/x86/x86.h"'
    put isa/x86/b.c '"x86.h"' '<capstone/capstone.h>'
    put isa/x86/c.c '<capstone/capstone.h>' '<unicorn/unicorn.h>'
    put migrate/a.c '"compile/compile.h"' '"sim/sim.h"'
    put migrate/b.c '<unicorn/unicorn.h>' '<stdio.h>'
    put sim/a.c '"compile/ssa/ir.h"' '<unicorn/unicorn.h>'
    put sim/b.c '"isa/x86/x86.h"' '"isa/isa.h"'
    put testbed/a.c '<cairo/cairo.h>' '<zstd.h>'
    put tests/sim/a.c '<SDL2/SDL.h>' '<unicorn/unicorn.h>' '"compile/compile.h"'
    wanted=$(printf '%s\n' base/{a,b}.c base/json_x.c compile/{a,b}.c image/a.c isa/x86/{a,b,c}.c \
        migrate/{a,b}.c sim/{a,b}.c testbed/a.c tests/sim/a.c | LC_ALL=C sort)
    found=$(violations "$tree" | sed 's/:.*//' | LC_ALL=C sort)
    if [[ $found != "$wanted" ]]; then
        echo "test_includes.sh does not find what it should:"
        diff <(echo "$wanted") <(echo "$found") || true
        return 1
    fi
}

root=${1:-${SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}}
self_test
found=$(violations "$root")
if [[ $found ]]; then
    echo "Forbidden includes (the table \"The house\" says who may use what):"
    echo "$found"
    exit 1
fi
