/* pipeline/merge.h - `sheaf merge`: the shares of a run as if they had been one */
#pragma once

#include "pipeline/option.h"

/* The first of the inputs is the folder to write, the others are those of the shares. Returns the
 * exit status: STATUS_SOME when a share, or a result, is missing or failed. */
int merge_run(const Options *options);
