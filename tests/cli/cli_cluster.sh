#!/bin/bash
# The recipes of experiments/cluster: GNU parallel, Slurm (its daemons on loopback, in this test's
# folder), Snakemake. What is not installed is skipped, and said.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
[[ $have_clang ]] || { echo "no clang for wasm32"; exit 77; }
recipes=$SOURCE_DIR/experiments/cluster
export HPMSIM
ran=0
daemons=()
stop_daemons() { ((${#daemons[@]} == 0)) || kill "${daemons[@]}" 2>/dev/null || true; }
trap stop_daemons EXIT
rm -rf ./*

cat >sweep.json <<END
{ "program": "$SOURCE_DIR/workloads/nqueens.c", "args": ["4"],
  "machines": { "m": { "isa": "riscv64" } },
  "sweep": { "/machines/m/registers": { "from": 4, "to": 10 } } }
END
expect 0 sweep sweep.json -o whole -q
check_merged() { # DIR WITH
    same whole/runs.csv "$1/merged/runs.csv" "merged with $2"
    same whole/runs.jsonl "$1/merged/runs.jsonl" "merged with $2"
    ran=$((ran + 1))
}

# ---- GNU parallel ----------------------------------------------------------------------------
if command -v parallel >/dev/null; then
    "$recipes/parallel.sh" sweep.json by-parallel 3 -j 2 >out 2>&1 || { wrong "parallel.sh"; cat out; }
    check_merged by-parallel "GNU parallel"
else
    echo "SKIPPED: GNU parallel is not installed"
fi

# ---- Snakemake -------------------------------------------------------------------------------
if command -v snakemake >/dev/null; then
    snakemake -q -s "$recipes/Snakefile" --cores 2 --config experiment=sweep.json dir=by-snakemake parts=3 \
        >out 2>&1 || { wrong "Snakefile"; cat out; }
    check_merged by-snakemake Snakemake
else
    echo "SKIPPED: Snakemake is not installed"
fi

# ---- Slurm -----------------------------------------------------------------------------------
free_port() { "$node" -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

start_slurm() {
    local here=$PWD name
    name=$(hostname -s)
    mkdir -p spool state run
    head -c 128 /dev/urandom >munge.key
    chmod 400 munge.key
    chmod 755 run
    munged --force --foreground --num-threads=2 --key-file="$here/munge.key" --socket="$here/run/munge.socket" \
        --pid-file="$here/run/munged.pid" --log-file="$here/munged.log" --seed-file="$here/munge.seed" \
        >munged.out 2>&1 &
    daemons+=($!)
    cat >slurm.conf <<END
ClusterName=test
SlurmctldHost=$name(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket=$here/run/munge.socket
SlurmUser=root
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
StateSaveLocation=$here/state
SlurmdSpoolDir=$here/spool
SlurmctldPidFile=$here/run/slurmctld.pid
SlurmdPidFile=$here/run/slurmd.pid
SlurmctldLogFile=$here/slurmctld.log
SlurmdLogFile=$here/slurmd.log
SchedulerParameters=sched_interval=1,batch_sched_delay=0,sched_min_interval=100000
SelectType=select/cons_tres
NodeName=$name NodeAddr=127.0.0.1 CPUs=2
PartitionName=all Nodes=ALL Default=YES State=UP OverSubscribe=FORCE:4
END
    export SLURM_CONF=$here/slurm.conf
    for ((k = 0; k < 50; k++)); do
        [[ -S run/munge.socket ]] && break
        sleep 0.1
    done
    slurmctld -D >slurmctld.out 2>&1 &
    daemons+=($!)
    slurmd -D >slurmd.out 2>&1 &
    daemons+=($!)
    for ((k = 0; k < 100; k++)); do
        [[ $(sinfo -h -o %t 2>/dev/null) == idle ]] && return
        sleep 0.2
    done
    return 1
}

if ((EUID)); then
    echo "SKIPPED: Slurm's daemons are started by root only"
elif ! command -v slurmctld slurmd munged sbatch >/dev/null; then
    echo "SKIPPED: Slurm is not installed"
elif [[ ! -e /sys/fs/cgroup/cgroup.procs && ! -e /sys/fs/cgroup/memory ]]; then
    echo "SKIPPED: Slurm's daemons need control groups, and /sys/fs/cgroup is not mounted"
elif ! start_slurm; then
    wrong "Slurm does not come up"
    tail -n 5 munged.out munged.log slurmctld.log slurmctld.out slurmd.log slurmd.out 2>/dev/null || true
else
    "$recipes/slurm.sh" sweep.json by-slurm 3 --cpus-per-task=1 >out 2>&1 || { wrong "slurm.sh"; cat out; }
    for ((k = 0; k < 300; k++)); do
        [[ -z $(squeue -h) ]] && break
        sleep 0.2
    done
    cat by-slurm/log-*.txt >logs 2>/dev/null || true
    [[ -e by-slurm/merged/runs.csv ]] || { wrong "no results from Slurm"; cat logs; squeue; tail -20 slurmctld.log; }
    [[ ! -e by-slurm/merged/runs.csv ]] || check_merged by-slurm Slurm
fi

((ran || errors)) || exit 77
finish
