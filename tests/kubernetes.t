#!/bin/bash
# shellcheck disable=SC2016 # conditions for jq have variables of their own
# TAP: the jobs for Kubernetes are YAML and say what they should, and what their containers run does the shares of a run and
# merges them. A cluster is not asked.
jobs=$PWD/packaging/kubernetes
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/tap.sh"
for name in job merge; do
    /usr/bin/python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)' <"$jobs/$name.yaml" >$name.json || : >$name.json
done
holds() { # FILE CONDITION
    jq -e "$2" "$1.json" >out 2>err
}
for name in job merge; do
    holds $name '.apiVersion == "batch/v1" and .kind == "Job" and (.metadata.name | test("^[a-z][a-z-]*$")) and
        .spec.template.spec.restartPolicy == "Never"'
    verdict "$name.yaml is a Job"
    holds $name '.spec.template.spec as $pod | $pod.securityContext.runAsNonRoot and ($pod.automountServiceAccountToken | not) and
        ($pod.containers | all(.securityContext == {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: ["ALL"]}}))'
    verdict "$name.yaml gives its containers no rights that they do not need"
    holds $name '.spec.template.spec | [.containers[].volumeMounts[].name] - [.volumes[].name] == [] and
        (.containers | all(.resources.requests.memory and .resources.limits.memory and .resources.requests.cpu))'
    verdict "$name.yaml has the volumes that it mounts, and limits"
done
holds job '.spec.completionMode == "Indexed" and .spec.parallelism <= .spec.completions and
    (.spec.completions | tostring) == (.spec.template.spec.containers[0].env[] | select(.name == "SHEAF_SHARES").value)'
verdict "there are as many shares as completions"
jq -e -s 'map(.spec.template.spec.volumes[] | select(.name == "out").persistentVolumeClaim.claimName) | .[0] == .[1]' job.json merge.json >out
verdict "the merge reads where the shares were written"

# What the containers run, here.
mkdir in bin out.d
ln -s "$sheaf" bin/sheaf
for i in 1 2 3 4 5; do
    cp "$samples/report.pdf" "in/report-$i.pdf"
done
printf 'no PDF\n' >in/bad.pdf
container() { # NAME
    jq -r '.spec.template.spec.containers[0].args[0]' "$1.json" | sed "s,/in\b,$scratch/in,g; s,/out\b,$scratch/out.d,g" >script
    PATH=$scratch/bin:$PATH sh -c "$(cat script)" >out 2>err
    got=$?
}
wrong=0
for index in 0 1 2; do
    JOB_COMPLETION_INDEX=$index SHEAF_SHARES=3 SHEAF_OPTIONS='--to csv,xlsx --jobs 2' container job
    [ "$got" -eq 0 ] || wrong=1
done
[ $wrong -eq 0 ]
verdict "each index does a share, and documents that fail are no reason to do it again"
container merge
[ "$got" -eq 3 ]
verdict "the merge says that a document failed"
run tables --to csv,xlsx in -o whole
diff -r --exclude='sheaf.db*' --exclude=manifest.jsonl --exclude=catalogue.db whole out.d/merged >out &&
    [ "$(wc -l <whole/manifest.jsonl)" -eq "$(wc -l <out.d/merged/manifest.jsonl)" ]
verdict "together they are one run"
echo "1..$count"
