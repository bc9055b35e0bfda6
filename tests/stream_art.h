/* tests/stream_art.h - a table drawn with tests/word_art.h, and what detect/stream.h makes of it */
#pragma once

#include "detect/stream.h"
#include "detect/strip.h"

#include "tests/word_art.h"

static inline void
stream_art_expect_styled(const char *picture, const char *styles, const char *expected)
{
    g_autoptr(Page) page = word_art_page(picture, styles);
    const Bbox all = { 0, 0, page->width, page->height };
    g_autoptr(GArray) words = strip_words(page, all);
    Bbox region = BBOX_EMPTY;

    for (guint i = 0; i < words->len; i++)
        region = bbox_union(region, page_word(page, i)->bbox);
    g_autoptr(Table) table = stream_table(page, words, bbox_grow(region, 2), NULL);
    g_autofree char *text = word_art_table(table);

    g_assert_cmpstr(text, ==, expected);
}

static inline void
stream_art_expect(const char *picture, const char *expected)
{
    stream_art_expect_styled(picture, NULL, expected);
}
