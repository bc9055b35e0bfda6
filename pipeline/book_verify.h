/* pipeline/book_verify.h - `sheaf book --verify`: is a written book whole and sound? */
#pragma once

#include "pipeline/option.h"

/* Says on standard output what is wrong, a line each, and with an input where all of its words
 * are. Returns the exit status: 1 when anything is wrong. */
int book_verify_run(const Options *options);
