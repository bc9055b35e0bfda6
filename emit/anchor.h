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

/* The same with GitHub's way with headings of one text: "name", "name-1", "name-2". @taken: (char *
 * -> guint) ids of the file so far, empty at its start, frees its keys. (transfer full) */
char *anchor_unique_slug(GHashTable *taken, const char *text);

/* The ids of elements [first, first + n), NULL for what is no heading, numbered as GitHub numbers
 * those of one file; @title: (nullable): of a heading that the file has before them.
 * (transfer full) */
GPtrArray *anchor_slugs(const Flow *flow, guint first, guint n, const char *title);

/* Adds elements [first, first + n) of @flow, which go to @file ("" for a document that is one
 * file). Files in reading order. */
void anchor_add_file(Anchors *anchors, const char *file, const Flow *flow, guint first, guint n,
                     const char *title);

/* "file#slug", or "#slug" from within @from, or "file" for its title; NULL when no heading stands
 * at or before that place. (transfer full) */
char *anchor_find(const Anchors *anchors, const char *from, guint page, double y);
