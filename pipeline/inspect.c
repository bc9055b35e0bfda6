/* pipeline/inspect.c - `sheaf inspect`: what was found in documents, as pages to look at */
#include "pipeline/inspect.h"

#include "emit/viewer.h"
#include "pipeline/batch.h"
#include "pipeline/output.h"
#include "pipeline/portrait.h"

static void
add_pictures(Batch *batch, Intake *intake, GArray *pictures)
{
    const Document *document = intake->document;

    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document_nth(document, i);
        g_autoptr(GError) error = NULL;
        ViewerPicture picture = { .page = page->number };

        if (i > 0 && page->number == document_nth(document, i - 1)->number)
            continue; /* the other half of a spread */
        picture.bytes = portrait_take(intake->pdf, page, &picture.type, &error);
        if (picture.bytes != NULL)
            g_array_append_val(pictures, picture);
        else
            report_warn(&batch->report, batch->entry, page->number, error->message);
    }
}

static bool
write_viewer(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    const MarkdownOptions markdown = { .tables = batch->options->tables };
    g_autoptr(GArray) pictures = g_array_new(FALSE, TRUE, sizeof(ViewerPicture));

    g_array_set_clear_func(pictures, (GDestroyNotify)viewer_picture_clear);
    add_pictures(batch, intake, pictures);
    g_autofree char *html = viewer_document(intake->document, pictures, &markdown);
    g_autofree char *path = batch_path(batch, input, ".html");
    return output_text(path, html, error);
}

int
inspect_run(const Options *options)
{
    const BatchWriter writer = { .write = write_viewer };

    return batch_run(options, &writer);
}
