# shellcheck shell=bash
# What the tests of the program begin with: `. "$(dirname "$0")/tap.sh"` from the root of the tree. SHEAF names the program;
# its path is then in $sheaf, that of the samples in $samples, and the test is in a folder of its own that goes when it ends.
set -u
sheaf=${SHEAF:-./sheaf}
case $sheaf in
/*) ;;
*) sheaf=$PWD/$sheaf ;;
esac
# shellcheck disable=SC2034 # the tests use it
samples=$PWD/samples
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
count=0

# Runs sheaf, which leaves `out`, `err` and $got.
run() {
    "$sheaf" "$@" >out 2>err </dev/null
    got=$?
}

verdict() { # NAME: by the status of the last command
    status=$?
    count=$((count + 1))
    if [ $status -eq 0 ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        sed 's/^/# stdout: /' out | head -n 5
        sed 's/^/# stderr: /' err | head -n 8
        echo "# exit status $got"
    fi
}
