/* detect/prose.h - lines of words become runs of text
 *
 * Line breaks go, hyphens at line ends are repaired, and what the reader sees
 * as emphasis, code, link, superscript becomes the style of runs. Emphasis is
 * what differs from the text around: in a document set in italics nothing is
 * italic.
 */
#pragma once

#include "detect/hyphen.h"

typedef struct {
    const HyphenDictionary *dictionary;
    bool no_bold, no_italic; /* the document is all bold, a heading is: say nothing of it */
    bool leaders;            /* printed contents: dots that lead to a number stand together */
    bool no_script;          /* headings: a raised figure is a figure */
    bool no_code;            /* the text is set in fixed width and none of it stands out */
    bool doubt;              /* words that were not read surely are marked */
    double code_padding;     /* of the size: what boxes around inline code put beside it; 0: none */
    GHashTable *notes;       /* (nullable) const Word * -> const char *: marks of footnotes, and
                                the labels they stand for */
} ProseOptions;

/* The padding that the document's boxes around inline code have, of the size of its text:
 * the usual gap before a full stop or comma that follows code. 0 where there are none. */
double prose_code_padding(const Document *document);

/* Runs in the making. */
typedef struct Prose Prose;

Prose *prose_new(const ProseOptions *options);
void prose_free(Prose *prose);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Prose, prose_free)

/* Appends the words of @line from the @skip-th on, joined to what there is. */
void prose_add_line(Prose *prose, const Page *page, const Line *line, guint skip);

/* Appends words that need not be a line of their own: a cell's. Lines in them are told by
 * where the words stand. @words: guint, into the page's words */
void prose_add_words(Prose *prose, const Page *page, const GArray *words);

/* The runs so far; @prose is empty again. (transfer full) */
GArray *prose_take(Prose *prose);
