/* detect/mojibake.c - words that nobody wrote like that
 *
 *     the cause of war       prose           vowels 0.45, no odd word
 *     ;gh ;q) dk dkj.k       a Hindi font    signs and no vowels within words
 *     WKH FDXVH RI ZDU       codes for       vowels 0.15: the letters of the font moved by a
 *                            letters         constant
 *
 * What speaks against a word must be rare in names, units, addresses and abbreviations: "PhD",
 * "km/h", "H2O" and "www.gov.in" stand on any page, and "JavaScript" is made of two words. So a
 * font is suspected only when a quarter of its words is odd.
 */
#include "detect/mojibake.h"

#include <string.h>

#define MIN_LETTERS 3      /* shorter words are odd in every language */
#define MAX_CONSONANTS 6   /* in a row; "Angstschweiss" has eight, but that is one word */
#define MIN_WORDS 8        /* of a font: fewer are a logo or a formula */
#define MIN_SAMPLE 80      /* letters: the share of vowels swings by a tenth below */
#define MAX_ODD 0.25       /* of the words; pages of codes and abbreviations have a sixth */
#define MIN_VOWELS 0.24    /* of the letters; prose has 0.36 and more, capitals of codes 0.28 */
#define MAX_UNREADABLE 0.1 /* of the characters; bullets and signs are less */

typedef enum { MARK, LOWER, UPPER, DIGIT, JOINT, SIGN, FOREIGN, UNREADABLE } Class;

/* What stands within words of ordinary text: it's, well-known, e.g., and/or, a@b.org, x_y, 2:3. */
static bool
is_joint(gunichar c)
{
    return (c < 0x80 && strchr("'-./:@_&+,%", (int)c) != NULL) || c == 0x2019 || c == 0x2010 ||
           c == 0x2011 || c == 0x2013 || c == 0x2014 || c == 0xB7 || c == 0x2026;
}

static bool
is_latin(gunichar c)
{
    return g_ascii_isalpha((char)(c < 0x80 ? c : 0)) ||
           (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

static Class
class_of(gunichar c)
{
    if (c == 0xFFFD || g_unichar_type(c) == G_UNICODE_PRIVATE_USE || !g_unichar_isdefined(c) ||
        g_unichar_iscntrl(c))
        return UNREADABLE;
    if (is_latin(c))
        return g_unichar_isupper(c) ? UPPER : LOWER;
    if (g_unichar_isdigit(c))
        return DIGIT;
    if (g_unichar_isalpha(c))
        return FOREIGN;
    if (g_unichar_ismark(c))
        return MARK;
    return is_joint(c) ? JOINT : SIGN;
}

static bool
is_vowel(gunichar c)
{
    gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

    g_unichar_fully_decompose(c, FALSE, base, G_N_ELEMENTS(base));
    const gunichar plain = g_unichar_tolower(base[0]);
    return (plain < 0x80 && strchr("aeiouy", (int)plain) != NULL) || plain == 0xE6 ||
           plain == 0xF8 || plain == 0x153 || plain == 0x131;
}

typedef struct {
    guint letters, lower, vowels, foreign, unreadable, characters;
    guint run;    /* consonants in a row, at most */
    guint piece;  /* letters since the word began or a capital followed a small letter */
    guint pieces; /* of these, before the last */
    bool mixed;   /* a sign, a digit or a capital where no word has one */
} Look;

/* Takes the next character into account. @last, @before: the classes of the two before it. */
static void
look_at(Look *look, gunichar c, Class class, Class last, Class before, guint *run)
{
    const bool letter = class == LOWER || class == UPPER;
    const bool vowel = letter && is_vowel(c);

    *run = letter && !vowel ? *run + 1 : 0;
    look->run = MAX(look->run, *run);
    look->characters++;
    look->letters += letter;
    look->lower += class == LOWER;
    look->vowels += vowel;
    look->foreign += class == FOREIGN;
    look->unreadable += class == UNREADABLE;
    if (letter && (last == SIGN || last == DIGIT) && (before == LOWER || before == UPPER))
        look->mixed = true;
    if (class == UPPER && last == LOWER) {
        look->mixed = look->mixed || look->piece < MIN_LETTERS;
        look->pieces++;
        look->piece = 0;
    }
    look->piece += letter;
}

static Look
look_of(const char *text)
{
    Look look = { 0 };
    Class last = JOINT, before = JOINT;
    guint run = 0;

    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const Class class = class_of(c);

        if (class == MARK)
            continue;
        look_at(&look, c, class, last, before, &run);
        before = last;
        last = class;
    }
    if (look.pieces > 0 && look.piece < MIN_LETTERS)
        look.mixed = true;
    return look;
}

static bool
can_be_judged(const Look *look)
{
    return look->letters >= MIN_LETTERS && look->letters > look->foreign;
}

/* Abbreviations in capitals need no vowel. */
static bool
is_odd(const Look *look)
{
    return look->unreadable > 0 || look->mixed || (look->vowels == 0 && look->lower > 0) ||
           (look->run > MAX_CONSONANTS && look->lower > 0);
}

bool
mojibake_is_odd(const char *text)
{
    const Look look = look_of(text);

    return look.unreadable > 0 || (can_be_judged(&look) && is_odd(&look));
}

void
mojibake_add(MojibakeCount *count, const char *text)
{
    const Look look = look_of(text);

    count->characters += look.characters;
    count->unreadable += look.unreadable;
    if (can_be_judged(&look)) {
        count->words++;
        count->letters += look.letters;
        count->vowels += look.vowels;
        count->odd += is_odd(&look);
    }
}

Mojibake
mojibake_judge(const MojibakeCount *count)
{
    if (count->characters >= MIN_SAMPLE && count->unreadable > MAX_UNREADABLE * count->characters)
        return MOJIBAKE_UNREADABLE;
    if (count->words >= MIN_WORDS && count->odd > MAX_ODD * count->words)
        return MOJIBAKE_ODD;
    if (count->letters >= MIN_SAMPLE && count->vowels < MIN_VOWELS * count->letters)
        return MOJIBAKE_ODD;
    return MOJIBAKE_NONE;
}

/* The styles of one font are judged together: by the first of them. */
static guint *
first_of_font(const GArray *styles)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint *first = g_new(guint, styles->len + 1);

    for (guint i = 0; i < styles->len; i++) {
        const char *font = g_array_index(styles, Style, i).font;
        gpointer known;

        if (!g_hash_table_lookup_extended(seen, font, NULL, &known)) {
            known = GUINT_TO_POINTER(i);
            g_hash_table_insert(seen, (gpointer)font, known);
        }
        first[i] = GPOINTER_TO_UINT(known);
    }
    return first;
}

Mojibake *
mojibake_styles(const Page *page)
{
    const guint n = page->styles->len;
    g_autofree guint *first = first_of_font(page->styles);
    g_autofree MojibakeCount *counts = g_new0(MojibakeCount, n + 1);
    Mojibake *found = g_new0(Mojibake, n + 1);

    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page_word(page, i);

        if (word->style < n && !page_style(page, word->style)->fixed)
            mojibake_add(&counts[first[word->style]], word->text);
    }
    for (guint i = 0; i < n; i++)
        found[i] = mojibake_judge(&counts[first[i]]);
    return found;
}
