/* pipeline/check_report.h - the lines of --report, read back */
#pragma once

#include "pipeline/check_result.h"

/* Adds a CheckDocument to @documents for each line of @text. FALSE: it is no report. */
bool check_report_read(const char *text, GPtrArray *documents);
