/* pipeline/proof.h - is a written book sound: does every link lead somewhere?
 *
 * Files are read again as GitHub reads them. What is looked for is what makes a
 * reader stumble: dead links, missing pictures, files without a title, fences
 * left open, marks of footnotes that are not there.
 */
#pragma once

#include "pipeline/reread.h"

/* Reads all Markdown files in @folder and below again, sorted by name. (transfer full): Reread;
 * NULL when the folder cannot be read or has none */
GPtrArray *proof_read(const char *folder, GError **error);

/**
 * proof_find:
 * @files: Reread
 * @folder: (nullable): where pictures and other files are; NULL: they are not looked for
 *
 * Returns: (transfer full): char *, "file: what is wrong", file after file
 */
GPtrArray *proof_find(const GPtrArray *files, const char *folder);
