/* pipeline/check_github.h - what a check found out, as GitHub Actions shows it */
#pragma once

#include "pipeline/check_result.h"

/* Is this a step of a GitHub workflow? */
bool check_github_is_here(void);

/* Lines for standard output, an annotation for each file and each fault. (transfer full) */
char *check_github_annotations(const CheckResult *result);

/* Adds Markdown to the summary of the step (GITHUB_STEP_SUMMARY), where there is one. */
bool check_github_summarize(const CheckResult *result, GError **error);
