#!/bin/bash
# TAP: a job array of a real Slurm: two nodes on this machine, one task killed and put back into the queue, shares merged by
# the job that waits for them, and the bytes are those of a run without Slurm. Skipped where Slurm is not installed
# (packaging/setup.sh ci) or does not start; the daemons, their key, ports and files are all of the test's own.
here=$PWD
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
PATH=$PATH:/usr/sbin:/sbin

skip() { # WHY
    echo "1..0 # SKIP $1"
    exit 0
}
for program in munged slurmctld slurmd sbatch scontrol squeue; do
    command -v $program >/dev/null || skip "no $program: install slurmctld slurmd slurm-client munge"
done

daemons=()
stop() {
    for pid in ${daemons[@]+"${daemons[@]}"}; do
        kill "$pid" 2>/dev/null
    done
    for pid in ${daemons[@]+"${daemons[@]}"}; do
        eventually 5 gone "$pid" || kill -9 "$pid" 2>/dev/null
    done
    wait 2>/dev/null
    rm -rf "$scratch"
}
gone() { # PID
    ! kill -0 "$1" 2>/dev/null
}
trap stop EXIT

start() { # LOG COMMAND...
    log=$1
    shift
    "$@" >"$log" 2>&1 </dev/null &
    daemons+=($!)
}
eventually() { # SECONDS COMMAND...: until it is so
    for ((i = 0; i < $1 * 5; i++)); do
        "${@:2}" >/dev/null 2>&1 && return 0
        sleep 0.2
    done
    return 1
}

# A free port and the two behind it, so that two tests can run at once.
base=$((20000 + $$ % 10000 * 3))
mkdir -m 700 munge state n1.spool n2.spool
head -c 1024 /dev/urandom >munge/key
chmod 600 munge/key
start munge/out munged --force --foreground --key-file="$scratch/munge/key" --socket="$scratch/munge/socket" --num-threads=1 \
    --pid-file="$scratch/munge/pid" --log-file="$scratch/munge/log" --seed-file="$scratch/munge/seed"
eventually 10 test -S munge/socket || skip "munged does not start: $(tail -n 1 munge/out)"

cat >slurm.conf <<END
ClusterName=sheaf
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$base
AuthType=auth/munge
AuthInfo=socket=$scratch/munge/socket,cred_expire=5
CredType=cred/munge
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/%n.spool
SlurmctldPidFile=$scratch/ctld.pid
SlurmdPidFile=$scratch/%n.pid
SlurmctldLogFile=$scratch/ctld.log
SlurmdLogFile=$scratch/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
ReturnToService=2
KillWait=2
SlurmdTimeout=60
SwitchType=switch/none
MpiDefault=none
NodeName=n1 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((base + 1)) CPUs=1
NodeName=n2 NodeHostname=localhost NodeAddr=127.0.0.1 Port=$((base + 2)) CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=10 State=UP
END
export SLURM_CONF=$scratch/slurm.conf
start ctld.out slurmctld -D -c -f slurm.conf
start n1.out slurmd -D -N n1 -f slurm.conf
start n2.out slurmd -D -N n2 -f slurm.conf
both_idle() {
    [ "$(sinfo --noheader --Node --format %t | sort -u)" = idle ]
}
eventually 20 both_idle || skip "Slurm does not start: $(tail -qn 1 ctld.out n1.out | head -n 1)"

# The samples, cut into pages, as one run gives them.
mkdir -p pile/deep
for i in 1 2 3 4; do
    cp "$samples/report.pdf" "pile/report-$i.pdf"
done
cp "$samples"/{paper,form,slides}.pdf pile/deep
printf 'no PDF\n' >pile/bad.pdf
run tables --to csv,xlsx --datapackage pile -o whole --report whole.jsonl
[ "$got" -eq 3 ] && [ -e whole/report-1.xlsx ]
verdict "a run on one machine"

# What the tasks run: sheaf, but the first time that share 2 is done it is killed when there is a result.
cat >sheaf-or-death <<END
#!/bin/bash
if [ "\${SLURM_ARRAY_TASK_ID:-}" != 2 ] || [ -e $scratch/killed ]; then
    exec $sheaf "\$@"
fi
$sheaf "\$@" &
for ((i = 0; i < 200; i++)); do
    [ -n "\$(find $scratch/joined.parts/2 -name '*.csv')" ] && break
    kill -0 \$! 2>/dev/null || break
    sleep 0.02
done
echo \$! >$scratch/killed
kill -9 \$!
wait \$!
END
chmod +x sheaf-or-death
export SHEAF=$scratch/sheaf-or-death
ended() { # JOB
    [ -z "$(squeue --noheader --jobs "$1" --states PENDING,RUNNING,COMPLETING,CONFIGURING,SUSPENDED)" ]
}
code() { # JOB: its state and exit code
    scontrol show job "$1" | grep -oE '(JobState|ExitCode)=[^ ]*' | tr '\n' ' '
}
"$here/packaging/slurm/submit.sh" 3 "$scratch/joined" tables pile --to csv,xlsx --datapackage >numbers 2>err
got=$?
read -r array merge <numbers
[ "$got" -eq 0 ] && [ -n "$merge" ]
verdict "a run is submitted as an array and a merge"
eventually 40 ended "$merge"
[ -e killed ] && grep -q 'share 2 of 3: stopped with 137, back into the queue' joined.parts/2.log && scontrol show job "${array}_2" | grep -q 'Restarts=1'
verdict "a task that is killed goes back into the queue"
[ "$(code "$merge")" = 'JobState=FAILED ExitCode=3:0 ' ]
verdict "the merge waits for it, and its exit status is that of sheaf"
cat joined.parts/merge.log >err
diff -r --exclude='sheaf.db*' whole joined >out
verdict "the bytes are those of a run on one machine"
jq -r '.path + .outcome' whole.jsonl | cmp - <(jq -r '.path + .outcome' joined.jsonl)
verdict "so is the report"

# Two shares of three, by their numbers: how many there are is not what Slurm counts.
mv joined.parts/1 first
mkdir two
rm -rf joined joined.parts/3
again=$(sbatch --parsable --array=1,3 --export=ALL,SHEAF_SHARES=3 --output=%a.log "$here/packaging/slurm/array.sbatch" \
    "$scratch/joined" tables pile --to csv,xlsx --datapackage)
eventually 30 ended "$again"
"$sheaf" merge joined joined.parts/1 joined.parts/2 joined.parts/3 >out 2>err
got=$?
[ "$got" -eq 3 ] && diff -r --exclude='sheaf.db*' whole joined >out
verdict "an array of some shares does those of the plan"
echo "1..$count"
