#!/bin/sh
# TAP: nothing is lost and nothing dies, whatever the PDFs; the short form of tests/stress.sh.
exec "$(dirname "$0")/stress.sh" --short
