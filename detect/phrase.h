/* detect/phrase.h - what the document passes ask of a line's words
 *
 * Classes of characters are Unicode's, through GLib; nothing depends on the locale.
 */
#pragma once

#include "pipeline/model/page.h"

/* The words of @line from its @skip-th on, with the spaces between them. (transfer full) */
char *phrase_line(const Page *page, const Line *line, guint skip);

/* What is left of @text for telling whether two titles are the same: letters and digits,
 * case folded, compatibility forms (ligatures, wide letters) undone. (transfer full) */
char *phrase_key(const char *text);

/* @text without a section number at its start ("1.2 ", "Chapter 3: ", "IV. "), lent. */
const char *phrase_after_number(const char *text);

/* How deep a section number at the start of @text is: "3 Title" 1, "3.1 Title" 2; 0 for none. */
guint phrase_number_depth(const char *text);

/* Does the last letter, digit or mark of @text, closing quotes and brackets aside, end a sentence?
 */
bool phrase_ends_sentence(const char *text);

/* Is the first letter of @text, opening quotes and brackets aside, a small one? */
bool phrase_starts_lower(const char *text);

/* Does @text begin with the words of a figure's or table's caption ("Figure 3", "Table 2.1:")? */
bool phrase_is_caption(const char *text);

/* Is @text nothing but the number of a division: "Chapter 3", "APPENDIX B."? */
bool phrase_is_label(const char *text);

/* Is @text a day or a month with its year: "June 2023", "3 May 2021"? */
bool phrase_is_date(const char *text);

/* Is all of @text a number of its own: digits, or a Roman number? Its value, else 0. */
guint phrase_number(const char *text);

/* Is @c written without spaces between words? */
bool phrase_is_cjk(gunichar c);

/* '-' and its relatives that end a line within a word. */
bool phrase_is_hyphen(gunichar c);

/* Does @text begin with an accent that the file paints over the letter before? */
bool phrase_is_accent(const char *text);

/* Is @word a capital by itself, and at least two lines of @size tall? */
bool phrase_is_drop_cap(const Page *page, const Word *word, double size);

gunichar phrase_first_char(const char *text);
gunichar phrase_last_char(const char *text);

/* Number of words of @text, as spaces part them. */
guint phrase_n_words(const char *text);
