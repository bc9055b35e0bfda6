/* pipeline/model/page.c - one page and all that the stages find on it */
#include "pipeline/model/page.h"

#include <string.h>

static void
style_clear(gpointer data)
{
    g_free(((Style *)data)->font);
}

static void
word_clear(gpointer data)
{
    g_free(((Word *)data)->text);
}

static void
link_clear(gpointer data)
{
    g_free(((Link *)data)->uri);
}

static void
tag_clear(gpointer data)
{
    g_free(((Tag *)data)->text);
}

static void
block_clear(gpointer data)
{
    g_free(((Block *)data)->marker);
}

static GArray *
array_new(gsize size, GDestroyNotify clear)
{
    GArray *array = g_array_new(FALSE, TRUE, (guint)size);

    if (clear != NULL)
        g_array_set_clear_func(array, clear);
    return array;
}

GArray *
page_styles_new(void)
{
    return array_new(sizeof(Style), style_clear);
}

GArray *
page_words_new(void)
{
    return array_new(sizeof(Word), word_clear);
}

GArray *
page_links_new(void)
{
    return array_new(sizeof(Link), link_clear);
}

GArray *
page_tags_new(void)
{
    return array_new(sizeof(Tag), tag_clear);
}

GArray *
page_blocks_new(void)
{
    return array_new(sizeof(Block), block_clear);
}

Page *
page_new(guint number, double width, double height)
{
    Page *page = g_new0(Page, 1);

    page->number = number;
    page->width = width;
    page->height = height;
    page->styles = page_styles_new();
    page->words = page_words_new();
    page->links = page_links_new();
    page->tags = page_tags_new();
    page->images = array_new(sizeof(Image), NULL);
    page->choices = array_new(sizeof(Choice), NULL);
    page->rulings = array_new(sizeof(Ruling), NULL);
    page->fills = array_new(sizeof(Fill), NULL);
    page->pictures = array_new(sizeof(Picture), NULL);
    page->lattices = g_ptr_array_new_with_free_func((GDestroyNotify)lattice_free);
    page->line_words = array_new(sizeof(guint), NULL);
    page->lines = array_new(sizeof(Line), NULL);
    page->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    page->blocks = page_blocks_new();
    page->issues = g_ptr_array_new_with_free_func(g_free);
    return page;
}

void
page_free(Page *page)
{
    if (page == NULL)
        return;
    g_free(page->label);
    g_array_unref(page->styles);
    g_array_unref(page->words);
    g_array_unref(page->links);
    g_array_unref(page->tags);
    g_array_unref(page->images);
    g_array_unref(page->choices);
    g_array_unref(page->rulings);
    g_array_unref(page->fills);
    g_array_unref(page->pictures);
    g_ptr_array_unref(page->lattices);
    g_array_unref(page->line_words);
    g_array_unref(page->lines);
    g_ptr_array_unref(page->tables);
    g_array_unref(page->blocks);
    g_ptr_array_unref(page->issues);
    g_free(page);
}

guint
page_intern_style(GArray *styles, const Style *style)
{
    for (guint i = styles->len; i-- > 0;) {
        const Style *known = &g_array_index(styles, Style, i);

        if (known->size == style->size && known->color == style->color &&
            known->bold == style->bold && known->italic == style->italic &&
            known->fixed == style->fixed && strcmp(known->font, style->font) == 0)
            return i;
    }

    Style added = *style;
    added.font = g_strdup(style->font);
    g_array_append_val(styles, added);
    return styles->len - 1;
}

void
page_add_issue(Page *page, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    char *issue = g_strdup_vprintf(format, args);
    va_end(args);

    if (g_ptr_array_find_with_equal_func(page->issues, issue, g_str_equal, NULL))
        g_free(issue);
    else
        g_ptr_array_add(page->issues, issue);
}
