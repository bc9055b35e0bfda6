/* pipeline/book_option.h - what only `sheaf book` is asked for */
#pragma once

#include "emit/chapter.h"
#include "emit/site.h"

/* As GOption stores it, owned. */
typedef struct {
    char *split, *site, *footnotes, *figure_dpi, *verify;
} BookRaw;

typedef struct {
    ChapterSplit split;
    bool notes_through;
    SiteKind site;
    double figure_dpi;
    char *verify; /* a folder that was written before; NULL: write one */
} BookOptions;

/* Names, meanings and places in @raw of the options, ended by one without a name.
 * (transfer full) */
GOptionEntry *book_option_entries(BookRaw *raw);

void book_option_raw_clear(BookRaw *raw);

/* FALSE with one line to show in @message, (transfer full). */
bool book_option_read(const BookRaw *raw, BookOptions *options, char **message);

void book_option_clear(BookOptions *options);
