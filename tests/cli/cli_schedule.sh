#!/bin/bash
# Several processes on the machines of one experiment: tables, summary, output of each; the same
# bytes each time; all policies, as a sweep.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }

rm -rf first second all figures
cat >exp.json <<END
{ "machines": { "rich": { "isa": "aarch64" }, "poor": { "isa": "x86-32", "registers": 5 } },
  "processes": {
      "queens": { "program": "$SOURCE_DIR/workloads/nqueens.c", "args": ["6"] },
      "more": { "program": "$SOURCE_DIR/workloads/nqueens.c", "args": ["7"],
                "migrations": [{ "at": { "function": "solve", "entry": 50 }, "to": "rich" }] },
      "fft": { "program": "$SOURCE_DIR/workloads/fft.c", "args": ["4"], "start": "poor" } },
  "policy": { "name": "load", "slice_ns": 10000, "window_instructions": 10000 },
  "link": { "bandwidth_bytes_per_s": 125000000, "latency_ns": 1000 },
  "sweep": { "/policy/name": ["none", "round-robin", "load", "phase"] } }
END

expect 0 run exp.json -o first
has out "3 processes on 2 machines"
has out "policy load, slices of 10.0 µs"
expect 0 run exp.json -o second -q
for file in runs.csv machines.csv migrations.csv schedules.csv schedule_processes.csv \
    schedule_machines.csv schedule_timeline.csv output-queens.txt output-more.txt output-fft.txt; do
    same "first/$file" "second/$file" "$file of the second run"
done
[[ $(cut -d, -f2 first/runs.csv | paste -sd' ') == "process queens more fft" ]] || wrong "processes in runs.csv"
[[ $(wc -l <first/schedules.csv) == 2 && $(wc -l <first/schedule_machines.csv) == 3 ]] ||
    wrong "rows of tables of the schedule"
grep -q '^0,load,10000,3,true,' first/schedules.csv || wrong "schedules.csv"
grep -q ',entry,' first/migrations.csv || wrong "a trigger of its own"
# each process's time without gaps, until it ends
awk -F, 'NR == FNR { if (FNR > 1) finish[$2] = $8; next }
    FNR > 1 { if ($8 != at[$2] + 0 || $9 < $8) bad = 1; at[$2] = $9 }
    END { for (p in finish) if (at[p] != finish[p]) bad = 1; exit bad || length(finish) != 3 }' \
    first/schedule_processes.csv first/schedule_timeline.csv || wrong "schedule_timeline.csv"
grep -q '^0,more,load,[0-9]*,moving,poor,rich,' first/schedule_timeline.csv || wrong "a move in the timeline"
[[ $(head -1 first/host_times_migrations.csv) == point,process,migration,* ]] || wrong "host times by process"
has first/output-more.txt "7 queens: 40 solutions"
expect 0 run exp.json --json
[[ $(value out good) == true && $(value out policy.name) == load ]] || wrong "summary"
[[ $(value out processes.fft.results.checks.output) == same ]] || wrong "checks in the summary"

expect 0 sweep exp.json -o all -q
[[ $(tail -n +2 all/schedules.csv | cut -d, -f3 | paste -sd' ') == "none round-robin load phase" ]] ||
    wrong "policies of the sweep"
[[ $(wc -l <all/runs.csv) == 13 && $(wc -l <all/schedule_processes.csv) == 13 ]] || wrong "rows of the sweep"
expect 0 report all --figures figures
has out "12 runs with"
has all/report.html "3 processes: sweep over policy"
for id in schedules-by-policy turnaround utilisation gantt gantt-machines comparison-by-process; do
    has all/report.html "<figure id=\"$id\">"
    for file in figures/$id.{csv,svg,pdf}; do [[ -s $file ]] || wrong "no $file"; done
done
grep -q '^round-robin,more,moving,' figures/gantt.csv || wrong "a Gantt chart's numbers"
if command -v xmllint >/dev/null; then xmllint --noout figures/*.svg || wrong "SVG that is no XML"; fi
if command -v gnuplot >/dev/null; then
    (cd figures && gnuplot figures.gp 2>../gnuplot.txt) && [[ -s figures/gantt-gnuplot.pdf ]] || wrong "gnuplot"
fi
expect 0 report first -o - -q
has out "3 processes: policy load"
awk -F, 'NR > 1 && $6 != "true" { bad = 1 } END { exit bad }' all/schedules.csv || wrong "a policy changes something"

cat >bad.json <<END
{ "machines": { "rich": { "isa": "aarch64" } },
  "processes": {
      "a": { "program": "$SOURCE_DIR/workloads/nqueens.c",
             "migrations": [{ "at": { "function": "sovle" }, "to": "rich" }] },
      "b": { "program": "none.c" } },
  "policy": { "name": "laod" } }
END
expect 2 run bad.json
has err 'nqueens.c has no function "sovle"; did you mean "solve"?'
has err '/processes/b/program: none.c: no such file'
has err '/policy/name: there is no policy "laod"; did you mean "load"?'

# Processes that are no objects; a program of two processes that can't be compiled is told once
echo '{ "machines": { "a": { "isa": "aarch64" } }, "processes": { "x": 7 } }' >seven.json
expect_error 2 'hpmsim: seven.json:1:66: /processes/x: expected an object: {"program": FILE, ...}, found the number 7' \
    run seven.json
echo 'int main( { }' >wrong.c
echo '{ "machines": { "a": { "isa": "aarch64" } },
  "processes": { "x": { "program": "wrong.c" }, "y": { "program": "wrong.c" } } }' >wrong.json
expect 2 run wrong.json
[[ $(grep -c 'wrong.c:1:11: error: expected parameter declarator' err) == 1 ]] || wrong "an error is told twice"

# One machine, whatever the policy; one process traps, the other exits with 3
cat >ends.c <<END
#include <stdlib.h>
int main(int argc, char **argv) { if (argc > 2) abort(); return atoi(argv[1]); }
END
echo '{ "machines": { "only": { "isa": "riscv64", "registers": 8 } }, "policy": { "name": "load" },
  "processes": { "exits": { "program": "ends.c", "args": ["3"] },
                 "traps": { "program": "ends.c", "args": ["3", "4"] } } }' >ends.json
expect 1 run ends.json -o ends
has out "2 processes on 1 machine "
has out "traps: trap: unreachable"
grep -q '^0,exits,ends.c,3,only,0,exit,3,true,true,true,' ends/runs.csv || wrong "the process that exits with 3"
grep -q '^0,traps,ends.c,3 4,only,0,trap,,true,true,true,' ends/runs.csv || wrong "the process that traps"
expect 0 report ends -q
has ends/report.html "2 processes: policy load"
for policy in none round-robin phase; do
    expect 1 run ends.json --set /policy/name=$policy
    has out "with 0 migrations"
done
finish
