/* pipeline/dump.c - pages between the stages, on disk */
#include "pipeline/dump.h"

#include "pipeline/model/page_json.h"
#include "pipeline/output.h"
#include "pipeline/overlay.h"
#include "pipeline/picture_file.h"
#include "pipeline/shown.h"

#include <glib/gstdio.h>

/* Letters of 9 points are 12 dots high: enough to read what is drawn over. */
#define OVERLAY_DPI 100

static char *
dump_path(const char *folder, const char *stem, StageId stage, guint number, guint half,
          const char *ending)
{
    static const char *const halves[] = { "", "a", "b" };

    return g_strdup_printf("%s/%s/page-%04u%s-%d-%s%s", folder, stem, number, halves[half],
                           (int)stage + 1, stage_name(stage), ending);
}

static bool
write_steps(const char *folder, const char *stem, StageRun *run, StageId stage, const Page *page,
            GError **error)
{
    const int n = run->steps != NULL && stage == STAGE_DETECT ? pixaGetCount(run->steps) : 0;

    for (int i = 0; i < n; i++) {
        g_autofree char *ending = g_strdup_printf("-step-%02d.png", i + 1);
        g_autofree char *path = dump_path(folder, stem, stage, page->number, page->half, ending);
        g_autoptr(PIX) pix = pixaGetPix(run->steps, i, L_CLONE);

        if (!picture_file_write(path, pix, error))
            return FALSE;
    }
    return TRUE;
}

/* A page was cut in an earlier run and is not now, or the other way round. */
static void
drop_other_forms(const char *folder, const char *stem, StageId stage, const Page *page)
{
    for (guint half = 0; half <= 2; half++) {
        g_autofree char *path = dump_path(folder, stem, stage, page->number, half, ".json");

        if ((half == 0) != (page->half == 0))
            g_unlink(path);
    }
}

bool
dump_write(const char *folder, const char *stem, StageRun *run, StageId stage, const Page *page,
           GError **error)
{
    g_autofree char *json = page_json_write(page, stage, error);
    g_autofree char *json_path = dump_path(folder, stem, stage, page->number, page->half, ".json");
    g_autofree char *png_path = dump_path(folder, stem, stage, page->number, page->half, ".png");

    drop_other_forms(folder, stem, stage, page);
    if (json == NULL || !output_text(json_path, json, error))
        return FALSE;
    Raster *shown = pdf_render(run->pdf, page->number, OVERLAY_DPI, error);
    g_autoptr(Raster) upright = shown != NULL ? shown_raster(shown, page) : NULL;
    g_autoptr(PIX) drawn = upright != NULL ? overlay_draw(upright, page, error) : NULL;
    return drawn != NULL && picture_file_write(png_path, drawn, error) &&
           write_steps(folder, stem, run, stage, page, error);
}

Page *
dump_read(const char *folder, const char *stem, StageId stage, guint number, guint half,
          GError **error)
{
    g_autofree char *cut = dump_path(folder, stem, stage, number, MAX(1, half), ".json");
    g_autofree char *path = g_file_test(cut, G_FILE_TEST_EXISTS)
                                ? g_steal_pointer(&cut)
                                : dump_path(folder, stem, stage, number, half, ".json");
    g_autofree char *text = NULL;
    gsize length;
    StageId after;

    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    g_autoptr(Page) page = page_json_read(text, length, &after, error);
    if (page == NULL) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    if (after != stage || page->number != number) {
        g_set_error(error, PAGE_JSON_ERROR, PAGE_JSON_ERROR_FORM, "%s: holds page %u after %s",
                    path, page->number, stage_name(after));
        return NULL;
    }
    return g_steal_pointer(&page);
}
