/* emit/imprint.h - who wrote a book, when, and under what terms it may be used
 *
 * From the metadata, and from the first pages where the metadata is silent:
 * names and dates from the title page, the terms from the pages that say them.
 */
#pragma once

#include "pipeline/model/document.h"

/* Strings as printed, NULL where nothing says so. */
typedef struct {
    char *author;
    char *date;
    char *licence;     /* "Creative Commons Attribution 4.0 International" */
    char *licence_uri; /* of a link there that leads to its text */
} Imprint;

void imprint_init(Imprint *imprint, const Document *document);
void imprint_clear(Imprint *imprint);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Imprint, imprint_clear)
