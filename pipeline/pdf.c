/* pipeline/pdf.c - opening a PDF, and what it says of itself */
#include "pipeline/limit.h"
#include "pipeline/pdf_hidden.h"
#include "pipeline/pdf_ink.h"
#include "pipeline/pdf_tags.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(pdf_error, pdf_error)

#define HEADER_WINDOW 1024 /* bytes: readers look this far for %PDF, and so does Poppler */

#define MAX_SAID 20 /* messages of Poppler about one document; a damaged file has thousands */
#define MAX_SAID_BYTES 200

#define POPPLER_LOG_DOMAIN "Poppler"

/* Poppler speaks of memory, and returns a page with less on it. A profile of colours that is cut
 * off was read "from memory". */
static bool
speaks_of_memory(const char *message)
{
    return (strstr(message, "emory") != NULL && strstr(message, "Read from memory") == NULL) ||
           strstr(message, "alloc") != NULL;
}

/* What Poppler says of a copy of the file in which something is disguised, and not of the file. */
static bool
is_of_disguise(const char *message)
{
    static const char filter[] = {
        'f', 'i', 'l', 't', 'e', 'r', ' ', '\'', PDF_PLAIN_FILTER, '\0'
    };

    return strstr(message, "'" PDF_BARE_IMAGE "'") != NULL || strstr(message, filter) != NULL ||
           strstr(message, "read ICCBased color space profile") != NULL ||
           strstr(message, "Read from memory error. Got 0 bytes") != NULL;
}

/* Poppler tells the log what it stumbles over: thousands of lines for a damaged file, few of them
 * new. Of "Syntax error at position 7: Couldn't read xref table" what comes after the position is
 * kept. The last before it gives up says best what is wrong. */
static void
keep_message(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
    Pdf *pdf = data;
    const char *colon = strstr(message, ": ");
    g_autofree char *text = g_strndup(colon != NULL ? colon + 2 : message, MAX_SAID_BYTES);

    (void)domain;
    (void)level;
    g_strdelimit(g_strchomp(text), "\r\n", ' ');
    if (strstr(text, "'" PDF_LARGE_IMAGE "'") != NULL) {
        pdf->skips_image = TRUE;
        return;
    }
    if (is_of_disguise(text))
        return;
    pdf->n_messages++;
    pdf->short_of_memory = pdf->short_of_memory || speaks_of_memory(text);
    g_string_assign(pdf->message, text);
    if (g_hash_table_size(pdf->said) < MAX_SAID && !g_hash_table_contains(pdf->said, text)) {
        g_ptr_array_add(pdf->unsaid, g_strconcat(PDF_SAID, text, NULL));
        g_hash_table_add(pdf->said, g_steal_pointer(&text));
    }
}

GPtrArray *
pdf_take_messages(Pdf *pdf)
{
    GPtrArray *messages = pdf->unsaid;

    pdf->unsaid = g_ptr_array_new_with_free_func(g_free);
    return messages;
}

int
pdf_open_file(const char *path, GError **error)
{
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    struct stat info;

    if (file < 0 || fstat(file, &info) != 0) {
        const int cause = errno;

        if (file >= 0)
            close(file);
        /* What a socket says, which cannot be opened. */
        if (cause == ENXIO)
            g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "is not a regular file");
        else
            g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "cannot open: %s", g_strerror(cause));
        return -1;
    }
    if (S_ISREG(info.st_mode))
        return file;
    close(file);
    g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN,
                S_ISDIR(info.st_mode) ? "is a folder, not a PDF" : "is not a regular file");
    return -1;
}

static GBytes *
read_file(int file, GError **error)
{
    g_autoptr(GError) local = NULL;
    g_autoptr(GMappedFile) map = g_mapped_file_new_from_fd(file, FALSE, &local);

    if (map != NULL)
        return g_mapped_file_get_bytes(map);
    g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "cannot be read: %s", local->message);
    return NULL;
}

static bool
check_header(GBytes *bytes, GError **error)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);

    if (size == 0) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "is empty (0 bytes): get it again");
        return false;
    }
    if (memmem(data, MIN(size, HEADER_WINDOW), "%PDF", 4) == NULL) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "is not a PDF (it has no %%PDF header)");
        return false;
    }
    return true;
}

static void
set_open_error(GError **error, const GError *cause, bool had_password, const char *detail)
{
    if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        g_set_error(error, PDF_ERROR, PDF_ERROR_ENCRYPTED,
                    had_password ? "is encrypted, and this is not its password"
                                 : "is encrypted: give its password with --password or "
                                   "--password-file");
    else
        g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN,
                    "is damaged or cut off%s%s%s: get it again, or try to repair it with qpdf",
                    *detail != '\0' ? " (" : "", detail, *detail != '\0' ? ")" : "");
}

/* Poppler builds its tables of encodings and names for the first document, and drops them with
 * the last. Building them takes as long as reading a page, so a document without pages is kept
 * open as long as the process lives. */
static void
keep_tables(void)
{
    static const char file[] = "%PDF-1.1\n"
                               "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                               "2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
                               "xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n"
                               "0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\n"
                               "startxref\n96\n%%EOF\n";
    static PopplerDocument *kept;

    if (kept == NULL) {
        g_autoptr(GBytes) bytes = g_bytes_new_static(file, sizeof file - 1);
        kept = poppler_document_new_from_bytes(bytes, NULL, NULL);
    }
}

/* Opens the file without what is dear to load; as a whole where there is no room for a copy. */
static bool
open_plain(Pdf *pdf, GError **error)
{
    pdf->poppler = pdf_copy_get(pdf, PDF_COPY_PLAIN, error);
    if (pdf->poppler == NULL && pdf->copies[PDF_COPY_PLAIN].bytes == NULL)
        pdf->poppler = pdf_copy_get(pdf, PDF_COPY_SHOWN, error);
    return pdf->poppler != NULL;
}

Pdf *
pdf_open_from(int file, const char *path, const char *password, GError **error)
{
    g_autoptr(GBytes) bytes = read_file(file, error);

    if (bytes == NULL || !check_header(bytes, error)) {
        close(file);
        return NULL;
    }

    g_autoptr(Pdf) pdf = g_new0(Pdf, 1);
    g_autoptr(GError) cause = NULL;
    pdf->file = file;
    pdf->path = g_strdup(path);
    pdf->message = g_string_new(NULL);
    pdf->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    pdf->unsaid = g_ptr_array_new_with_free_func(g_free);
    pdf->handler = g_log_set_handler(POPPLER_LOG_DOMAIN, G_LOG_LEVEL_MASK, keep_message, pdf);
    pdf->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    pdf->password = g_strdup(password);
    pdf->bytes = g_steal_pointer(&bytes);
    pdf->images.file = pdf->bytes;
    keep_tables();
    if (!open_plain(pdf, &cause)) {
        set_open_error(error, cause, password != NULL, pdf->message->str);
        return NULL;
    }

    const int n_pages = poppler_document_get_n_pages(pdf->poppler);
    if (n_pages <= 0) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_EMPTY, "has no pages");
        return NULL;
    }
    if (limit_is_passed(LIMIT_PAGES, n_pages)) {
        g_autofree char *text = limit_text(LIMIT_PAGES, n_pages);

        g_set_error(error, PDF_ERROR, PDF_ERROR_OPEN, "is damaged, or has %s", text);
        return NULL;
    }
    pdf->n_pages = (guint)n_pages;
    pdf->tops = g_new0(PageTop, pdf->n_pages);
    return g_steal_pointer(&pdf);
}

Pdf *
pdf_open(const char *path, const char *password, GError **error)
{
    const int file = pdf_open_file(path, error);

    return file >= 0 ? pdf_open_from(file, path, password, error) : NULL;
}

void
pdf_leave(Pdf *pdf)
{
    g_clear_pointer(&pdf->tags, pdf_tags_free);
    g_clear_pointer(&pdf->ink, pdf_ink_free);
    g_clear_object(&pdf->current);
    g_clear_object(&pdf->shown_page);
    pdf->poppler = NULL;
    for (guint i = 0; i < PDF_COPY_KINDS; i++)
        pdf_copy_clear(&pdf->copies[i]);
}

void
pdf_free(Pdf *pdf)
{
    if (pdf == NULL)
        return;
    pdf_leave(pdf);
    g_clear_pointer(&pdf->grains, g_array_unref);
    g_log_remove_handler(POPPLER_LOG_DOMAIN, pdf->handler);
    g_string_free(pdf->message, TRUE);
    g_hash_table_unref(pdf->said);
    g_ptr_array_unref(pdf->unsaid);
    g_hash_table_unref(pdf->names);
    g_free(pdf->tops);
    g_clear_pointer(&pdf->bytes, g_bytes_unref);
    g_free(pdf->password);
    close(pdf->file);
    g_free(pdf->path);
    g_free(pdf);
}

guint
pdf_n_pages(const Pdf *pdf)
{
    return pdf->n_pages;
}

void
pdf_rest(Pdf *pdf)
{
    for (guint i = 0; i < PDF_COPY_KINDS; i++)
        pdf_copy_rest(&pdf->copies[i]);
}

PopplerPage *
pdf_internal_page(Pdf *pdf, guint number, GError **error)
{
    double width, height;

    if (pdf->current != NULL && pdf->current_number == number)
        return pdf->current;
    if (number < 1 || number > pdf->n_pages) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "there is no page %u: the file has %u",
                    number, pdf->n_pages);
        return NULL;
    }

    if (pdf->poppler == NULL && !open_plain(pdf, error))
        return NULL;
    g_autoptr(PopplerPage) poppler = poppler_document_get_page(pdf->poppler, (int)number - 1);
    if (poppler == NULL) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "this page is damaged");
        return NULL;
    }
    poppler_page_get_size(poppler, &width, &height);
    if (!(width > 0 && height > 0 && isfinite(width + height))) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE,
                    "this page has no usable size: %g x %g points", width, height);
        return NULL;
    }
    if (limit_is_passed(LIMIT_PAGE_SIDE, MAX(width, height))) {
        g_autofree char *text = limit_text(LIMIT_PAGE_SIDE, MAX(width, height));

        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "this page has %s", text);
        return NULL;
    }

    g_clear_object(&pdf->current);
    pdf->current = g_steal_pointer(&poppler);
    pdf->current_number = number;
    return pdf->current;
}

PopplerPage *
pdf_internal_shown_page(Pdf *pdf, guint number, GError **error)
{
    PopplerPage *plain = pdf_internal_page(pdf, number, error); /* and all is well with its size */

    if (plain == NULL)
        return NULL;
    if (pdf->shown_page != NULL && pdf->shown_number == number)
        return pdf->shown_page;

    PopplerPage *page = pdf_internal_copied_page(pdf, PDF_COPY_SHOWN, number);
    if (page == NULL) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "this page is damaged");
        return NULL;
    }
    g_clear_object(&pdf->shown_page);
    pdf->shown_page = page;
    pdf->shown_number = number;
    return page;
}

PopplerPage *
pdf_internal_copied_page(Pdf *pdf, PdfCopyKind kind, guint number)
{
    PopplerDocument *poppler = pdf_copy_get(pdf, kind, NULL);

    return poppler != NULL ? poppler_document_get_page(poppler, (int)number - 1) : NULL;
}

/* Takes @text; NULL when nothing is left of it. White space of any kind is one space. */
static char *
tidy(char *text)
{
    g_autofree char *owned = text;

    if (owned == NULL)
        return NULL;

    g_autofree char *valid = g_utf8_make_valid(owned, -1);
    g_autofree char *normal = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
    g_autoptr(GString) out = g_string_new(NULL);
    bool space = false;

    for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            space = out->len > 0;
            continue;
        }
        if (space)
            g_string_append_c(out, ' ');
        space = false;
        g_string_append_unichar(out, c);
    }
    return out->len > 0 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static char *
creation_date(PopplerDocument *poppler)
{
    g_autoptr(GDateTime) time = poppler_document_get_creation_date_time(poppler);
    g_autoptr(GDateTime) utc = time != NULL ? g_date_time_to_utc(time) : NULL;

    if (utc == NULL)
        return NULL;
    return g_strdup_printf("%04d-%02d-%02d", g_date_time_get_year(utc), g_date_time_get_month(utc),
                           g_date_time_get_day_of_month(utc));
}

/* @left: entries that may still be looked at, those without a title counted. */
static void
add_outline(Pdf *pdf, PopplerIndexIter *iter, guint level, GArray *outline, guint64 *left)
{
    if (limit_is_passed(LIMIT_NESTING, level))
        return;
    do {
        if (*left == 0)
            return;
        --*left;
        g_autoptr(PopplerAction) action = poppler_index_iter_get_action(iter);
        char *title = action != NULL ? tidy(g_strdup(action->any.title)) : NULL;

        if (title != NULL) {
            const Place place = action->type == POPPLER_ACTION_GOTO_DEST
                                    ? pdf_link_place(pdf, action->goto_dest.dest)
                                    : (Place){ 0, 0 };
            const OutlineEntry entry = { title, level, place.page, place.y };
            g_array_append_val(outline, entry);
        }

        g_autoptr(PopplerIndexIter) child = poppler_index_iter_get_child(iter);
        if (child != NULL)
            add_outline(pdf, child, level + 1, outline, left);
    } while (poppler_index_iter_next(iter));
}

Document *
pdf_document(Pdf *pdf)
{
    Document *document = document_new(pdf->path);
    PopplerDocument *poppler = pdf->poppler;

    document->title = tidy(poppler_document_get_title(poppler));
    document->author = tidy(poppler_document_get_author(poppler));
    document->subject = tidy(poppler_document_get_subject(poppler));
    document->keywords = tidy(poppler_document_get_keywords(poppler));
    document->producer = tidy(poppler_document_get_producer(poppler));
    document->date = creation_date(poppler);
    document->n_pages = pdf->n_pages;

    g_autoptr(PopplerStructureElementIter) structure = poppler_structure_element_iter_new(poppler);
    document->tagged = structure != NULL;

    g_autoptr(PopplerIndexIter) index = poppler_index_iter_new(poppler);
    guint64 left = limit_get(LIMIT_OUTLINE_ENTRIES);
    if (index != NULL)
        add_outline(pdf, index, 1, document->outline, &left);
    if (left == 0)
        g_ptr_array_add(pdf->unsaid,
                        g_strdup_printf("the outline is cut off: it has more entries than --limit "
                                        "outline-entries, which is %" G_GUINT64_FORMAT,
                                        limit_get(LIMIT_OUTLINE_ENTRIES)));
    return document;
}

/* Goes through the page once, for its text, its images and what else it paints. */
static const PdfInk *
ink_of(Pdf *pdf, PopplerPage *poppler, guint number)
{
    if (pdf->ink == NULL || pdf->ink_number != number) {
        double width, height;

        const guint before = pdf->n_messages;
        poppler_page_get_size(poppler, &width, &height);
        g_clear_pointer(&pdf->ink, pdf_ink_free);
        pdf->ink = pdf_ink_new(poppler, pdf_drawn_dpi(width, height));
        pdf->ink_troubled = pdf->n_messages > before;
        pdf->ink_number = number;
    }
    return pdf->ink;
}

static void
load_images(const PdfInk *ink, Page *page)
{
    const GArray *seen = pdf_ink_images(ink);

    for (guint i = 0; i < seen->len; i++) {
        const Image image = { .bbox = g_array_index(seen, PdfInkImage, i).bbox };

        g_array_append_val(page->images, image);
    }
}

Raster *
pdf_drawn(Pdf *pdf, guint number, GError **error)
{
    PopplerPage *poppler = pdf_internal_page(pdf, number, error);

    if (poppler == NULL)
        return NULL;
    ink_of(pdf, poppler, number);
    g_autoptr(PdfInk) ink = g_steal_pointer(&pdf->ink);
    return pdf_ink_take_raster(ink, error);
}

/* Poppler makes labels up, from the page numbers, for files that have none. */
static char *
label_of(PopplerPage *poppler, guint number)
{
    g_autofree char *label = tidy(poppler_page_get_label(poppler));
    g_autofree char *made_up = g_strdup_printf("%u", number);

    return g_strcmp0(label, made_up) != 0 ? g_steal_pointer(&label) : NULL;
}

Page *
pdf_load_page(Pdf *pdf, guint number, GError **error)
{
    PopplerPage *poppler = pdf_internal_page(pdf, number, error);
    double width, height;

    if (poppler == NULL)
        return NULL;
    poppler_page_get_size(poppler, &width, &height);

    g_autoptr(Page) page = page_new(number, width, height);
    pdf->skips_image = pdf->short_of_memory = FALSE;
    page->label = label_of(poppler, number);
    pdf_link_load(pdf, poppler, page);

    const PdfInk *ink = ink_of(pdf, poppler, number);
    load_images(ink, page);
    if (!pdf_text_load(poppler, page, error))
        return NULL;
    pdf_hidden_drop(pdf, ink, page);
    pdf_tags_load(pdf, page);
    if (pdf->skips_image)
        page_add_issue(page,
                       "an image is left out: it has more pixels than --limit image-pixels, "
                       "which is %" G_GUINT64_FORMAT,
                       limit_get(LIMIT_IMAGE_PIXELS));
    if (pdf->short_of_memory) {
        g_set_error(error, PDF_ERROR, PDF_ERROR_PAGE, "out of memory (see --memory): %s",
                    pdf->message->str);
        return NULL;
    }
    return g_steal_pointer(&page);
}
