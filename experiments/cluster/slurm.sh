#!/bin/bash
# slurm.sh EXPERIMENT.json DIR PARTS [SBATCH OPTION...]: a sweep as a Slurm job array of PARTS
# shards, and a job that merges them when all have ended. DIR must be on a file system that all
# nodes share. Given again with the same DIR, it goes on where the shards stopped.
set -eu
experiment=$(realpath "$1") dir=$(realpath -m "$2") parts=$3
shift 3
hpmsim=${HPMSIM:-$(command -v hpmsim)}
mkdir -p "$dir"

shards=$(sbatch --parsable --array="1-$parts" --job-name=hpmsim-sweep --output="$dir/log-%a.txt" "$@" \
    --wrap "'$hpmsim' sweep '$experiment' -o '$dir/shard-'\$SLURM_ARRAY_TASK_ID --shard \$SLURM_ARRAY_TASK_ID/$parts --resume -j \${SLURM_CPUS_ON_NODE:-1}")

# A shard may end with status 1 (a point differs or failed): merge tells what is missing.
sbatch --parsable --dependency="afterany:$shards" --job-name=hpmsim-merge --output="$dir/log-merge.txt" "$@" \
    --wrap "'$hpmsim' merge '$dir'/shard-?* -o '$dir/merged'"
