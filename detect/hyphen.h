/* detect/hyphen.h - words broken at line ends, whole again
 *
 * Whether the hyphen at the end of a line was put there by the typesetter or
 * belongs to the word, no rule of the language decides; the rest of the
 * document often does, as it has the same word unbroken.
 */
#pragma once

#include "detect/mark.h"

/* The words of a document, as they stand within lines; counted when they are first asked for. */
typedef struct HyphenDictionary HyphenDictionary;

/* @document: lent, as long as it is there; its lines stay as they are. */
HyphenDictionary *hyphen_dictionary_new(const Document *document);
void hyphen_dictionary_free(HyphenDictionary *dictionary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HyphenDictionary, hyphen_dictionary_free)

/**
 * hyphen_is_soft:
 * @left: the end of a line, with its hyphen as last character
 * @right: the beginning of the next
 *
 * Only the last word of @left and the first of @right are looked at.
 *
 * Returns: whether the hyphen goes when the lines are joined. Where it stays, no
 *   space follows it, unless hyphen_is_dash() says so.
 */
bool hyphen_is_soft(const HyphenDictionary *dictionary, const char *left, const char *right);

/* How often a word stands in the lines of the document. */
guint hyphen_count(const HyphenDictionary *dictionary, const char *word);

/* Is the last character of @left a hyphen by itself, used as a dash, or that of a word which
 * leaves its second half out ("pre- and post-war")? Then a space follows. */
bool hyphen_is_dash(const char *left, const char *right);
