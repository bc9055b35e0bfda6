/* pipeline/journal.h - the files that a document is about to have
 *
 * A worker can end at any moment, also between two files of one document, and
 * the supervisor, too. So before a file gets its name that name is written
 * down, in the spool (pipeline/spool.h), and who is left can take back what
 * there is of a document that did not come to its end: the supervisor, or the
 * next run in the same folder.
 *
 * A worker that was taken over can write here what it likes. Nothing but files
 * below the folder of the results is removed, which it can write to anyway.
 */
#pragma once

#include <glib.h>

/* @folder: that of the results. Notes that input number @input is to have the file @path, below it.
 * Returns 0, or what errno says of why it cannot be noted. */
int journal_add(const char *spool, guint input, const char *folder, const char *path);

/* Removes the files that were noted, and folders that are then empty and whose path below @folder
 * begins with @stem, or all where that is NULL; the journal, too. @folder: (nullable): there are no
 * results */
void journal_undo(const char *spool, guint input, const char *folder, const char *stem);

/* The document is whole, or its end is known: forgets it. */
void journal_drop(const char *spool, guint input);

/* The same as journal_undo() for all that runs which were killed left in @folder. No other run may
 * be at work there. */
void journal_undo_left(const char *folder);
