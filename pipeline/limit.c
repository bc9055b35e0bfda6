/* pipeline/limit.c - how much of anything is worked on */
#include "pipeline/limit.h"

#include <string.h>

typedef struct {
    const char *name;
    const char *unit;
    guint64 value;
} Known;

static Known limits[LIMIT_COUNT] = {
    /* A file says how many it has before it shows one. The longest seen have 30,000. */
    [LIMIT_PAGES] = { "pages", "pages", 1000000 },

    /* 14,400 units, which is what PDF allows, of the largest unit that is in use. */
    [LIMIT_PAGE_SIDE] = { "page-side", "points on a side", 200000 },

    /* A page of a telephone book has 20,000. */
    [LIMIT_PAGE_GLYPHS] = { "page-glyphs", "glyphs", 250000 },

    /* The densest form seen has 1,500, and a table of more than 100 rows and columns some 200. */
    [LIMIT_PAGE_RULINGS] = { "page-rulings", "rulings", 20000 },

    /* Two pictures of four bytes a pixel are held at a time; A0 at 150 dpi has 35 million. */
    [LIMIT_RENDER_PIXELS] = { "render-pixels", "pixels to draw", 64000000 },

    /* Poppler takes four bytes a pixel to decode one: half of the memory that a worker has unless
     * --memory says otherwise. A0 scanned at 400 dpi has 250 million. */
    [LIMIT_IMAGE_PIXELS] = { "image-pixels", "pixels in an image", 500000000 },

    /* Documents nest a dozen deep, broken ones without end. */
    [LIMIT_NESTING] = { "nesting", "levels of nesting", 200 },

    /* The outline of a book of 5,000 pages has 8,000; one that goes in a circle has no end. */
    [LIMIT_OUTLINE_ENTRIES] = { "outline-entries", "entries in the outline", 20000 },

    /* A word each, in a book of 4,000 pages. */
    [LIMIT_TAGGED_PARTS] = { "tagged-parts", "tagged parts", 2000000 },
};

guint64
limit_get(Limit limit)
{
    return limits[limit].value;
}

bool
limit_is_passed(Limit limit, double value)
{
    return !(value <= (double)limits[limit].value);
}

char *
limit_text(Limit limit, double value)
{
    const Known *known = &limits[limit];

    return g_strdup_printf("%.0f %s, and --limit %s is %" G_GUINT64_FORMAT, value, known->unit,
                           known->name, known->value);
}

const char *
limit_list(void)
{
    static char *list;
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; list == NULL && i < LIMIT_COUNT; i++)
        g_string_append_printf(text, "%s%s=%" G_GUINT64_FORMAT, i > 0 ? ", " : "", limits[i].name,
                               limits[i].value);
    if (list == NULL)
        list = g_string_free(g_steal_pointer(&text), FALSE);
    return list;
}

const char *
limit_help(void)
{
    static char *help;

    if (help == NULL)
        help = g_strconcat("Work on no more than this; may be repeated: ", limit_list(), NULL);
    return help;
}

bool
limit_read(const char *text, char **message)
{
    const char *equals = strchr(text, '=');
    guint64 value = 0;

    for (guint i = 0; equals != NULL && i < LIMIT_COUNT; i++) {
        if (strlen(limits[i].name) != (gsize)(equals - text) ||
            strncmp(limits[i].name, text, (gsize)(equals - text)) != 0)
            continue;
        if (!g_ascii_string_to_unsigned(equals + 1, 10, 1, G_MAXUINT32, &value, NULL)) {
            *message =
                g_strdup_printf("--limit %s: want a whole number from 1 to %u", text, G_MAXUINT32);
            return FALSE;
        }
        limits[i].value = value;
        return TRUE;
    }
    *message = g_strdup_printf("--limit %s: want NAME=VALUE, with one of %s", text, limit_list());
    return FALSE;
}
