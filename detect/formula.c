/* detect/formula.c - lines that are mathematics and no text
 *
 *     f ( x ) = a + b sin x    (3.2)
 *     |   |   |   |   |   |      number at the end, not counted
 *     +---+-single+   |   +- letters
 *             |       +----- the name of a function: no word of a language
 *             +------------- a relation: this is one whole formula
 */
#include "detect/formula.h"

#include <string.h>

#define MIN_WORD 3      /* letters: shorter runs are products of names: "dx", "ab" */
#define TEXT_SHARE 0.34 /* of its letters and signs in words: "for all x" may end a formula */
#define MAX_NUMBER 10   /* bytes: "(3.15a)" */

/* Fonts that have nothing but mathematics in them, by how their names begin or what is in them. */
static bool
is_math_font(const char *font)
{
    static const char *const heads[] = { "CMMI", "CMSY", "CMEX", "CMBSY", "CMMIB", "MSAM",
                                         "MSBM", "EUSM", "EUFM", "MTMI",  "MTSY",  "MTEX" };

    for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
        if (font[0] == heads[i][0] && g_str_has_prefix(font, heads[i]))
            return true;
    return strstr(font, "Math") != NULL || strstr(font, "Symbol") != NULL;
}

static bool
is_function(const char *text)
{
    static const char *const names[] = { "sin",    "cos",    "tan", "cot",  "exp",  "log",
                                         "lim",    "max",    "min", "sup",  "inf",  "det",
                                         "arg",    "mod",    "gcd", "sinh", "cosh", "tanh",
                                         "argmax", "argmin", "var", "cov" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if ((text[0] | 0x20) == names[i][0] && g_ascii_strcasecmp(text, names[i]) == 0)
            return true;
    return false;
}

static bool
is_relation(gunichar c)
{
    return c == '=' || c == '<' || c == '>' || (c >= 0x2190 && c <= 0x21FF) || c == 0x2208 ||
           c == 0x221D || (c >= 0x223C && c <= 0x228B);
}

/* "(3.15a)", "[7]" at the end of the line */
static bool
is_number(const char *text)
{
    const gsize n = strlen(text);

    return n > 2 && n <= MAX_NUMBER &&
           ((text[0] == '(' && text[n - 1] == ')') || (text[0] == '[' && text[n - 1] == ']')) &&
           strpbrk(text, "0123456789") != NULL;
}

typedef struct {
    double text, all; /* characters of words, and of everything */
    double letters;
    bool relation, math;
} Count;

/* Counts one word, or a run of pieces glued to each other. */
static void
count_run(const char *run, bool math, Count *count)
{
    guint letters = 0, longest = 0;

    for (const char *p = run; *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        const bool letter = g_unichar_isalpha(c);

        letters = letter ? letters + 1 : 0;
        longest = MAX(longest, letters);
        count->letters += letter;
        count->relation = count->relation || is_relation(c);
        count->all++;
    }
    count->math = count->math || math;
    if (!math && longest >= MIN_WORD && !is_function(run))
        count->text += (double)g_utf8_strlen(run, -1);
}

FormulaKind
formula_kind(const Page *page, const GArray *line_words, const Line *line)
{
    const guint *words = &g_array_index(line_words, guint, line->first);
    Count count = { 0 };
    const Style *last = NULL;
    bool math = false; /* is it of a mathematical font? */

    for (guint k = 0; k < line->n; k++) {
        const Word *word = page_word(page, words[k]);
        const Style *style = page_style(page, word->style);

        if (style->fixed || word->ocr)
            return FORMULA_NONE; /* code, or letters that may be others */
        if (k + 1 == line->n && line->n > 1 && is_number(word->text))
            break;
        math = style == last ? math : is_math_font(style->font);
        last = style;
        count_run(word->text, math, &count);
    }
    if (count.all == 0 || count.letters == 0 || count.text > TEXT_SHARE * count.all)
        return FORMULA_NONE;
    if (count.relation && count.all > 2)
        return FORMULA_WHOLE;
    return count.math && count.text == 0 ? FORMULA_PART : FORMULA_NONE;
}
