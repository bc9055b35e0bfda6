/* pipeline/picture_label.c - what stands in and beside a picture that was cut out */
#include "pipeline/picture_label.h"

#include <string.h>

#define MAX_LABEL 8   /* words of one label; with more it may be a sentence */
#define MAX_LABELS 40 /* words in all; with more it may be a page seen as a picture */
#define NEAR 40.0     /* points from a picture to its caption */

/* Words in all, and in the longest row. */
bool
picture_label_is_figure(const Element *element)
{
    return element->kind == ELEMENT_PICTURE && !bbox_is_empty(element->bbox);
}

static guint
count_words(const Element *element, guint *longest)
{
    guint all = 0, row = 0;

    *longest = 0;
    for (guint i = 0; i < element->runs->len; i++) {
        const Run *run = &g_array_index(element->runs, Run, i);
        g_auto(GStrv) words = g_strsplit(run->text != NULL ? run->text : "", " ", -1);

        if (run->flags & RUN_BREAK)
            row = 0;
        for (guint k = 0; words[k] != NULL; k++) {
            row += *words[k] != '\0';
            all += *words[k] != '\0';
        }
        *longest = MAX(*longest, row);
    }
    return all;
}

static bool
is_label_of(const Element *element, const Element *picture)
{
    return element->page == picture->page && bbox_share(element->bbox, picture->bbox) > 0.9 &&
           (element->kind == ELEMENT_PARAGRAPH || element->kind == ELEMENT_HEADING ||
            element->kind == ELEMENT_ITEM);
}

/* Takes out the labels that follow the @i-th element, a picture. */
static void
drop_labels(Flow *flow, guint i)
{
    const Element *picture = flow_element(flow, i);
    guint end = i + 1, words = 0;

    while (end < flow->elements->len && is_label_of(flow_element(flow, end), picture)) {
        guint longest;

        words += count_words(flow_element(flow, end), &longest);
        if (longest > MAX_LABEL || words > MAX_LABELS)
            return;
        end++;
    }
    while (end > i + 1)
        flow_drop(flow, --end, "in a figure");
}

static const Element *
caption_at(const Flow *flow, guint i, const Element *picture)
{
    const Element *element = i < flow->elements->len ? flow_element(flow, i) : NULL;

    if (element == NULL || element->kind != ELEMENT_CAPTION || element->page != picture->page ||
        element->bbox.y0 - picture->bbox.y1 > NEAR || picture->bbox.y0 - element->bbox.y1 > NEAR)
        return NULL;
    return element;
}

void
picture_label_settle(Flow *flow)
{
    for (guint i = 0; i < flow->elements->len; i++) {
        Element *picture = flow_change(flow, i);

        if (!picture_label_is_figure(picture))
            continue;
        drop_labels(flow, i);

        const Element *caption = caption_at(flow, i + 1, picture);
        if (caption == NULL && i > 0)
            caption = caption_at(flow, i - 1, picture);
        if (caption != NULL && picture->runs->len == 0) {
            g_autofree char *text = run_array_text(caption->runs);

            run_array_append(picture->runs, text, NULL);
        }
    }
}
