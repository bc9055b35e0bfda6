#!/bin/bash
# Starts a run of sheaf as a Slurm job array, and a job that puts its shares together when all have come to an end:
#
#   packaging/slurm/submit.sh SHARES OUTPUT COMMAND INPUT... [OPTION...]
#   packaging/slurm/submit.sh 8 out tables reports/ --to csv,xlsx
#
# Inputs and OUTPUT are on a file system that all nodes have, and whose locks hold across nodes (NFS 4, Lustre with -o flock,
# CephFS). More for sbatch, as --partition or --cpus-per-task, is taken from SBATCH_OPTIONS. Prints the two job numbers.
set -eu
if [ $# -lt 4 ] || ! [ "$1" -ge 1 ] 2>/dev/null; then
    echo "usage: $0 SHARES OUTPUT COMMAND INPUT... [OPTION...]" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
shares=$1
output=$2
shift 2
mkdir -p "$output.parts"
read -ra more <<<"${SBATCH_OPTIONS:-}"
plan=(--parsable --export="ALL,SHEAF_SHARES=$shares" ${more[@]+"${more[@]}"})
array=$(sbatch "${plan[@]}" --array="1-$shares" --output="$output.parts/%a.log" "$here/array.sbatch" "$output" "$@")
merge=$(sbatch "${plan[@]}" --dependency="afterany:$array" --output="$output.parts/merge.log" "$here/merge.sbatch" "$output")
echo "$array $merge"
