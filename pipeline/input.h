/* pipeline/input.h - the files to work on, from what the user named
 *
 * A file is taken as it is, a folder with every *.pdf in it and below, sorted
 * by bytes so that a run is the same everywhere; "-" is standard input. A link
 * in it to a folder that was read already is not followed. Every Input gets the
 * name that its results go by, and no two the same.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *path;    /* to open; "-" for standard input */
    char *stem;    /* name of its results, with the folders below the one given: "2019/report" */
    guint ordinal; /* its place among all inputs, from 0 */
    bool skip;     /* it is done: a run before did it */
} Input;

/* Which file it was. */
typedef struct {
    gint64 size, mtime_us; /* bytes; microseconds since 1970 */
    char sha256[65];       /* hexadecimal; "" when it could not be read */
} InputIdentity;

/* Of the file at @path; all empty where there is none, and for standard input. */
InputIdentity input_identify(const char *path);

/* Of the open file @file, which is that at @path. */
InputIdentity input_identify_file(int file, const char *path);

/* Is the file at @path that of @identity? It is read only when its time tells that it was
 * written again. Standard input never is. */
bool input_is_same(const char *path, const InputIdentity *identity);

#define INPUT_ERROR input_error_quark()
GQuark input_error_quark(void);

typedef enum {
    INPUT_ERROR_MISSING, /* no such file, or it cannot be read: go on with the others */
    INPUT_ERROR_EMPTY,   /* a folder without PDFs: go on with the others */
} InputError;

typedef struct {
    GPtrArray *inputs; /* Input, in order */
    GPtrArray *errors; /* GError: of paths that gave no input */
    GHashTable *stems; /* names that are taken, and how often each was asked for */
    bool several;      /* more than a single file was asked for */
} InputList;

InputList *input_list_new(void);
void input_list_free(InputList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InputList, input_list_free)

/* Leaves the inputs of share @share (from 1) of @of. Which one an input is in depends on the name
 * of its results alone, so that it stays there when others come and go. Errors are of the first. */
void input_list_share(InputList *list, guint share, guint of);

/* Adds what @path stands for. */
void input_list_add(InputList *list, const char *path);

/* Adds the paths that @file names, NUL- or newline-separated; "-": standard input does. */
bool input_list_add_from(InputList *list, const char *file, GError **error);
