#!/bin/sh
# Install the Debian packages that sheaf is built and tested with, where they are missing.
#
#   packaging/setup.sh build|check|lint|ci   install what is missing, and say what
#   packaging/setup.sh --needs build|check   only say what is missing; fails when anything is
#
# ci has all of the others, and what tests are skipped without.
#
# Installs as root, or through sudo; asks nothing as root or where CI is set. Other systems are told what to install.
set -eu

# What is looked for, how, and the package that has it: pkg-config modules, commands, files.
build="
command gcc gcc
command pkg-config pkg-config
module glib-2.0 libglib2.0-dev
module poppler-glib libpoppler-glib-dev
module cairo libcairo2-dev
module lept libleptonica-dev
module libjpeg libjpeg62-turbo-dev
module libdeflate libdeflate-dev
module zlib zlib1g-dev
module tesseract libtesseract-dev
module jansson libjansson-dev
module fribidi libfribidi-dev
module libcmark-gfm libcmark-gfm-dev
file /usr/include/cmark-gfm-core-extensions.h libcmark-gfm-extensions-dev
module sqlite3 libsqlite3-dev
module xlsxwriter libxlsxwriter-dev
module fontconfig libfontconfig-dev
module freetype2 libfreetype-dev
module libseccomp libseccomp-dev
module nettle nettle-dev
file /usr/share/tesseract-ocr/5/tessdata/eng.traineddata tesseract-ocr-eng
"
check="
command prove perl
command qpdf qpdf
command jq jq
command sqlite3 sqlite3
command pkill procps
command xmllint libxml2-utils
command patch patch
file /usr/lib/python3/dist-packages/yaml/__init__.py python3-yaml
file /usr/share/tesseract-ocr/5/tessdata/osd.traineddata tesseract-ocr-osd
file /usr/share/tesseract-ocr/5/tessdata/deu.traineddata tesseract-ocr-deu
file /usr/share/tesseract-ocr/5/tessdata/hin.traineddata tesseract-ocr-hin
file /usr/share/tesseract-ocr/5/tessdata/ara.traineddata tesseract-ocr-ara
file /usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata tesseract-ocr-chi-sim
command unzip unzip
"
lint="
command clang clang
command clang-format clang-format
command clang-tidy clang-tidy
command cppcheck cppcheck
command valgrind valgrind
"
ci="
file /usr/sbin/munged munge
file /usr/sbin/slurmctld slurmctld
file /usr/sbin/slurmd slurmd
command sbatch slurm-client
command parallel parallel
command dh debhelper
command lintian lintian
command debootstrap debootstrap
command fakeroot fakeroot
command faketime faketime
command mandoc mandoc
command zsh zsh
command fish fish
command shellcheck shellcheck
command npm npm
command chromium chromium
"

only_say=no
if [ "${1:-}" = --needs ]; then
    only_say=yes
    shift
fi
case ${1:-} in
build) wanted=$build ;;
check) wanted=$build$check ;;
lint) wanted=$build$check$lint ;;
ci) wanted=$build$check$lint$ci ;;
*)
    echo "usage: packaging/setup.sh [--needs] build|check|lint|ci" >&2
    exit 2
    ;;
esac

found() { # KIND NAME
    case $1 in
    command) command -v "$2" >/dev/null 2>&1 ;;
    module) pkg-config --exists "$2" 2>/dev/null ;;
    file) [ -e "$2" ] ;;
    esac
}

missing=
while read -r kind name package; do
    [ -n "$kind" ] || continue
    # Building needs no OCR data: only reading scans does, and says so then.
    if [ "$only_say" = yes ] && [ "$package" = tesseract-ocr-eng ]; then
        continue
    fi
    if ! found "$kind" "$name"; then
        missing="$missing $package"
        if [ "$only_say" = yes ]; then
            echo "missing: $name (Debian package $package)" >&2
        fi
    fi
done <<END
$wanted
END

[ -n "$missing" ] || exit 0

if [ "$only_say" = yes ]; then
    echo "install with: apt-get install$missing" >&2
    exit 1
fi

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Please install what Debian calls:$missing" >&2
    echo "(this script installs by itself on Debian and systems made from it)" >&2
    exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Please run as root: apt-get install$missing" >&2
        exit 1
    fi
    as_root="sudo"
    if [ -n "${CI:-}" ]; then
        as_root="sudo -n"
    fi
fi

echo "Installing the Debian packages:$missing"
# shellcheck disable=SC2086 # lists of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends $missing >/dev/null
