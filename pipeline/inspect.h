/* pipeline/inspect.h - `sheaf inspect`: what was found in documents, as pages to look at */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int inspect_run(const Options *options);
