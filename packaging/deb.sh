#!/bin/sh
# Build the Debian package of what is in this tree, and put it in FOLDER.
#
#   packaging/deb.sh FOLDER
#
# Needs debhelper and what sheaf is built with; the tree is copied, nothing in it changes.
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
if ! command -v dpkg-buildpackage >/dev/null 2>&1 || ! command -v dh >/dev/null 2>&1; then
    echo "deb.sh: install with: apt-get install build-essential debhelper" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sheaf"
if git rev-parse --git-dir >/dev/null 2>&1; then
    git ls-files -z --cached --others --exclude-standard
else
    find . -type f ! -path './build/*' ! -path './out/*' -print0
fi | tar --null --files-from=- -cf - | tar -xf - -C "$work/sheaf"
cp -R packaging/debian "$work/sheaf/debian"
(cd "$work/sheaf" && dpkg-buildpackage --build=binary --unsigned-changes --no-sign)
cp "$work"/*.deb "$work"/*.changes "$work"/*.buildinfo "$out"
