/* tests/fuzz-page-json.c - whatever is read as a page can be written, and comes back the same */
#include "pipeline/model/page_json.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, size_t size);

int
LLVMFuzzerTestOneInput(const guint8 *data, size_t size)
{
    StageId after, again_after;
    g_autoptr(Page) page = page_json_read((const char *)data, size, &after, NULL);

    if (page == NULL)
        return 0;
    g_autofree char *once = page_json_write(page, after, NULL);
    g_assert_nonnull(once);
    g_autoptr(Page) again = page_json_read(once, strlen(once), &again_after, NULL);
    g_assert_nonnull(again);
    g_autofree char *twice = page_json_write(again, again_after, NULL);
    g_assert_cmpstr(once, ==, twice);
    return 0;
}
