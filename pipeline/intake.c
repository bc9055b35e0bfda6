/* pipeline/intake.c - a PDF file through all the stages, page after page */
#include "pipeline/intake.h"

#include "detect/assembly.h"
#include "pipeline/dump.h"
#include "pipeline/handover.h"
#include "pipeline/shown.h"

G_DEFINE_QUARK(intake_error, intake_error)

/* Some seconds of work, or half a minute of scans. */
#define FEW_PAGES 16

/* The bytes of a page, 10 kB as a rule, stay in memory once they were read. */
#define PAGES_TO_REST 64

void
intake_clear(Intake *intake)
{
    g_clear_pointer(&intake->pdf, pdf_free);
    g_clear_pointer(&intake->document, document_free);
}

static bool
check_pages(const Options *options, guint n_pages, GError **error)
{
    guint missing = page_range_missing(options->pages, n_pages);

    for (guint i = 0; missing == 0 && i < options->areas->len; i++) {
        const FinderArea *area = &g_array_index(options->areas, FinderArea, i);

        /* A template is for files that need not have all of its pages. */
        missing = !area->own && area->page > n_pages ? area->page : 0;
    }
    if (missing == 0)
        return TRUE;
    g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_PAGES,
                "there is no page %u: the file has %u page%s", missing, n_pages,
                n_pages == 1 ? "" : "s");
    return FALSE;
}

/* An engine that cannot be had for want of a language fails the whole document, as every
 * further page that needs it would fail alike. */
static bool
is_fatal(const GError *error)
{
    return g_error_matches(error, OCR_ERROR, OCR_ERROR_LANGUAGE);
}

/* What Poppler stumbled over, as warnings. @number: of the page; 0 for the document. */
static void
report_messages(Pdf *pdf, guint number, const Report *report, ReportEntry *entry)
{
    g_autoptr(GPtrArray) messages = pdf_take_messages(pdf);

    for (guint i = 0; i < messages->len; i++)
        report_warn(report, entry, number, g_ptr_array_index(messages, i));
}

/* How far the work on a document is that may be shared out: pages taken, those still wanted, and
 * the last of them. */
typedef struct {
    guint taken, rest, last;
} Way;

static bool
hand_over(GError **error)
{
    g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_SHARED, "to be shared out");
    return FALSE;
}

/* Takes one page through the stages, or the other @half of a spread, 2: @other as after load, or
 * NULL to read it from its dump. Returns NULL without an error when the page is lost and that was
 * reported. @way: (nullable): the page may be left to others */
static Page *
take_page(const Options *options, const Input *input, StageRun *run, guint number, guint half,
          Page *other, const Way *way, const Report *report, ReportEntry *entry, Board *board,
          GError **error)
{
    const StageId first = other != NULL ? STAGE_DETECT : options->start;
    const StageCost load = run->costs[STAGE_LOAD];
    g_autoptr(Page) page = other;
    g_autoptr(GError) cause = NULL;

    if (page == NULL && options->start > STAGE_LOAD)
        page = dump_read(options->dump_dir, input->stem, options->start - 1, number, half, &cause);
    for (StageId stage = first; cause == NULL && stage <= options->stop; stage++) {
        board_page(board, number, stage);
        if (!stage_step(run, stage, number, &page, &cause) && is_fatal(cause)) {
            g_propagate_error(error, g_steal_pointer(&cause));
            return NULL;
        }
        if (stage == STAGE_LOAD && page != NULL && way != NULL && board_wants_share(board) &&
            handover_is_due(run, page, way->taken, way->rest, way->last)) {
            run->costs[STAGE_LOAD] = load; /* whoever takes it loads it again */
            hand_over(error);
            return NULL;
        }
        if (page != NULL && options->dump_dir != NULL &&
            !dump_write(options->dump_dir, input->stem, run, stage, page, error))
            return NULL;
        if (cause != NULL && page != NULL) {
            /* The picture of the page could not be read: the rest of it may still be of use. */
            report_lost(report, entry, number, cause->message);
            entry->failed++;
            g_clear_error(&cause);
        }
    }
    stage_next_page(run);
    report_messages(run->pdf, number, report, entry);
    if (page == NULL) {
        report_lost(report, entry, number, cause->message);
        entry->failed++;
        return NULL;
    }
    for (guint i = 0; i < page->issues->len; i++)
        report_warn(report, entry, number, g_ptr_array_index(page->issues, i));
    report_choices(entry, page);
    return g_steal_pointer(&page);
}

/* The user knows better than the detector how many rows of a table are its header. */
static void
set_header_rows(Flow *flow, guint header_rows)
{
    for (guint i = 0; i < flow->elements->len; i++) {
        Table *table = flow_change(flow, i)->table;

        if (table != NULL)
            table->header_rows = MIN(header_rows, table->rows);
    }
}

bool
intake_open(Intake *intake, const Options *options, const Input *input, int file, Board *board,
            GError **error)
{
    board_begin(board);
    *intake = (Intake){ .pdf = pdf_open_from(file, input->path, options->password, error) };
    if (intake->pdf == NULL || !check_pages(options, pdf_n_pages(intake->pdf), error))
        return FALSE;
    intake->document = pdf_document(intake->pdf);
    board_opened(board, pdf_n_pages(intake->pdf));
    return TRUE;
}

/* Is the rest of the work, pages @number to @last, to be left? A user who wants to stop waits
 * for what is nearly done, so that the work on it is not lost. */
static bool
breaks_off(Board *board, guint number, guint last)
{
    return board_wants_stop(board) && last - number >= FEW_PAGES;
}

static bool
take_pages(Intake *intake, const Options *options, const Input *input, guint first, guint last,
           StageRun *run, const Report *report, ReportEntry *entry, Board *board, GError **error)
{
    Way way = { .rest = page_range_count(options->pages, first, last), .last = last };

    while (way.last > first && !page_range_holds(options->pages, way.last))
        way.last--;
    for (guint number = first; number <= last; number++) {
        GError *cause = NULL;

        if (!page_range_holds(options->pages, number))
            continue;
        if (number % PAGES_TO_REST == 0)
            pdf_rest(intake->pdf);
        intake->next = number;
        if (intake->may_share && board_wants_share(board) &&
            handover_pays(run, way.taken, way.rest))
            return hand_over(error);
        if (breaks_off(board, number, last)) {
            g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_INTERRUPTED, "interrupted");
            return FALSE;
        }
        way.rest--;
        Page *page = take_page(options, input, run, number, 0, NULL,
                               intake->may_share ? &way : NULL, report, entry, board, &cause);
        if (g_error_matches(cause, INTAKE_ERROR, INTAKE_ERROR_SHARED)) {
            g_propagate_error(error, cause);
            return FALSE;
        }
        way.taken++;
        entry->pages++;
        if (page != NULL)
            document_add_page(intake->document, page);
        Page *other = cause == NULL ? stage_other_half(run) : NULL;
        if (other != NULL || (page != NULL && page->half == 1)) {
            page = take_page(options, input, run, number, 2, other, NULL, report, entry, board,
                             &cause);
            if (page != NULL)
                document_add_page(intake->document, page);
        }
        if (cause != NULL) {
            g_propagate_error(error, cause);
            return FALSE;
        }
    }
    return TRUE;
}

bool
intake_take(Intake *intake, const Options *options, const Input *input, guint first, guint last,
            Engine **engine, const Report *report, ReportEntry *entry, Board *board, GError **error)
{
    StageRun run;

    stage_run_init(&run, &options->stage, intake->pdf, engine);
    report_messages(intake->pdf, 0, report, entry);
    const bool done = take_pages(intake, options, input, first, MIN(last, pdf_n_pages(intake->pdf)),
                                 &run, report, entry, board, error);
    for (guint i = 0; run.advice != NULL && i < run.advice->len; i++)
        report_advise(report, entry, g_ptr_array_index(run.advice, i));
    stage_run_clear(&run);
    stage_cost_add(&entry->rendering, run.rendering);
    entry->read += run.read;
    for (StageId stage = 0; stage < STAGE_COUNT; stage++)
        stage_cost_add(&entry->costs[stage], run.costs[stage]);
    return done;
}

bool
intake_assemble(Intake *intake, const Options *options, Board *board, GError **error)
{
    const AssemblyOptions assembly = { .join_tables = options->join,
                                       .keep_lines = options->command == COMMAND_TABLES,
                                       .drop_contents = options->command == COMMAND_BOOK &&
                                                        !options->keep_furniture,
                                       .mark_doubt = options->mark_doubt,
                                       .quotations = options->command == COMMAND_BOOK };

    board_step(board, BOARD_PASSES);
    if (intake->document->pages->len == 0) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_EMPTY, "no page could be read");
        return FALSE;
    }
    if (options->stop < STAGE_LAYOUT)
        return TRUE;
    GArray *numbers = spread_number(intake->document);
    intake->document->flow = assembly_flow(intake->document, &assembly);
    shown_flow(intake->document);
    spread_renumber(intake->document, numbers);
    if (options->header_rows >= 0)
        set_header_rows(intake->document->flow, (guint)options->header_rows);
    return TRUE;
}
