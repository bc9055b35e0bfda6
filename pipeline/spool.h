/* pipeline/spool.h - pages that wait on disk for the rest of their document
 *
 * A folder of the run's own, beside the results or among the temporary files,
 * with the pages that workers have taken through the stages, a packed file for
 * those that one took together. It is gone when the run is over. What comes in by standard input
 * waits there too, as a file without a name.
 */
#pragma once

#include "pipeline/model/document.h"
#include "pipeline/model/page_pack.h"
#include "pipeline/output.h"

/* What the names of such folders begin with. */
#define SPOOL_PREFIX OUTPUT_TEMPORARY "pages-"

/* Makes the folder in @folder, or among the temporary files where that is NULL. (transfer full) */
char *spool_new(const char *folder, GError **error);

/* All of standard input as an open file, read from its start; -1 with an error. Where it is a
 * file already, that. (transfer full) */
int spool_stdin(const char *spool, GError **error);

/* Removes it with what is left in it. */
void spool_remove(const char *spool);

/* Writes the pages of @document, which belongs to input number @input. */
bool spool_write(const char *spool, guint input, const Document *document, StageId after,
                 GError **error);

/* Adds the pages of input number @input that are there to @document, which knows how many there
 * can be. */
bool spool_read(const char *spool, guint input, Document *document, StageId after, GError **error);

/* Removes the pages of input number @input that were taken from one of @first to @last on. */
void spool_drop(const char *spool, guint input, guint first, guint last);
