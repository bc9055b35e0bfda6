/* detect/running.c - the styles that running text is set in */
#include "detect/running.h"

#include "detect/rank.h"

#include <math.h>
#include <string.h>

#define MAX_STYLES 500 /* of a document: no more are kept apart */
#define MIN_LINES 3    /* of a paragraph: titles have two, and rarely more */
#define MIN_WORDS 40   /* in a style: less may be a long title, or one sentence that cries */
#define MIN_SHARE 0.03 /* of all running text */
#define MIN_BOLD 0.2   /* of the same, in bold: a paragraph that cries is not yet a style */

/* The letters of a font's name without what tells the faces of one family apart. */
static char *
family_of(const char *font)
{
    static const char *const faces[] = { "Bold",  "Italic", "Oblique",  "Semi",    "Demi",
                                         "Light", "Medium", "Medi",     "Regular", "Roman",
                                         "Regu",  "Roma",   "Ital",     "Book",    "Black",
                                         "Heavy", "PSMT",   "Identity", "MT",      "PS" };
    GString *family = g_string_new(NULL);

    for (const char *p = font; *p != '\0';) {
        gsize skip = 0;

        for (guint i = 0; i < G_N_ELEMENTS(faces) && skip == 0 && p > font; i++)
            skip = g_str_has_prefix(p, faces[i]) ? strlen(faces[i]) : 0;
        if (skip == 0 && g_ascii_isalpha(*p))
            g_string_append_c(family, g_ascii_tolower(*p));
        p += MAX(skip, 1);
    }
    return g_string_free(family, FALSE);
}

bool
running_same_family(const char *font, const char *other)
{
    if (strcmp(font, other) == 0)
        return true;
    g_autofree char *one = family_of(font), *two = family_of(other);
    return strcmp(one, two) == 0;
}

static RunningStyle *
find_style(const GArray *styles, const RunningStyle *like)
{
    for (guint i = 0; i < styles->len; i++) {
        RunningStyle *style = &g_array_index(styles, RunningStyle, i);

        if (fabs(style->size - like->size) < RANK_SIZE_SLACK / 2 && style->bold == like->bold &&
            style->italic == like->italic && style->color == like->color &&
            running_same_family(style->font, like->font))
            return style;
    }
    return NULL;
}

static gint
compare_words(gconstpointer a, gconstpointer b)
{
    const RunningStyle *m = a, *n = b;

    return m->words != n->words ? (m->words > n->words ? -1 : 1)
                                : (m->size > n->size) - (m->size < n->size);
}

static void
count_line(GArray *styles, const Page *page, const Line *line)
{
    const Style *style = page_style(page, line->style);
    const RunningStyle like = {
        line->size, style->bold, style->italic, style->color, style->font, 0
    };
    RunningStyle *running = find_style(styles, &like);

    if (style->fixed || (running == NULL && styles->len >= MAX_STYLES))
        return;
    if (running == NULL) {
        g_array_append_val(styles, like);
        running = &g_array_index(styles, RunningStyle, styles->len - 1);
    }
    running->words += line->n;
}

GArray *
running_find(const Document *document, const MarkTable *marks)
{
    GArray *styles = g_array_new(FALSE, TRUE, sizeof(RunningStyle));
    guint all = 0;

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint b = 0; b < page->blocks->len; b++) {
            const Block *block = page_block(page, b);

            if ((block->kind != BLOCK_PARAGRAPH && block->kind != BLOCK_ITEM) ||
                block->n_lines < MIN_LINES)
                continue;
            for (guint l = block->first_line; l < block->first_line + block->n_lines; l++)
                if (mark_at(marks, p, l)->kind == MARK_BODY)
                    count_line(styles, page, page_line(page, l));
        }
    }
    for (guint i = 0; i < styles->len; i++)
        all += g_array_index(styles, RunningStyle, i).words;
    for (guint i = styles->len; i-- > 0;) {
        const RunningStyle *style = &g_array_index(styles, RunningStyle, i);

        if (style->words < MIN_WORDS || style->words < (style->bold ? MIN_BOLD : MIN_SHARE) * all)
            g_array_remove_index(styles, i);
    }
    g_array_sort(styles, compare_words);
    return styles;
}

bool
running_has(const GArray *styles, const Candidate *candidate)
{
    const RunningStyle like = { candidate->size,  candidate->bold, candidate->italic,
                                candidate->color, candidate->font, 0 };

    return find_style(styles, &like) != NULL;
}
