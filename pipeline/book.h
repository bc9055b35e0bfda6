/* pipeline/book.h - `sheaf book`: a document as a folder of Markdown chapters */
#pragma once

#include "pipeline/option.h"

/* Returns the exit status. */
int book_run(const Options *options);
