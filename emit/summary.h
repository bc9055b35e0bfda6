/* emit/summary.h - a book's README.md and SUMMARY.md */
#pragma once

#include "emit/chapter.h"
#include "emit/imprint.h"

/* Title, author, date, licence, and the contents with links to chapters and their sections.
 * (transfer full) */
char *summary_readme(const Document *document, const GPtrArray *plan, const Imprint *imprint);

/* By mdBook's rules: `# Summary`, what stands before the chapters and behind them as plain links,
 * `# Part` titles, the chapters as a list. (transfer full) */
char *summary_mdbook(const Document *document, const GPtrArray *plan);
