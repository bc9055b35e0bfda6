/* pipeline/output.h - files that are whole or not there
 *
 * Everything is written to a temporary name in the same folder and renamed,
 * so that a file that exists is whole, whenever the program is stopped.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define OUTPUT_ERROR output_error_quark()
GQuark output_error_quark(void);

typedef enum {
    OUTPUT_ERROR_FOLDER, /* the folder cannot be made or written: nothing can be put there */
    OUTPUT_ERROR_FILE,   /* this file cannot be written */
    OUTPUT_ERROR_CLOSED, /* whoever read standard output is gone: stop without a word */
} OutputError;

/* Makes @folder and those above it, and tries that files can be made in it. */
bool output_folder(const char *folder, GError **error);

/* Writes @n bytes to @path; folders above it are made. */
bool output_write(const char *path, const void *data, gsize n, GError **error);

/* The same for text; to standard output where @path is NULL. */
bool output_text(const char *path, const char *text, GError **error);
