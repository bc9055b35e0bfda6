/* pipeline/book.c - `sheaf book`: a document as a folder of Markdown chapters */
#include "pipeline/book.h"

#include "emit/cover.h"
#include "emit/site.h"
#include "emit/summary.h"
#include "pipeline/batch.h"
#include "pipeline/book_verify.h"
#include "pipeline/finding.h"
#include "pipeline/output.h"
#include "pipeline/proof.h"
#include "pipeline/tally.h"

#include <string.h>

#define IMAGES "images"

static bool
write_file(const char *folder, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    return output_text(path, text, error);
}

/* A book on its way to its files. */
typedef struct {
    const Document *document;
    ChapterOptions options;
    SiteKind site;
    const char *folder;   /* of the book */
    const char *chapters; /* of its chapters */
    GPtrArray *plan;
    GPtrArray *files; /* Reread: what was written */
} Book;

static bool
write_page(const Book *book, const char *name, const char *title, guint position, const char *text,
           GError **error)
{
    g_autofree char *front = site_front_matter(book->site, title, position);
    g_autofree char *whole = g_strconcat(front, text, NULL);

    g_ptr_array_add(book->files, reread_new(name, whole));
    return write_file(book->chapters, name, whole, error);
}

static bool
write_chapters(const Book *book, GError **error)
{
    g_autoptr(Anchors) anchors = chapter_anchors(book->document, book->plan);
    guint notes = 0, position = 0;

    for (guint i = 0; i < book->plan->len; i++) {
        const Chapter *chapter = g_ptr_array_index(book->plan, i);

        if (chapter->file == NULL)
            continue;
        g_autofree char *text =
            chapter_markdown(book->document, book->plan, i, anchors, &book->options, &notes);
        if (!write_page(book, chapter->file, chapter->title, ++position, text, error))
            return FALSE;
    }
    return TRUE;
}

/* The contents, and what the site generator wants. */
static bool
write_frame(const Book *book, GError **error)
{
    g_auto(Imprint) imprint;
    g_autofree char *title = cover_title(book->document);

    imprint_init(&imprint, book->document);
    g_autofree char *readme = summary_readme(book->document, book->plan, &imprint);
    g_autofree char *summary = summary_mdbook(book->document, book->plan);
    g_autoptr(GPtrArray) files = site_files(book->site, title, &imprint);

    if (!write_page(book, site_readme(book->site), title, 0, readme, error) ||
        (site_has_summary(book->site) && !write_file(book->chapters, "SUMMARY.md", summary, error)))
        return FALSE;
    for (guint i = 0; i < files->len; i++) {
        const SiteFile *file = g_ptr_array_index(files, i);

        if (!write_file(book->folder, file->name, file->text, error))
            return FALSE;
    }
    return TRUE;
}

/* Says what of the pages reached no file, and what of the files leads nowhere. */
static void
check_book(Batch *batch, const Book *book)
{
    g_autoptr(Tally) tally = tally_new(book->document, book->plan, book->files);
    g_autoptr(GPtrArray) found = proof_find(book->files, book->chapters);

    finding_words(tally, batch->entry);
    for (guint i = 0; i < found->len; i++)
        report_warn(&batch->report, batch->entry, 0, g_ptr_array_index(found, i));
    for (guint i = 0; i < tally->entries->len; i++) {
        const TallyEntry *entry = &g_array_index(tally->entries, TallyEntry, i);
        g_autofree char *text = tally_describe(entry);

        report_warn(&batch->report, batch->entry, entry->page, text);
    }
}

/* Names for the pictures of a book. */
typedef struct {
    const Book *book;
    GPtrArray *plan;      /* NULL before the first name */
    guint chapter, at, n; /* where to look, where the last picture was, and which of it */
} Names;

/* "figure-03-2": the second of chapter 3, as in the name of its file. */
static char *
name_picture(guint element, gpointer data)
{
    Names *names = data;
    const Chapter *chapter = NULL;

    if (names->plan == NULL)
        names->plan = chapter_plan(names->book->document, &names->book->options);
    for (; names->chapter < names->plan->len; names->chapter++) {
        chapter = g_ptr_array_index(names->plan, names->chapter);
        /* Sections of a chapter have its number. */
        if (names->chapter != names->at && chapter->depth == 0)
            names->n = 0;
        names->at = names->chapter;
        if (chapter->file != NULL && element < chapter->first + chapter->n)
            break;
    }
    const char *file = names->chapter < names->plan->len ? chapter->file : "00";
    return g_strdup_printf("figure-%.*s-%u", (int)strspn(file, "0123456789"), file, ++names->n);
}

static bool
cut_pictures(Batch *batch, Intake *intake, const Book *book, GError **error)
{
    Names names = { .book = book };
    const PictureFileOptions options = { .dpi = batch->options->book.figure_dpi,
                                         .name = name_picture,
                                         .data = &names };
    const bool done = batch_cut_pictures(batch, intake, book->chapters, IMAGES, &options, error);

    g_clear_pointer(&names.plan, g_ptr_array_unref);
    return done;
}

static bool
write_book(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    const Options *options = batch->options;
    g_autofree char *folder =
        batch->several ? batch_path(batch, input, "") : g_strdup(options->output);
    g_autofree char *chapters = g_build_filename(folder, site_folder(options->book.site), NULL);
    Book book = { .document = intake->document,
                  .options = { .markdown = { .tables = options->tables,
                                             .images = options->images,
                                             .furniture = options->keep_furniture },
                               .split = options->book.split,
                               .notes_through = options->book.notes_through },
                  .site = options->book.site,
                  .folder = folder,
                  .chapters = chapters };

    if (options->images && !cut_pictures(batch, intake, &book, error))
        return FALSE;
    g_autoptr(GPtrArray) plan = chapter_plan(intake->document, &book.options);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)reread_free);
    book.plan = plan;
    book.files = files;
    if (!write_chapters(&book, error) || !write_frame(&book, error))
        return FALSE;
    check_book(batch, &book);
    return TRUE;
}

int
book_run(const Options *options)
{
    const BatchWriter writer = { .write = write_book };

    if (options->book.verify != NULL)
        return book_verify_run(options);
    return batch_run(options, &writer);
}
