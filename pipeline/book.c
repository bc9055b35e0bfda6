/* pipeline/book.c - `sheaf book`: a document as a folder of Markdown chapters */
#include "pipeline/book.h"

#include "emit/chapter.h"
#include "emit/summary.h"
#include "pipeline/batch.h"
#include "pipeline/output.h"

#define IMAGES "images"

static bool
write_file(const char *folder, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return output_text(path, text, error);
}

static bool
write_chapters(const Document *document, const GPtrArray *plan, const ChapterOptions *options,
               const char *folder, GError **error)
{
    g_autoptr(Anchors) anchors = chapter_anchors(document, plan);
    guint notes = 0;

    for (guint i = 0; i < plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(plan, i);

        if (chapter->file == NULL)
            continue;
        g_autofree char *text = chapter_markdown(document, plan, i, anchors, options, &notes);
        if (!write_file(folder, chapter->file, text, error))
            return FALSE;
    }
    return TRUE;
}

static bool
write_book(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    const Options *options = batch->options;
    const ChapterOptions chapters = { .markdown = { .tables = options->tables,
                                                    .images = options->images,
                                                    .furniture = options->keep_furniture } };
    g_autofree char *folder =
        batch->several ? batch_path(batch, input, "") : g_strdup(options->output);

    if (options->images && !batch_cut_pictures(batch, intake, folder, IMAGES, error))
        return FALSE;
    g_autoptr(GPtrArray) plan = chapter_plan(intake->document, &chapters);
    g_autofree char *readme = summary_readme(intake->document, plan);
    g_autofree char *summary = summary_mdbook(intake->document, plan);
    return write_chapters(intake->document, plan, &chapters, folder, error) &&
           write_file(folder, "README.md", readme, error) &&
           write_file(folder, "SUMMARY.md", summary, error);
}

int
book_run(const Options *options)
{
    const BatchWriter writer = { .write = write_book };

    return batch_run(options, &writer);
}
