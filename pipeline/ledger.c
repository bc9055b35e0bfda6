/* pipeline/ledger.c - what a run has done, so that another can go on where it stopped */
#include "pipeline/ledger_internal.h"

#include "pipeline/output.h"

#include <stdio.h>
#include <string.h>

static const char find_input[] =
    "SELECT size, mtime_us, sha256, state, pages, pages_lost, seconds, cpu_seconds, report,"
    " manifest, ordinal, tables FROM input WHERE path = ?1 AND stem = ?2";

static const char set_input[] =
    "INSERT INTO input VALUES"
    " (?1, ?2, ?13, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?9, ?10, ?11, ?12, ?14)"
    " ON CONFLICT (path) DO UPDATE SET stem = ?2, size = ?3, mtime_us = ?4, sha256 = ?5,"
    " state = ?6, attempts = attempts + 1, pages = ?7, pages_lost = ?8, seconds = ?9,"
    " cpu_seconds = ?10, report = ?11, manifest = ?12, ordinal = ?13, tables = ?14";

const char *const ledger_queries[QUERY_COUNT] = {
    [FIND_SETTING] = "SELECT value FROM setting WHERE name = ?1",
    [SET_SETTING] = "INSERT OR REPLACE INTO setting VALUES (?1, ?2)",
    [LIST_INPUTS] = "SELECT path, stem FROM input WHERE ordinal >= 0 ORDER BY ordinal, path",
    [COUNT_INPUTS] = "SELECT count(*) FROM input WHERE ordinal >= 0",
    [MARK_INPUTS] = "UPDATE input SET size = -1, attempts = 0, ordinal = -1",
    [DROP_MARKED] = "DELETE FROM input WHERE size = -1",
    [UNPLACE_INPUTS] = "UPDATE input SET ordinal = -1",
    [PLACE_INPUT] = "UPDATE input SET ordinal = ?2 WHERE path = ?1",
    [FIND_MOVED] = "SELECT 1 FROM input WHERE path = ?1 AND stem <> ?2",
    [DROP_INPUT] = "DELETE FROM input WHERE path = ?1",
    [FIND_INPUT] = find_input,
    [FIND_OUTPUTS] = "SELECT path, sha256 FROM output WHERE input = ?1 ORDER BY path",
    [SET_INPUT] = set_input,
    [DROP_OUTPUTS] = "DELETE FROM output WHERE input = ?1",
    [ADD_OUTPUT] = "INSERT OR REPLACE INTO output VALUES (?1, ?2, ?3)",
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
};

static const char *const states[] = { "done", "partly", "failed" };

const char *
ledger_state_name(LedgerState state)
{
    return states[state];
}

void
ledger_record_clear(LedgerRecord *record)
{
    g_clear_pointer(&record->report, g_free);
    g_clear_pointer(&record->manifest, g_free);
    g_clear_pointer(&record->tables, g_free);
    g_clear_pointer(&record->outputs, g_ptr_array_unref);
}

static sqlite3_stmt *
statement(const Ledger *ledger, Query query)
{
    sqlite3_reset(ledger->statements[query]);
    sqlite3_clear_bindings(ledger->statements[query]);
    return ledger->statements[query];
}

/* Paths and lines may hold any bytes but NUL, and are blobs for that reason. */
static void
bind_bytes(sqlite3_stmt *to, int at, const char *text)
{
    sqlite3_bind_blob(to, at, text, (int)strlen(text), SQLITE_TRANSIENT);
}

/* (transfer full) */
static char *
column_bytes(sqlite3_stmt *from, int at)
{
    const void *bytes = sqlite3_column_blob(from, at);
    const gsize n = (gsize)sqlite3_column_bytes(from, at);

    return bytes != NULL ? g_strndup(bytes, n) : g_strdup("");
}

static bool
execute(const Ledger *ledger, sqlite3_stmt *prepared, GError **error)
{
    const int result = sqlite3_step(prepared);

    sqlite3_reset(prepared);
    return result == SQLITE_DONE || result == SQLITE_ROW || ledger_fail(ledger, error);
}

static bool
execute_query(const Ledger *ledger, Query query, GError **error)
{
    return execute(ledger, statement(ledger, query), error);
}

void
ledger_close(Ledger *ledger)
{
    if (ledger == NULL)
        return;
    for (Query query = 0; query < QUERY_COUNT; query++)
        sqlite3_finalize(ledger->statements[query]);
    sqlite3_close(ledger->db);
    g_free(ledger->folder);
    g_free(ledger);
}

/* (transfer full): NULL when it is not known */
static char *
setting(const Ledger *ledger, const char *name)
{
    sqlite3_stmt *find = statement(ledger, FIND_SETTING);

    sqlite3_bind_text(find, 1, name, -1, SQLITE_STATIC);
    char *known = sqlite3_step(find) == SQLITE_ROW ? column_bytes(find, 0) : NULL;
    sqlite3_reset(find);
    return known;
}

static bool
set_setting(const Ledger *ledger, const char *name, const char *value, GError **error)
{
    sqlite3_stmt *set = statement(ledger, SET_SETTING);

    sqlite3_bind_text(set, 1, name, -1, SQLITE_STATIC);
    bind_bytes(set, 2, value);
    return execute(ledger, set, error);
}

guint
ledger_count(const Ledger *ledger)
{
    sqlite3_stmt *count = statement(ledger, COUNT_INPUTS);
    const guint n = sqlite3_step(count) == SQLITE_ROW ? (guint)sqlite3_column_int64(count, 0) : 0;

    sqlite3_reset(count);
    return n;
}

char *
ledger_settings(const Ledger *ledger)
{
    return setting(ledger, "settings");
}

bool
ledger_set_share(Ledger *ledger, guint share, guint shares, guint n, GError **error)
{
    g_autofree char *text = g_strdup_printf("%u/%u %u", share, shares, n);

    return set_setting(ledger, "share", text, error);
}

void
ledger_share(const Ledger *ledger, guint *share, guint *shares, guint *n)
{
    g_autofree char *text = setting(ledger, "share");

    *share = *shares = *n = 0;
    if (text != NULL && sscanf(text, "%u/%u %u", share, shares, n) != 3)
        *share = *shares = *n = 0;
}

/* Outputs are not forgotten: those that are not written again must go. So inputs are, by
 * ledger_begin(), which needs their names. */
static bool
settle(const Ledger *ledger, const char *settings, bool keep, bool *changed, GError **error)
{
    g_autofree char *known = ledger_settings(ledger);
    const bool same = g_strcmp0(known, settings) == 0;

    *changed = keep && known != NULL && !same;
    if (keep && same)
        return TRUE;
    return execute_query(ledger, BEGIN, error) &&
           set_setting(ledger, "settings", settings, error) &&
           execute_query(ledger, MARK_INPUTS, error) && execute_query(ledger, COMMIT, error);
}

Ledger *
ledger_open(const char *folder, const char *settings, bool keep, bool *changed, GError **error)
{
    bool old, still_old;
    g_autoptr(Ledger) ledger = ledger_open_free(folder, &old, error);

    if (ledger != NULL && old) {
        g_clear_pointer(&ledger, ledger_close);
        ledger_remove_file(folder);
        ledger = ledger_open_file(folder, &still_old, error);
    }
    if (ledger == NULL || !settle(ledger, settings, keep, changed, error))
        return NULL;
    *changed = *changed || (old && keep);
    return g_steal_pointer(&ledger);
}

Ledger *
ledger_open_existing(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, LEDGER_FILE, NULL);
    bool old;

    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FILE,
                    "%s: no run over several documents was here: there is no %s", folder,
                    LEDGER_FILE);
        return NULL;
    }
    g_autoptr(Ledger) ledger = ledger_open_file(folder, &old, error);
    if (ledger == NULL || !old)
        return g_steal_pointer(&ledger);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FILE,
                "%s: was made by another version of sheaf: run it again", folder);
    return NULL;
}

static GPtrArray *
recall_outputs(const Ledger *ledger, const Input *input)
{
    GPtrArray *outputs = g_ptr_array_new_with_free_func(output_file_free);
    sqlite3_stmt *find = statement(ledger, FIND_OUTPUTS);

    bind_bytes(find, 1, input->path);
    while (sqlite3_step(find) == SQLITE_ROW) {
        g_autofree char *below = column_bytes(find, 0);
        g_autofree char *path = g_build_filename(ledger->folder, below, NULL);

        g_ptr_array_add(outputs, output_file_new(path, (const char *)sqlite3_column_text(find, 1)));
    }
    sqlite3_reset(find);
    return outputs;
}

static bool
read_record(const Ledger *ledger, const Input *input, LedgerRecord *record, GError **error)
{
    sqlite3_stmt *find = statement(ledger, FIND_INPUT);

    bind_bytes(find, 1, input->path);
    bind_bytes(find, 2, input->stem);
    const int result = sqlite3_step(find);
    if (result != SQLITE_ROW) {
        sqlite3_reset(find);
        return result != SQLITE_DONE && ledger_fail(ledger, error);
    }
    const char *state = (const char *)sqlite3_column_text(find, 3);
    *record = (LedgerRecord){
        .identity = { .size = sqlite3_column_int64(find, 0),
                      .mtime_us = sqlite3_column_int64(find, 1) },
        .state = strcmp(state, states[LEDGER_DONE]) == 0     ? LEDGER_DONE
                 : strcmp(state, states[LEDGER_PARTLY]) == 0 ? LEDGER_PARTLY
                                                             : LEDGER_FAILED,
        .pages = (guint)sqlite3_column_int64(find, 4),
        .pages_lost = (guint)sqlite3_column_int64(find, 5),
        .seconds = sqlite3_column_double(find, 6),
        .cpu_seconds = sqlite3_column_double(find, 7),
        .report = column_bytes(find, 8),
        .manifest = column_bytes(find, 9),
        .ordinal = (guint)sqlite3_column_int64(find, 10),
        .tables = column_bytes(find, 11),
    };
    g_strlcpy(record->identity.sha256, (const char *)sqlite3_column_text(find, 2),
              sizeof record->identity.sha256);
    sqlite3_reset(find);
    record->outputs = recall_outputs(ledger, input);
    return TRUE;
}

static bool
are_whole(const GPtrArray *outputs)
{
    for (guint i = 0; i < outputs->len; i++)
        if (!output_file_is_whole(g_ptr_array_index(outputs, i)))
            return FALSE;
    return TRUE;
}

bool
ledger_recall(Ledger *ledger, const Input *input, LedgerRecord *record, GError **error)
{
    if (!read_record(ledger, input, record, error))
        return FALSE;
    if (input_is_same(input->path, &record->identity) && are_whole(record->outputs)) {
        sqlite3_stmt *place = statement(ledger, PLACE_INPUT);

        bind_bytes(place, 1, input->path);
        sqlite3_bind_int64(place, 2, input->ordinal);
        if (execute(ledger, place, error))
            return TRUE;
    }
    ledger_record_clear(record);
    return FALSE;
}

/* The path of an output as it is in the ledger: what is below the folder. */
static const char *
below_folder(const Ledger *ledger, const char *path)
{
    const char *below =
        g_str_has_prefix(path, ledger->folder) ? path + strlen(ledger->folder) : path;

    while (*below == G_DIR_SEPARATOR)
        below++;
    return below;
}

static bool
is_among(const GPtrArray *outputs, const char *path)
{
    for (guint i = 0; i < outputs->len; i++)
        if (strcmp(((const OutputFile *)g_ptr_array_index(outputs, i))->path, path) == 0)
            return TRUE;
    return FALSE;
}

static void
remove_stale(const Ledger *ledger, const Input *input, const GPtrArray *outputs, const char *stem)
{
    g_autoptr(GPtrArray) before = recall_outputs(ledger, input);

    for (guint i = 0; i < before->len; i++) {
        const OutputFile *file = g_ptr_array_index(before, i);

        if (!is_among(outputs, file->path))
            output_remove(ledger->folder, below_folder(ledger, file->path), stem);
    }
}

/* Runs one of those that have but the path of an input. */
static bool
execute_for(const Ledger *ledger, Query query, const Input *input, GError **error)
{
    sqlite3_stmt *prepared = statement(ledger, query);

    bind_bytes(prepared, 1, input->path);
    return execute(ledger, prepared, error);
}

static bool
move_away(const Ledger *ledger, const Input *input, GError **error)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    sqlite3_stmt *find = statement(ledger, FIND_MOVED);

    bind_bytes(find, 1, input->path);
    bind_bytes(find, 2, input->stem);
    const bool moved = sqlite3_step(find) == SQLITE_ROW;
    sqlite3_reset(find);
    if (!moved)
        return TRUE;
    remove_stale(ledger, input, none, NULL); /* nobody writes yet */
    return execute_for(ledger, DROP_OUTPUTS, input, error) &&
           execute_for(ledger, DROP_INPUT, input, error);
}

bool
ledger_begin(Ledger *ledger, const GPtrArray *inputs, GError **error)
{
    bool done = execute_query(ledger, BEGIN, error) && execute_query(ledger, UNPLACE_INPUTS, error);

    for (guint i = 0; done && i < inputs->len; i++)
        done = move_away(ledger, g_ptr_array_index(inputs, i), error);
    return done && execute_query(ledger, DROP_MARKED, error);
}

bool
ledger_recalled(Ledger *ledger, GError **error)
{
    return execute_query(ledger, COMMIT, error);
}

static bool
store_outputs(const Ledger *ledger, const Input *input, const GPtrArray *outputs, GError **error)
{
    if (!execute_for(ledger, DROP_OUTPUTS, input, error))
        return FALSE;
    for (guint i = 0; i < outputs->len; i++) {
        const OutputFile *file = g_ptr_array_index(outputs, i);
        sqlite3_stmt *add = statement(ledger, ADD_OUTPUT);

        bind_bytes(add, 1, input->path);
        bind_bytes(add, 2, below_folder(ledger, file->path));
        sqlite3_bind_text(add, 3, file->sha256, -1, SQLITE_TRANSIENT);
        if (!execute(ledger, add, error))
            return FALSE;
    }
    return TRUE;
}

static bool
store_input(const Ledger *ledger, const Input *input, const LedgerRecord *record, GError **error)
{
    sqlite3_stmt *set = statement(ledger, SET_INPUT);

    bind_bytes(set, 1, input->path);
    bind_bytes(set, 2, input->stem);
    sqlite3_bind_int64(set, 3, record->identity.size);
    sqlite3_bind_int64(set, 4, record->identity.mtime_us);
    sqlite3_bind_text(set, 5, record->identity.sha256, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(set, 6, states[record->state], -1, SQLITE_STATIC);
    sqlite3_bind_int64(set, 7, record->pages);
    sqlite3_bind_int64(set, 8, record->pages_lost);
    sqlite3_bind_double(set, 9, record->seconds);
    sqlite3_bind_double(set, 10, record->cpu_seconds);
    bind_bytes(set, 11, record->report);
    bind_bytes(set, 12, record->manifest);
    sqlite3_bind_int64(set, 13, record->ordinal);
    bind_bytes(set, 14, record->tables);
    return execute(ledger, set, error);
}

bool
ledger_store(Ledger *ledger, const Input *input, const LedgerRecord *record, GError **error)
{
    remove_stale(ledger, input, record->outputs, input->stem);
    if (execute_query(ledger, BEGIN, error) && store_input(ledger, input, record, error) &&
        store_outputs(ledger, input, record->outputs, error) &&
        execute_query(ledger, COMMIT, error))
        return TRUE;
    execute_query(ledger, ROLLBACK, NULL);
    return FALSE;
}

/* The list is read before the first visit: it may be long, but a visit may write. */
static GPtrArray *
list_inputs(const Ledger *ledger)
{
    sqlite3_stmt *list = statement(ledger, LIST_INPUTS);
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free); /* path, stem, path, stem, ... */

    while (sqlite3_step(list) == SQLITE_ROW) {
        g_ptr_array_add(texts, column_bytes(list, 0));
        g_ptr_array_add(texts, column_bytes(list, 1));
    }
    sqlite3_reset(list);
    return texts;
}

bool
ledger_visit(Ledger *ledger, LedgerVisit visit, gpointer data, GError **error)
{
    g_autoptr(GPtrArray) texts = list_inputs(ledger);
    bool goes_on = TRUE;

    for (guint i = 0; goes_on && i < texts->len; i += 2) {
        const Input input = { .path = g_ptr_array_index(texts, i),
                              .stem = g_ptr_array_index(texts, i + 1) };
        LedgerRecord record;

        goes_on = read_record(ledger, &input, &record, error);
        if (goes_on) {
            goes_on = visit(data, &input, &record, error);
            ledger_record_clear(&record);
        }
    }
    return goes_on;
}
