/* emit/anchor.h - where links into the document lead
 *
 * GitHub gives every heading an id made of its text. An Anchors index knows
 * the headings of all files of a book by their place in the PDF, so that a
 * link to "page 12, 300 points down" becomes a link to the heading at or just
 * before that place.
 */
#pragma once

#include "pipeline/model/flow.h"

/* The id that GitHub gives a heading of that text, before it numbers equal ones: lower case,
 * spaces to hyphens, punctuation gone. (transfer full) */
char *anchor_slug(const char *text);

typedef struct Anchors Anchors;

Anchors *anchor_new(void);
void anchor_free(Anchors *anchors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Anchors, anchor_free)

/* Adds the headings among elements [first, first + n) of @flow, which go to @file ("" for a
 * document that is one file), and the start of the file itself. Files in reading order. */
void anchor_add_file(Anchors *anchors, const char *file, const Flow *flow, guint first, guint n);

/* "file#slug", or "#slug" from within @from; NULL when nothing stands at or before that place
 * on its page or on those before it. (transfer full) */
char *anchor_find(const Anchors *anchors, const char *from, guint page, double y);
