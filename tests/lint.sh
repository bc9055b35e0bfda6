#!/bin/sh
# Static checks: sizes, layout of the code, cppcheck, clang-tidy, shellcheck where it is installed. What of memory is not
# given back is left to ASan and valgrind, which see what g_array_append_val() and g_autoptr take over. What the build
# makes is in BUILD.
set -u
failed=0
sources=$(git ls-files '*.c' '*.h' 2>/dev/null)
[ -n "$sources" ] || sources=$(find pipeline detect ocr emit tests -name '*.[ch]' | sort)
code=$(echo "$sources" | grep -E '^(pipeline|detect|ocr|emit)/.*\.c$')
flags="-std=gnu11 -I. -I${BUILD:-build} -D_GNU_SOURCE $(pkg-config --cflags glib-2.0 gio-2.0 poppler-glib cairo lept tesseract jansson fribidi libcmark-gfm fontconfig libseccomp)"

# Fine when the command ended well and FOUND is empty.
verdict() { # NAME STATUS FOUND
    if [ "$2" -eq 0 ] && [ -z "$3" ]; then
        echo "lint: $1: fine"
    else
        echo "lint: $1:"
        echo "$3" | head -n 40
        failed=1
    fi
}

# shellcheck disable=SC2086 # file names of this tree have no spaces
{
    found=$(wc -l $sources | awk '$2 != "total" && $1 > 600')
    verdict "no file over 600 lines" 0 "$found"
    found=$(grep -nE '^[[:space:]]*goto[[:space:]]' $sources)
    verdict "no goto" 0 "$found"
    found=$(clang-format --dry-run -Werror $sources 2>&1)
    verdict "clang-format" $? "$found"
    found=$(cppcheck --quiet --error-exitcode=1 --std=c11 --library=gtk --inline-suppr -I . -j 2 \
        --enable=warning,portability --suppress=missingInclude --suppress=unknownMacro \
        --suppress=memleak --suppress=internalAstError $code 2>&1)
    verdict "cppcheck" $? "$found"
    found=$(clang-tidy --quiet $code -- $flags 2>/dev/null | grep -E 'warning:|error:' | sort -u)
    verdict "clang-tidy" 0 "$found"
}
if command -v shellcheck >/dev/null 2>&1; then
    found=$(shellcheck -x packaging/*.sh packaging/slurm/* tests/*.sh tests/*.t .ci/run 2>&1)
    verdict "shellcheck" $? "$found"
fi
exit $failed
