/* pipeline/gate.h - what makes a check fail although files are as they were
 *
 * A list of words with commas, as in "failed,empty-pages=2,confidence=0.7".
 * Which words there are, and what they look at:
 *
 *   failed            documents that were not converted, or not all of their pages
 *   empty-pages[=N]   more than N pages (0) without any text, over all documents of a group
 *   confidence=X      tables that the finder is less sure of than X, from 0 to 1
 *   dead-links[=N]    more than N links and pictures (0) that lead nowhere
 *   lost-words[=N]    more than N words (0) that are on pages and in no file, nobody knows why
 *   dropped-words=N   more than N words that are in no file for whatever reason, as running heads
 *
 * N of words may be a share of all words of the document: "2%".
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define GATE_DEFAULT "failed"

/* More than `most`; a share of all words, in percent, where `percent`. */
typedef struct {
    bool set, percent;
    double most;
} GateLimit;

typedef struct {
    bool failed;
    GateLimit empty_pages, dead_links, lost_words, dropped_words;
    double confidence; /* 0: any will do */
} Gates;

#define GATE_ERROR gate_error_quark()
GQuark gate_error_quark(void);

typedef enum { GATE_ERROR_SYNTAX } GateError;

bool gate_read(const char *text, Gates *gates, GError **error);

/* Are @n of @all too many? */
bool gate_exceeds(GateLimit limit, guint n, guint all);
