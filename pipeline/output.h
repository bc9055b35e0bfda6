/* pipeline/output.h - files that are whole or not there
 *
 * Everything is written to a temporary name, OUTPUT_TEMPORARY and some letters, in the same
 * folder and renamed,
 * so that a file that exists is whole, whenever the program is stopped.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What names of things that are not to stay begin with. */
#define OUTPUT_TEMPORARY ".sheaf-"

#define OUTPUT_ERROR output_error_quark()
GQuark output_error_quark(void);

typedef enum {
    OUTPUT_ERROR_FOLDER, /* the folder cannot be made or written: nothing can be put there */
    OUTPUT_ERROR_FILE,   /* this file cannot be written */
    OUTPUT_ERROR_FULL,   /* there is no room left on the disk: nothing more can be put there */
    OUTPUT_ERROR_CLOSED, /* whoever read standard output is gone: stop without a word */
} OutputError;

/* Makes @folder and those above it, and tries that files can be made in it. */
bool output_folder(const char *folder, GError **error);

/* Writes @n bytes to @path; folders above it are made. */
bool output_write(const char *path, const void *data, gsize n, GError **error);

/* The same for text; to standard output where @path is NULL. */
bool output_text(const char *path, const char *text, GError **error);

/* A file that is written piece by piece, and not there before output_stream_close(), which tells
 * what went wrong since output_stream_open(). Both ends free it. */
typedef struct OutputStream OutputStream;
OutputStream *output_stream_open(const char *path, GError **error);
void output_stream_add(OutputStream *stream, const void *data, gsize n);
bool output_stream_close(OutputStream *stream, GError **error);
void output_stream_drop(OutputStream *stream);

/**
 * output_scratch:
 *
 * For a library that writes its files itself: makes a folder beside @path, for its temporary
 * files. The result goes to the file output_made(), beside the folder and not in it, as a worker
 * may not move files from one folder to another; output_adopt() gives it its name, whole. To be
 * removed with output_scratch_remove(), with all that is left.
 *
 * Returns: (transfer full): the name of the folder
 */
char *output_scratch(const char *path, GError **error);
char *output_made(const char *scratch);
bool output_adopt(const char *scratch, const char *path, GError **error);
void output_scratch_remove(const char *scratch);

/* A file that was written. */
typedef struct {
    char *path;
    char *sha256; /* hexadecimal, of its bytes */
} OutputFile;

OutputFile *output_file_new(const char *path, const char *sha256);
void output_file_free(gpointer file);

/* Is it there, with the bytes that were written? */
bool output_file_is_whole(const OutputFile *file);

/* Told of each file that is about to be at @path, under its temporary name and under its own.
 * Returns 0, or what errno says of why it is not to be there. */
typedef int (*OutputNotify)(const char *path, gpointer data);

/* From now on every file that this process writes is added to @files (OutputFile), and @about
 * (nullable) is called with @data before; NULL: no more. */
void output_watch(GPtrArray *files, OutputNotify about, gpointer data);

/* Is @cause, an errno, that there is no room on the disk, or none for this user? */
bool output_is_full(int cause);

/* Removes the file @path, which is below @folder, and what is under a temporary name with all in
 * it; also folders that are then empty and whose path below @folder begins with @stem, or all where
 * that is NULL: others may be about to write to those. */
void output_remove(const char *folder, const char *path, const char *stem);

/* Removes what a run that was killed left in @folder and below: files under a temporary name, and
 * folders of waiting pages (pipeline/spool.h). No other run may be at work there. */
void output_sweep(const char *folder);
