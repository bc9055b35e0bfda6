/* pipeline/convert.c - `sheaf convert`: documents as Markdown, JSON, HTML, plain text */
#include "pipeline/convert.h"

#include "emit/chapter.h"
#include "emit/html.h"
#include "emit/json.h"
#include "emit/markdown.h"
#include "emit/text.h"
#include "pipeline/batch.h"
#include "pipeline/finding.h"
#include "pipeline/output.h"
#include "pipeline/picture_file.h"
#include "pipeline/reread.h"
#include "pipeline/tally.h"

#include <string.h>

static MarkdownOptions
markdown_options(const Options *options)
{
    return (MarkdownOptions){ .tables = options->tables,
                              .images = options->images,
                              .furniture = options->keep_furniture,
                              .page_marks = options->page_marks };
}

static char *
document_text(const Options *options, const Document *document, Format format)
{
    const MarkdownOptions markdown = markdown_options(options);
    const HtmlOptions html = { .images = options->images,
                               .furniture = options->keep_furniture,
                               .page_marks = options->page_marks };
    const TextOptions text = { .furniture = options->keep_furniture,
                               .form_feeds = options->page_marks };

    switch (format) {
    case FORMAT_JSON:
        return json_document(document);
    case FORMAT_HTML:
        return html_document(document, &html);
    case FORMAT_TEXT:
        return text_document(document, &text);
    default:
        return markdown_document(document, &markdown, NULL);
    }
}

/* Pictures go beside the text, into a folder named after it: "paper-images". */
static bool
cut_pictures(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    g_autofree char *path = batch_path(batch, input, "");
    g_autofree char *base = g_path_get_dirname(path);
    g_autofree char *name = g_path_get_basename(path);
    const char *ending = option_format_ending(batch->options->formats);

    if (batch->to_file)
        name[strlen(name) - strlen(ending)] = '\0';
    g_autofree char *folder = g_strconcat(name, "-images", NULL);
    return batch_cut_pictures(batch, intake, base, folder, NULL, error);
}

/* Where the words went, as in a book of one chapter. */
static void
count_words(Batch *batch, const Document *document, const char *text)
{
    const ChapterOptions chapters = { .split = CHAPTER_SPLIT_NONE };
    g_autoptr(GPtrArray) plan = chapter_plan(document, &chapters);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);

    g_ptr_array_add(files, reread_new("text.md", text));
    g_autoptr(Tally) tally = tally_new(document, plan, files);
    finding_words(tally, batch->entry);
}

static void
add_piece(gpointer data, const char *text, gsize n)
{
    output_stream_add(data, text, n);
}

static bool
write_in_pieces(const Options *options, const Document *document, const char *path, GError **error)
{
    const MarkdownOptions markdown = markdown_options(options);
    OutputStream *stream = output_stream_open(path, error);

    if (stream == NULL)
        return FALSE;
    markdown_document_pieces(document, &markdown, add_piece, stream);
    return output_stream_close(stream, error);
}

static bool
write_document(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    const Options *options = batch->options;

    if (options->images && (options->formats & (FORMAT_MD | FORMAT_HTML)) != 0 &&
        !cut_pictures(batch, input, intake, error))
        return FALSE;
    for (guint i = 0; i < FORMAT_COUNT; i++) {
        const Format format = 1u << i;

        if (!(options->formats & format))
            continue;
        g_autofree char *path = batch_path(batch, input, option_format_ending(format));
        if (format == FORMAT_MD && path != NULL && !options->count_words) {
            if (!write_in_pieces(options, intake->document, path, error))
                return FALSE;
            continue;
        }
        g_autofree char *text = document_text(options, intake->document, format);
        if (!output_text(path, text, error))
            return FALSE;
        if (options->count_words && format == FORMAT_MD)
            count_words(batch, intake->document, text);
    }
    return TRUE;
}

int
convert_run(const Options *options)
{
    const BatchWriter writer = { .write = write_document };

    return batch_run(options, &writer);
}
