/* pipeline/report.h - what became of each document, for people and for programs
 *
 * For people: one line on standard error for whatever failed, as in
 * "sheaf: report.pdf: page 3: message". For programs: --report, JSON Lines,
 * one object a document with its outcome, pages, seconds and CPU a stage.
 */
#pragma once

#include "pipeline/stage.h"

typedef struct {
    const char *path;    /* of the document, lent */
    guint pages, failed; /* pages tried, pages lost */
    guint read;          /* pages and pictures that OCR read */
    GPtrArray *errors;   /* char *: what was lost */
    GPtrArray *warnings; /* char *: what was guessed or skipped */
    StageCost costs[STAGE_COUNT];
    StageCost rendering;         /* pictures of pages; no part of the costs above */
    double seconds, cpu_seconds; /* all in all */
} ReportEntry;

typedef struct {
    bool quiet, verbose;
    bool on_terminal;   /* progress is shown */
    GString *lines;     /* of --report; NULL: not wanted */
    guint done, failed; /* documents written whole; documents of which something was lost */
    guint written;      /* documents of which something was written */
} Report;

void report_init(Report *report, bool quiet, bool verbose, bool wanted);
void report_clear(Report *report);

/* "sheaf: " and the message, on one line whatever the message holds. */
void report_say(const char *format, ...) G_GNUC_PRINTF(1, 2);

void report_entry_init(ReportEntry *entry, const char *path);
void report_entry_clear(ReportEntry *entry);

/* Something of the document is lost. @page: 0 for the whole document. Said at once. */
void report_lost(Report *report, ReportEntry *entry, guint page, const char *message);

/* Something was guessed or skipped. Said with --verbose only. */
void report_warn(Report *report, ReportEntry *entry, guint page, const char *message);

/* Where the work is, on a terminal. @of: how many pages there are. */
void report_progress(const Report *report, const ReportEntry *entry, guint page, guint of);

/* The document is through; @written: something of it was. Adds its line to --report. */
void report_finish(Report *report, ReportEntry *entry, bool written);
