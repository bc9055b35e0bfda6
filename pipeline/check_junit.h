/* pipeline/check_junit.h - what a check found out, as JUnit XML
 *
 * The form that CI services read: a suite for each group, in it a case for each
 * document and one for each file. A document that was not converted is an
 * error; a fault found by a gate and a file that differs are failures.
 */
#pragma once

#include "pipeline/check_result.h"

/* (transfer full) */
char *check_junit(const CheckResult *result);
