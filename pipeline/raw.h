/* pipeline/raw.h - the command line as GOption reads it, before it is understood
 *
 * The table of all options, with the commands that know them and their words
 * for --help. What was given is text as it was typed; pipeline/option.c makes
 * sense of it.
 */
#pragma once

#include "pipeline/option.h"

/* What was given; owned. NULL and FALSE where nothing was. */
typedef struct {
    char *pages, *to, *output, *password, *password_file, *lang, *ocr, *furniture, *images, *tables;
    char *spreads;
    char **areas, **limits;
    char *template;
    char *columns, *method, *spans, *header_rows, *files_from, *report, *stop_after, *start_from,
        *dump_dir, *jobs, *timeout, *memory, *sandbox, *shard;
    gboolean page_marks, bom, concat, datapackage, no_join, mark_doubt, quiet, verbose, resume,
        retry_failed;
    BookRaw book;
    CheckRaw check;
    char **rest;
} Raw;

void raw_clear(Raw *raw);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Raw, raw_clear)

/* Reads @arguments, the command's name first, into @raw, which is all empty. FALSE with the line
 * to show. */
bool raw_read(Raw *raw, Command command, char **arguments, GError **error);

typedef enum {
    RAW_NONE, /* there is no such option */
    RAW_FLAG,
    RAW_TEXT,
    RAW_LIST, /* may be given several times */
} RawKind;

/* What --@name is to @command. */
RawKind raw_kind(Command command, const char *name);

/* The names of its options, without dashes, ended by NULL. (transfer container) */
const char **raw_names(Command command);

/* All that was given and decides about the bytes of results, with the versions of sheaf and its
 * libraries, as text. (transfer full) */
char *raw_settings(const Raw *raw, Command command);

/* What --help says of the options. @description follows the list. (transfer full) */
char *raw_help(Command command, const char *summary, const char *description);
