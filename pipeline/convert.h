/* pipeline/convert.h - `sheaf convert`: documents as Markdown, JSON, HTML, plain text */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int convert_run(const Options *options);
