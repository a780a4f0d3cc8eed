#!/bin/bash
# hpmsim report: pages and figures of runs and sweeps; of results that lack this and that.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang && $wasm_tools ]] || { echo "no clang for wasm32, or no wat2wasm"; exit 77; }
rm -rf ./*

# page FILE: it is well formed, complete in itself, and each figure is labelled.
page() {
    cat >page.mjs <<'SCRIPT'
import { readFileSync } from "fs";
const text = readFileSync(process.argv[2], "utf8"), empty = ["meta", "br"], optional = ["tr"];
const wrong = what => { console.log(what); process.exitCode = 1; };
if (!text.startsWith("<!DOCTYPE html>")) wrong("no doctype");
if (/\uFFFD|NaN|nan\b|undefined|\(null\)/.test(text)) wrong("strange text");
if (/(src|href)="(?!#)|url\(|@import|<script/.test(text.replaceAll("xmlns", "")))
    wrong("refers to something outside");
const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(m => m[1]);
if (new Set(ids).size != ids.length) wrong("ids are not unique");
for (const [, to] of text.matchAll(/(?:href="#|labelledby=")([^"]*)"/g))
    for (const id of to.split(" ")) if (!ids.includes(id)) wrong("no id " + id);
const open = [];
for (const [, end, name] of text.replace(/<style>.*?<\/style>/gs, "").matchAll(/<(\/?)([a-z][a-z0-9]*)(?:\s[^>]*?)?(?<!\/)>/g)) {
    if (empty.includes(name)) continue;
    if (!end) { if (!optional.includes(name)) open.push(name); continue; }
    if (optional.includes(name)) continue;
    if (open.at(-1) != name) { wrong(`</${name}> in <${open.at(-1)}>`); break; }
    open.pop();
}
if (open.length) wrong("not closed: " + open);
const count = pattern => (text.match(pattern) ?? []).length;
if (count(/<svg /g) != count(/<figure /g) || count(/<svg [^>]*role="img"/g) != count(/<svg /g))
    wrong("figures without pictures");
if (count(/<table>/g) != count(/<caption>/g)) wrong("tables without captions");
SCRIPT
    "$node" page.mjs "$1" >page.txt || { wrong "$1: not a good page"; cat page.txt; }
}
# figures FILE IDS: the page has exactly these.
figures() {
    local found
    found=$({ grep -o '<figure id="[^"]*"' "$1" || true; } | cut -d'"' -f2 | paste -sd' ')
    [[ $found == "$2" ]] || wrong "$1 has the figures $found"
}

# A single run
cat >run.json <<END_OF_RUN
{ "program": "$SOURCE_DIR/workloads/nqueens.c", "args": ["6"],
  "machines": { "big": { "isa": "aarch64" }, "small": { "isa": "x86-32", "registers": 5 } },
  "migrations": [ { "every": { "instructions": 3000 }, "cycle": ["small", "big"] } ] }
END_OF_RUN
expect 0 run run.json -q -o one
expect 0 report one
has out "1 run with"
page one/report.html
figures one/report.html "timeline moves-over-time ways-by-pair distance frames translation-time host-time-split"
has one/report.html "Compared with the run without migration, all came out the same."
has one/report.html '&quot;registers&quot;: 5'
cp one/report.html first.html
rm one/host_times*
expect 0 report one -o first.html -q
expect 0 run run.json -q -o again
rm again/host_times*
expect 0 report again -o - -q
sed 's/ again/ one/' out >second.html
same first.html second.html "the same run's page"
page first.html

# Over a link that copies memory, the copying is measured; over one that shares it, it isn't there
expect 0 run run.json -o copied --set '/link={"bandwidth_bytes_per_s": 1000000, "memory": "copy"}'
has out "copying       linear memory, "
grep -q '^0,,0,[0-9]*,[0-9]*,[0-9]*,[0-9]*,[0-9]*,[1-9][0-9]*$' copied/host_times_migrations.csv || wrong "no copy_ns"
[[ $(value copied/summary.json migrations.copy_ns.max) -gt 0 ]] || wrong "no copy_ns in the summary"
expect 0 report copied --figures copied/figures -q
has copied/figures/host-time-split.csv "big → small,copy memory,"
expect 0 run run.json -o shared --set '/link={"bandwidth_bytes_per_s": 1000000}'
! grep -q copying out || wrong "copying of shared memory"
grep -q '^0,,0,[0-9]*,[0-9]*,[0-9]*,[0-9]*,[0-9]*,$' shared/host_times_migrations.csv || wrong "copy_ns of shared memory"

# A sweep: lines over registers, program by program
cat >sweep.json <<END_OF_SWEEP
{ "program": "", "args": ["5"],
  "machines": { "big": { "isa": "aarch64" }, "small": { "isa": "riscv64" } },
  "migrations": [ { "every": { "instructions": 9000 }, "cycle": ["small", "big"] } ],
  "sweep": { "/machines/small/registers": { "values": [4, 8, 16], "name": "registers" },
             "zip": [ { "/program": [ "$SOURCE_DIR/workloads/nqueens.c",
                                      "$SOURCE_DIR/workloads/fft.c" ],
                        "/args/0": ["5", "3"] } ] } }
END_OF_SWEEP
expect 0 sweep sweep.json -q -o many
expect 0 report many -o page.html --figures figures --title 'A <b> & "c"'
page page.html
has page.html '<h1>A &lt;b&gt; &amp; &quot;c&quot;</h1>'
figures page.html "instructions-over-registers measures-over-registers comparison-by-program \
ways-over-registers ways-by-program ways-by-pair distance frames \
translation-over-registers translation-by-program translation-time host-time-split"
has page.html "With 4 registers, the number of instructions executed is"
has page.html "goes with program"
[[ $(head -1 figures/instructions-over-registers.csv) == program,registers,instructions_relative ]] ||
    wrong "columns of a figure's table"
[[ $(wc -l <figures/instructions-over-registers.csv) == 7 ]] || wrong "rows of a figure's table"
grep -q '^nqueens,16,1$' figures/instructions-over-registers.csv || wrong "relative to the last"
for id in $(grep -o '<figure id="[^"]*"' page.html | cut -d'"' -f2); do
    for file in figures/$id.{csv,svg,pdf}; do [[ -s $file ]] || wrong "no $file"; done
    [[ $(head -c5 "figures/$id.pdf") == %PDF- ]] || wrong "figures/$id.pdf is no PDF"
    has figures/figures.gp "$id.csv"
    has figures/figures.py "\"$id\""
done
if command -v xmllint >/dev/null; then
    xmllint --noout figures/*.svg || wrong "SVG files that are no XML"
fi
if command -v gnuplot >/dev/null; then
    (cd figures && gnuplot figures.gp 2>../gnuplot.txt) || { wrong "gnuplot"; head -5 gnuplot.txt; }
    for file in figures/*.csv; do
        [[ -s ${file%.csv}-gnuplot.pdf ]] || wrong "gnuplot did not draw $file"
    done
fi
expect 0 report many -o other.html --figures other -q --title 'A <b> & "c"'
same page.html other.html "the page again"
for file in figures/*.{svg,csv,py,gp} figures/*[!t].pdf; do same "$file" "other/${file#*/}" "$file"; done
expect 0 merge many -o merged -q
rm merged/host_times*
expect 0 report merged -q
page merged/report.html
! grep -q 'id="host-times"' merged/report.html || wrong "host times that aren't there"

# Profiles, a matrix of ISAs, and names that want escaping
mkdir matrix
{
    echo 'point,parameter_<x>,program,instructions,migrations,end,output_same'
    for n in 0 1 2; do echo "$n,<i>&$n,<p>.c,1000,2,exit,true"; done
} >matrix/runs.csv
{
    echo 'point,machine,model,isa,registers'
    for n in 0 1 2; do printf '%s\n' "$n,a,m$n,isa$n,4" "$n,b,n,isa$(((n + 1) % 3)),8"; done
} >matrix/machines.csv
{
    echo 'point,migration,instruction,from,to,values,values_spill,distance_instructions'
    for n in 0 1 2; do printf '%s\n' "$n,0,10,a,b,$((n + 3)),1,0" "$n,1,20,b,a,5,2,3"; done
} >matrix/migrations.csv
{
    echo 'point,function,machine,spill_loads,spill_stores'
    printf '%s\n' '0,"f<""&>",a,10,20' '1,g,b,5,' '2,h,a,0,0'
} >matrix/functions.csv
expect 0 report matrix -q --figures matrix/figures
page matrix/report.html
figures matrix/report.html "comparison-by--x- ways-by--x- ways-by-pair matrix distance spills-by-function"
has matrix/report.html "&lt;i&gt;&amp;0"
has matrix/report.html 'f&lt;&quot;&amp;&gt;'
has matrix/figures/matrix.csv "Values per migration (mean),isa0,isa1,3"
has matrix/figures/spills-by-function.csv 'a,"f<""&>",spill stores,20'

# To run well or to move cheaply: 1.25 times the instructions, 1 us for 6 us to move
mkdir trade
{
    echo 'point,parameter_strategy,parameter_size,program,instructions,migrations,end,output_same'
    printf '%s\n' 0,map,1,p.c,1000,1,exit,true 1,map,2,q.c,4000,1,exit,true \
        2,near,1,p.c,1250,1,exit,true 3,near,2,q.c,5000,1,exit,true
} >trade/runs.csv
{
    echo 'point,migration,instruction,from,to,values'
    for n in 0 1 2 3; do echo "$n,0,10,a,b,5"; done
} >trade/migrations.csv
{
    echo 'point,migration,stop_ns,roll_ns,capture_ns,rebuild_ns,plan_ns,copy_ns'
    for n in 0 1; do echo "$n,0,0,0,4000,2000,0,"; done
    for n in 2 3; do echo "$n,0,0,0,500,500,0,700"; done
} >trade/host_times_migrations.csv
expect 0 report trade -q --figures trade/figures
page trade/report.html
has trade/report.html "near takes 1.25× the instructions of map, and a migration 1 µs for 6 µs: \
it wins above 50 k migrations a second."
has trade/figures/host-time-split.csv "a → b,capture,500"
has trade/figures/host-time-split.csv "a → b,copy memory,700"
has trade/figures/trade-by-strategy.csv "map,1000,1"
has trade/figures/trade-by-strategy.csv "near,1e+06,0.321428"
has trade/figures/comparison-by-strategy.csv "Instructions executed,near,1.25"

# Little, and nothing
mkdir little none
echo point >little/runs.csv
expect 0 report little -q
page little/report.html
has little/report.html "There are no runs in these results."
printf 'point,instructions,migrations\n0,7,0\n' >little/runs.csv
printf 'point,migration\n' >little/migrations.csv
expect 0 report little -q
page little/report.html
figures little/report.html ""

# What can't be read
expect_error 2 "hpmsim: none: expected the results of hpmsim run, sweep or merge -o, found no runs.csv in it" \
    report none
expect_error 2 "hpmsim: nowhere: No such file or directory" report nowhere
expect_error 2 "hpmsim: run.json: expected the folder of results of hpmsim run, sweep or merge, found a file" \
    report run.json
echo 'a,b' >none/runs.csv
expect_error 2 "hpmsim: none/runs.csv: expected a column \"point\", as in the tables of hpmsim run, sweep and merge" \
    report none
printf 'point\n0\n' >none/runs.csv
printf 'point,migration\n0\n' >none/migrations.csv
expect_error 2 "hpmsim: none/migrations.csv:2: 1 fields, but the header has 2" report none
rm none/migrations.csv
echo '{' >none/experiment.json
expect 2 report none
has err "none/experiment.json:"
[[ ! -e none/report.html ]] || wrong "a page of bad results"
finish
