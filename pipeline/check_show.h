/* pipeline/check_show.h - what a check found out, for people at a terminal */
#pragma once

#include "pipeline/check_result.h"

/**
 * check_show:
 * @quiet: only what is wrong
 * @colour: with the escapes of a terminal
 *
 * A line for each group and for each file that differs, cells or words below it, and the unified
 * diff; then what gates found. (transfer full)
 */
char *check_show(const CheckResult *result, bool quiet, bool colour);

/* Standard output is a terminal, and the user does not mind colour: NO_COLOR, TERM. */
bool check_show_colour(void);
