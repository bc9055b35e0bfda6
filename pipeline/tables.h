/* pipeline/tables.h - `sheaf tables`: tables as CSV, TSV, JSON, XLSX, with a manifest */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int tables_run(const Options *options);
