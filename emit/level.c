/* emit/level.c - heading levels as one file wants them */
#include "emit/level.h"

/* Headings without text are not written. */
static bool
has_text(const Element *element)
{
    for (guint i = 0; element->kind == ELEMENT_HEADING && i < element->runs->len; i++)
        for (const char *p = g_array_index(element->runs, Run, i).text; *p != '\0'; p++)
            if ((guchar)*p > ' ')
                return true;
    return false;
}

GArray *
level_settle(const Flow *flow, guint first, guint n, guint above)
{
    GArray *levels = g_array_sized_new(FALSE, FALSE, sizeof(guint8), n);
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint)); /* levels in the flow */

    for (guint i = first; i < first + n; i++) {
        const Element *element = flow_element(flow, i);
        guint8 level = 0;

        if (has_text(element)) {
            while (open->len > 0 && g_array_index(open, guint, open->len - 1) >= element->level)
                g_array_set_size(open, open->len - 1);
            g_array_append_val(open, element->level);
            level = (guint8)MIN(open->len + above, 6);
        }
        g_array_append_val(levels, level);
    }
    return levels;
}
