#!/bin/bash
# Manual pages: one for hpmsim and one for each command, from the tables, without warnings.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
pages=$BUILD_DIR/documents/man
commands=$("$HPMSIM" help --json | "$node" -e '
    JSON.parse(require("fs").readFileSync(0)).commands.forEach(c => console.log(c.name))')

rm -rf man && mkdir man
for command in '' $commands; do
    page=man/hpmsim${command:+-$command}.1
    expect 0 help --man $command
    cp out "$page"
    for section in NAME SYNOPSIS DESCRIPTION "SEE ALSO"; do has "$page" ".SH $section"; done
    if command -v groff >/dev/null; then
        groff -man -Tutf8 -wall -z "$page" 2>warnings || wrong "groff refuses $page"
        [[ ! -s warnings ]] || { wrong "groff warns of $page"; cat warnings; }
    fi
    if command -v mandoc >/dev/null; then
        # the date is that of the commit, and not known where there is no git checkout
        mandoc -Tlint -W warning "$page" | grep -v 'missing date' >warnings || true
        [[ ! -s warnings ]] || { wrong "mandoc warns of $page"; cat warnings; }
    fi
done
command -v groff >/dev/null || echo "SKIPPED: groff (not installed)"
command -v mandoc >/dev/null || echo "SKIPPED: mandoc (not installed)"
[[ ! -d $pages ]] || diff -rq man "$pages" || wrong "the pages that are installed are others"

# plain FILE: a page as its reader sees it
plain() { mandoc -Tutf8 -Owidth=78 "$1" | col -bx; }
if command -v mandoc >/dev/null && command -v col >/dev/null; then
    # every option with its argument, default and help; nothing of the markup is left
    plain man/hpmsim-exec.1 >page
    has page "-i, --isa MODEL[/K]"
    has page "-d, --dir HOST[::GUEST]"
    has page "Default: aarch64."
    has page "hpmsim exec [OPTIONS] PROGRAM [ARGS...]"
    has page "hpmsim exec --isa riscv64 workloads/nqueens.c 8"
    plain man/hpmsim.1 >page
    for command in $commands; do has page "hpmsim-$command(1)"; done
    for status in 0 1 2 3 130 134; do grep -qE "^ +$status  " page || wrong "no exit status $status"; done
    has page "NO_COLOR"
    ! cat man/*.1 | mandoc -Tutf8 | col -bx | grep -nE '\\|^ *\.[A-Z]{2}' || wrong "markup in the text"
fi
expect_error 2 "hpmsim: there is no command rnu; did you mean run?" help --man rnu
finish
