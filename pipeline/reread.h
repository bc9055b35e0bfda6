/* pipeline/reread.h - a written Markdown file as GitHub reads it
 *
 * Parsed by cmark-gfm, which is GitHub's own parser, with GitHub's extensions:
 * what is found here is what a reader of the file gets, whatever the writer
 * meant. Nothing is looked up elsewhere: whether a link leads somewhere is
 * proof.h's to say.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *name;          /* relative to the folder, with slashes */
    GPtrArray *faults;   /* char *: what is wrong with the file by itself */
    GHashTable *anchors; /* char *: ids of its headings */
    GPtrArray *links;    /* char *: targets of links */
    GPtrArray *images;   /* char *: files of pictures */
    GString *words;      /* what it says, in reading order, words with white space between */
} Reread;

/* @text is what the file holds. */
Reread *reread_new(const char *name, const char *text);

/* Is it the contents of the book, made of its titles: README.md, SUMMARY.md? */
bool reread_is_contents(const Reread *reread);

void reread_free(Reread *reread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reread, reread_free)
