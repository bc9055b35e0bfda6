/* emit/viewer.h - a document as a page that shows what was found in it
 *
 * One self-contained HTML file: the picture of each page with what sheaf found
 * on it as layers over it, and beside it the Markdown and the tables, linked
 * both ways. Style, script, pictures and data are in the file; it loads
 * nothing. What it looks like and does is in emit/viewer/.
 *
 * Space: points of the page as shown.
 */
#pragma once

#include "emit/markdown.h"

/* The picture of a page of the file as a viewer shows it, but straight. */
typedef struct {
    guint page;       /* number, from 1 */
    const char *type; /* "image/png", static */
    GBytes *bytes;    /* of the file, owned */
} ViewerPicture;

void viewer_picture_clear(ViewerPicture *picture);

/**
 * viewer_document:
 * @pictures: ViewerPicture; pages may be without
 * @options: how the Markdown is written
 *
 * (transfer full)
 */
char *viewer_document(const Document *document, const GArray *pictures,
                      const MarkdownOptions *options);
