/* pipeline/check_json.h - what a check found out, as JSON for programs */
#pragma once

#include "pipeline/check_result.h"

/* All of it: --json. (transfer full) */
char *check_json(const CheckResult *result);

/* A list of issues, as GitLab's code quality report wants it: --gitlab. (transfer full) */
char *check_json_gitlab(const CheckResult *result);
