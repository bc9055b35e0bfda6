/* detect/mark.c - the part each line plays in its document */
#include "detect/mark.h"

#include <math.h>
#include <string.h>

/* Sizes are told apart by half points: rounding in the file is smaller, steps of type larger. */
#define SIZE_STEP 0.5
#define MAX_SIZES 400 /* up to 200 points */

MarkTable *
mark_table_new(const Document *document)
{
    MarkTable *marks = g_new0(MarkTable, 1);

    marks->pages = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < document->pages->len; i++) {
        GArray *lines = g_array_new(FALSE, TRUE, sizeof(Mark));

        g_array_set_size(lines, mark_page(document, i)->lines->len);
        g_ptr_array_add(marks->pages, lines);
    }
    return marks;
}

void
mark_table_free(MarkTable *marks)
{
    if (marks == NULL)
        return;
    g_ptr_array_unref(marks->pages);
    g_free(marks);
}

MarkBody
mark_body(const Document *document, const MarkTable *marks)
{
    gsize by_size[MAX_SIZES] = { 0 }, all = 0, bold = 0, italic = 0, fixed = 0;

    for (guint p = 0; p < document->pages->len; p++) {
        const Page *page = mark_page(document, p);

        for (guint l = 0; l < page->lines->len; l++) {
            const Line *line = page_line(page, l);

            if (mark_at(marks, p, l)->kind != MARK_BODY)
                continue;
            for (guint i = 0; i < line->n; i++) {
                const Word *word = page_line_word(page, line, i);
                const Style *style = page_style(page, word->style);
                const gsize n = strlen(word->text);
                const double step = style->size / SIZE_STEP;

                if (step > 0 && step < MAX_SIZES - 1)
                    by_size[(guint)lround(step)] += n;
                all += n;
                bold += style->bold ? n : 0;
                italic += style->italic ? n : 0;
                fixed += style->fixed ? n : 0;
            }
        }
    }

    guint best = 0;
    for (guint i = 1; i < MAX_SIZES; i++)
        if (by_size[i] > by_size[best])
            best = i;
    return (MarkBody){ best * SIZE_STEP, 2 * bold > all, 2 * italic > all,
                       2 * fixed > all };
}
