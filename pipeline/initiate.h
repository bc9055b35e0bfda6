/* pipeline/initiate.h - `sheaf init`: a first sheaf.conf, and a workflow that checks by it */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int initiate_run(const Options *options);
