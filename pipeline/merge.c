/* pipeline/merge.c - `sheaf merge`: the shares of a run as if they had been one
 *
 * Each share has a ledger (pipeline/ledger.h) of what it did. The results that
 * these name are copied, whole or not at all, and noted in a ledger of the
 * merged folder; from that the manifest and the report are written in the order
 * that the inputs had before they were shared out. A share that was done twice
 * adds nothing the second time.
 */
#include "pipeline/merge.h"

#include "pipeline/batch.h"
#include "pipeline/catalogue.h"
#include "pipeline/manifest.h"
#include "pipeline/output.h"

#include <string.h>

typedef struct {
    const Options *options;
    const char *folder; /* to write */
    const char *from;   /* the share at hand */
    Ledger *ledger;
    GHashTable *seen; /* numbers of shares */
    guint shares;     /* how many there should be */
    bool whole, has_tables;
    guint done, failed;
    Manifest *manifest;
    bool has_manifest; /* a share has one, which may be empty */
    GString *lines;
} Merge;

static const char *
below(const char *path, const char *folder)
{
    const char *rest = g_str_has_prefix(path, folder) ? path + strlen(folder) : path;

    while (*rest == G_DIR_SEPARATOR)
        rest++;
    return rest;
}

/* Copies one result, which must still be what was written. */
static bool
copy_output(const Merge *merge, const OutputFile *file, GPtrArray *copied, GError **error)
{
    g_autofree char *path = g_build_filename(merge->folder, below(file->path, merge->from), NULL);
    g_autofree char *data = NULL;
    gsize n;

    if (!output_file_is_whole(file)) {
        g_set_error(error, OUTPUT_ERROR, OUTPUT_ERROR_FILE,
                    "%s: is gone, or not what was written: resume the run of its share",
                    file->path);
        return FALSE;
    }
    g_ptr_array_add(copied, output_file_new(path, file->sha256));
    return g_file_get_contents(file->path, &data, &n, error) && output_write(path, data, n, error);
}

/* FALSE never: what is lost is said, and the rest goes on. */
static bool
take_input(gpointer data, const Input *input, const LedgerRecord *record, GError **error)
{
    Merge *merge = data;
    g_autoptr(GPtrArray) copied = g_ptr_array_new_with_free_func(output_file_free);
    g_autoptr(GError) cause = NULL;
    LedgerRecord own = *record;
    bool whole = TRUE;

    (void)error;
    for (guint i = 0; whole && i < record->outputs->len; i++)
        whole = copy_output(merge, g_ptr_array_index(record->outputs, i), copied, &cause);
    own.outputs = copied;
    if (!whole || !ledger_store(merge->ledger, input, &own, &cause)) {
        report_say("%s", cause->message);
        merge->whole = FALSE;
    }
    return TRUE;
}

/* What a share says of itself: whether it goes with the others, and is all there. */
static bool
check_share(Merge *merge, const Ledger *ledger, GError **error)
{
    g_autofree char *own = ledger_settings(merge->ledger);
    g_autofree char *settings = ledger_settings(ledger);
    guint share, shares, n;

    ledger_share(ledger, &share, &shares, &n);
    if (g_strcmp0(own, settings) != 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FILE,
                    "%s: was made with other options, or another version, than the first share",
                    merge->from);
        return FALSE;
    }
    if (merge->shares != 0 && merge->shares != shares) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FILE,
                    "%s: is a share of %u, the first is one of %u", merge->from, shares,
                    merge->shares);
        return FALSE;
    }
    merge->shares = shares;
    g_hash_table_add(merge->seen, GUINT_TO_POINTER(share));
    const guint stored = ledger_count(ledger);
    if (stored < n) {
        report_say("%s: %u of %u inputs have no outcome: resume this share", merge->from,
                   n - stored, n);
        merge->whole = FALSE;
    }
    return TRUE;
}

static bool
take_share(Merge *merge, const char *folder, GError **error)
{
    g_autoptr(Ledger) ledger = ledger_open_existing(folder, error);

    if (ledger == NULL)
        return FALSE;
    g_autofree char *manifest = g_build_filename(folder, MANIFEST_FILE, NULL);
    merge->from = folder;
    merge->has_manifest = merge->has_manifest || g_file_test(manifest, G_FILE_TEST_EXISTS);
    if (merge->ledger == NULL) {
        g_autofree char *settings = ledger_settings(ledger);
        bool changed;

        merge->ledger = ledger_open(merge->folder, settings, TRUE, &changed, error);
        if (merge->ledger == NULL)
            return FALSE;
    }
    return check_share(merge, ledger, error) && ledger_visit(ledger, take_input, merge, error);
}

static bool
gather(gpointer data, const Input *input, const LedgerRecord *record, GError **error)
{
    Merge *merge = data;

    (void)input;
    (void)error;
    merge->has_tables = merge->has_tables || *record->tables != '\0';
    manifest_take(merge->manifest, record->manifest);
    g_string_append(merge->lines, record->report);
    merge->done += record->state != LEDGER_FAILED;
    merge->failed += record->state != LEDGER_DONE;
    return TRUE;
}

static bool
write_whole(Merge *merge, GError **error)
{
    const char *report = merge->options->report;

    return ledger_set_share(merge->ledger, 1, 1, ledger_count(merge->ledger), error) &&
           ledger_visit(merge->ledger, gather, merge, error) &&
           manifest_finish(merge->manifest, merge->has_manifest, error) &&
           (!merge->has_tables || catalogue_write(merge->ledger, merge->folder, error)) &&
           manifest_finish_concat(merge->manifest, error) &&
           (report == NULL || output_text(report, merge->lines->str, error));
}

static void
say_missing_shares(Merge *merge)
{
    for (guint share = 1; share <= merge->shares; share++) {
        if (g_hash_table_contains(merge->seen, GUINT_TO_POINTER(share)))
            continue;
        report_say("share %u of %u is missing", share, merge->shares);
        merge->whole = FALSE;
    }
}

static bool
merge_all(Merge *merge, GError **error)
{
    if (!output_folder(merge->folder, error))
        return FALSE;
    for (guint i = 1; merge->options->inputs[i] != NULL; i++)
        if (!take_share(merge, merge->options->inputs[i], error))
            return FALSE;
    say_missing_shares(merge);
    return write_whole(merge, error);
}

int
merge_run(const Options *options)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(Manifest) manifest = manifest_new(options->inputs[0]);
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    Merge merge = { .options = options,
                    .folder = options->inputs[0],
                    .seen = seen,
                    .whole = TRUE,
                    .manifest = manifest,
                    .lines = lines };
    const bool merged = merge_all(&merge, &error);

    if (!merged)
        report_say("%s", error->message);
    g_clear_pointer(&merge.ledger, ledger_close);
    if (!merged || (merge.done == 0 && merge.failed > 0))
        return STATUS_NOTHING;
    return merge.whole && merge.failed == 0 ? STATUS_DONE : STATUS_SOME;
}
