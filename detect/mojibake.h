/* detect/mojibake.h - words that nobody wrote like that
 *
 * A font may draw other letters than its text says: one without a table of characters, whose codes
 * are taken for letters, or one of the time before Unicode, in which "fganh" looks like a Hindi
 * word. What comes out are letters, but in an order that no language of the Latin script has. This
 * module finds fonts whose words are improbable; it takes no dictionary and knows no font by name.
 * It only casts suspicion: listings and formulas are as improbable, so what decides is to read a
 * few of the words (ocr/agreement.h).
 *
 * Method: words that hold signs, capitals or digits in their midst, that have no vowel or none for
 * long; the share of vowels, which is about two fifths in all languages written in Latin letters;
 * characters that are none.
 */
#pragma once

#include "pipeline/model/page.h"

typedef enum {
    MOJIBAKE_NONE,
    MOJIBAKE_ODD,        /* letters in an improbable order */
    MOJIBAKE_UNREADABLE, /* characters that are none: for private use, for control, U+FFFD */
} Mojibake;

/* What one word shows, or many together. */
typedef struct {
    guint words;      /* that can be judged: three letters and more, most of them Latin */
    guint odd;        /* of those, improbable ones */
    guint letters;    /* Latin ones, in them */
    guint vowels;     /* of those */
    guint characters; /* all of them */
    guint unreadable; /* of those */
} MojibakeCount;

/* Adds the word @text. */
void mojibake_add(MojibakeCount *count, const char *text);

Mojibake mojibake_judge(const MojibakeCount *count);

/* Is this word by itself one that casts suspicion? */
bool mojibake_is_odd(const char *text);

/* The fonts of the page, judged: (transfer full): one Mojibake for each of its styles; fonts of
 * fixed width, which set listings, and with too little text are not suspected. */
Mojibake *mojibake_styles(const Page *page);
