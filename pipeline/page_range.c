/* pipeline/page_range.c - pages by their numbers: 1-3,7,12- */
#include "pipeline/page_range.h"

guint
page_range_number(const char **text)
{
    guint64 number = 0;

    while (g_ascii_isdigit(**text)) {
        number = number * 10 + (guint64)g_ascii_digit_value(**text);
        if (number >= G_MAXUINT)
            return 0;
        (*text)++;
    }
    return (guint)number;
}

bool
page_range_read(const char *text, PageRange *range)
{
    const bool from_start = *text == '-';

    range->first = from_start ? 1 : page_range_number(&text);
    range->last = range->first;
    if (*text == '-') {
        text++;
        range->last = *text == '\0' && !from_start ? G_MAXUINT : page_range_number(&text);
    }
    return *text == '\0' && range->first > 0 && range->last >= range->first;
}

bool
page_range_holds(const GArray *ranges, guint number)
{
    for (guint i = 0; i < ranges->len; i++) {
        const PageRange *range = &g_array_index(ranges, PageRange, i);

        if (number >= range->first && number <= range->last)
            return TRUE;
    }
    return ranges->len == 0;
}

guint
page_range_count(const GArray *ranges, guint first, guint last)
{
    guint n = 0;

    for (guint number = first; number <= last; number++)
        n += page_range_holds(ranges, number);
    return n;
}

guint
page_range_missing(const GArray *ranges, guint n_pages)
{
    for (guint i = 0; i < ranges->len; i++) {
        const PageRange *range = &g_array_index(ranges, PageRange, i);

        if (range->first > n_pages)
            return range->first;
        if (range->last != G_MAXUINT && range->last > n_pages)
            return range->last;
    }
    return 0;
}
