/* pipeline/check.h - `sheaf check`: are converted files what their PDFs give? */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int check_run(const Options *options);
