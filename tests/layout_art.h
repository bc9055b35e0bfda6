/* tests/layout_art.h - what layout makes of drawn pages, as lines of text */
#pragma once

#include "detect/layout.h"
#include "tests/text_art.h"

static const char *const layout_kinds[] = { "para", "head", "item", "code",      "table",
                                            "pic",  "cap",  "note", "furniture", "formula" };

/* Blocks as lines "kind: text / text", items with their depth, in reading order. */
static inline char *
blocks_of(const Page *page)
{
    const FinderOptions options = { 0 };
    Layout layout = layout_page(page, &options);
    GString *out = g_string_new(NULL);

    for (guint b = 0; b < layout.blocks->len; b++) {
        const Block *block = &g_array_index(layout.blocks, Block, b);

        g_string_append(out, layout_kinds[block->kind]);
        if (block->kind == BLOCK_ITEM || block->depth > 0)
            g_string_append_printf(out, " %u", block->depth);
        for (guint i = 0; i < block->n_lines; i++) {
            const Line *line = &g_array_index(layout.lines, Line, block->first_line + i);
            g_autofree char *text = art_line_text(page, layout.line_words, line);

            g_string_append_printf(out, "%s%s", i == 0 ? ": " : " / ", text);
        }
        g_string_append_c(out, '\n');
    }
    g_array_unref(layout.line_words);
    g_array_unref(layout.lines);
    g_ptr_array_unref(layout.tables);
    g_array_unref(layout.blocks);
    return g_string_free(out, FALSE);
}
