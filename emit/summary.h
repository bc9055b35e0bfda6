/* emit/summary.h - a book's README.md and SUMMARY.md */
#pragma once

#include "emit/chapter.h"

/* Title, author, date, and the contents with links to chapters and their sections.
 * (transfer full) */
char *summary_readme(const Document *document, const GPtrArray *plan);

/* By mdBook's rules: `# Summary`, a prefix chapter, `# Part` titles, the chapters. (transfer full)
 */
char *summary_mdbook(const Document *document, const GPtrArray *plan);
