#!/bin/bash
# parallel.sh EXPERIMENT.json DIR PARTS [PARALLEL OPTION...]: a sweep as PARTS shards by GNU
# parallel, then merged. For several hosts: --sshlogin host1,host2 or --sshloginfile FILE; they
# must share the file system that DIR and the experiment are on, and have hpmsim.
set -eu
experiment=$(realpath "$1") dir=$(realpath -m "$2") parts=$3
shift 3
hpmsim=${HPMSIM:-$(command -v hpmsim)}
mkdir -p "$dir"

# A shard ends with status 1 when a point differs or failed; merge tells what is missing.
seq "$parts" | parallel --will-cite "$@" \
    "'$hpmsim' sweep '$experiment' -o '$dir/shard-{}' --shard {}/$parts --resume -q -j 1" || true
"$hpmsim" merge "$dir"/shard-?* -o "$dir/merged"
