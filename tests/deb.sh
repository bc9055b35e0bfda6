#!/bin/bash
# TAP: the Debian package is built, is what lintian wants, and works on a Debian that has nothing else.
#
#   tests/deb.sh        as root, with debhelper, lintian, debootstrap and the network; else it says what is missing
#
# The empty Debian is made by debootstrap; it uses the sources and the settings of apt of this system.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
for tool in dh lintian debootstrap dpkg-buildpackage; do
    if ! command -v $tool >/dev/null; then
        echo "1..0 # SKIP $tool is not installed"
        exit 0
    fi
done
if [ "$(id -u)" -ne 0 ]; then
    echo "1..0 # SKIP only root can make an empty Debian"
    exit 0
fi

work=$(mktemp -d)
system=$work/debian
trap 'umount "$system/proc" 2>/dev/null; rm -rf "$work"' EXIT
count=0

verdict() { # NAME: by the status of the last command; what it said is in $work/log
    status=$?
    count=$((count + 1))
    if [ $status -eq 0 ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        tail -n 15 "$work/log" | sed 's/^/# /'
    fi
}

inside() { # SCRIPT: run by sh in the empty Debian, in a folder with the samples
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" \
        chroot "$system" sh -c "cd /work && $1" >"$work/log" 2>&1
}

"$root/packaging/deb.sh" "$work/packages" >"$work/log" 2>&1
verdict "the package is built"
package=$(find "$work/packages" -name 'sheaf_*.deb')

lintian --fail-on error,warning --allow-root "$package" >"$work/log" 2>&1
verdict "lintian finds neither errors nor warnings"

release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
if ! debootstrap --variant=minbase "$release" "$system" >"$work/log" 2>&1; then
    tail -n 5 "$work/log" | sed 's/^/# /'
    echo "ok $((count + 1)) # SKIP debootstrap cannot make a Debian here"
    echo "1..$((count + 1))"
    exit 0
fi
cp -R /etc/apt/apt.conf.d /etc/apt/sources.list* "$system/etc/apt/" 2>/dev/null
cp /etc/resolv.conf "$system/etc/" 2>/dev/null
mount -t proc proc "$system/proc" 2>/dev/null
mkdir "$system/work"
cp "$package" "$root/samples/book.pdf" "$root/samples/report.pdf" "$system/work/"

inside 'apt-get -qq update && apt-get -qq install --yes --no-install-recommends ./sheaf_*.deb'
verdict "it can be installed on an empty Debian"

# shellcheck disable=SC2016 # what stands in single quotes is for the shell in there
inside 'sheaf --version && test "$(sheaf convert --pages 9 book.pdf | wc -l)" -gt 10'
verdict "sheaf runs there"

inside 'dpkg -L sheaf | grep -q man1/sheaf-check.1 && dpkg -L sheaf | grep -q bash-completion/completions/sheaf &&
    dpkg -L sheaf | grep -q man5/sheaf.conf.5'
verdict "manual pages and completions are installed with it"

inside 'mkdir docs && mv *.pdf docs && cd docs && sheaf init && sheaf check'
verdict "sheaf init and sheaf check: green"

# shellcheck disable=SC2016
inside 'cd docs && chapter=$(find . -name "0[1-9]-*.md" | sort | tail -n 1) && sed -i "0,/ the /s// teh /" "$chapter" &&
    sheaf check >red.txt 2>&1; test $? -eq 1 && grep -q "teh" red.txt && grep -q "$(basename "$chapter")" red.txt'
verdict "a word of a chapter that is changed: red, with a diff that names it"

inside 'apt-get -qq remove --yes sheaf && ! command -v sheaf'
verdict "it can be removed"
echo "1..$count"
