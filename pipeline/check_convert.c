/* pipeline/check_convert.c - a group of sheaf.conf, converted afresh
 *
 *     FOLDER/<hash>/out/...         what the command wrote
 *     FOLDER/<hash>/report.jsonl    what it reported
 *
 * is one result of the cache. It is made under another name and renamed when it
 * is whole; a result of which something failed is not kept, as it may not fail
 * the next time.
 */
#include "pipeline/check_convert.h"

#include "pipeline/batch.h"
#include "pipeline/book.h"
#include "pipeline/check_report.h"
#include "pipeline/convert.h"
#include "pipeline/help.h"
#include "pipeline/output.h"
#include "pipeline/tables.h"
#include "pipeline/tree.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <utime.h>

G_DEFINE_QUARK(check_convert_error, check_convert_error)

#define REPORT "report.jsonl"
#define RESULTS "out"

/* Changed whenever what is kept changes its form. */
#define FORM "1"

/* A result not used for so long is of a branch that is gone, or of a sheaf that was replaced. */
#define KEEP_SECONDS ((time_t)30 * 24 * 3600)

#define HASH_LENGTH 64

bool
check_convert_init(CheckStore *store, const char *cache, GError **error)
{
    *store = (CheckStore){ .kept = cache, .passing = g_ptr_array_new_with_free_func(g_free) };
    if (cache != NULL && !output_folder(cache, error))
        return FALSE;
    store->scratch = g_dir_make_tmp("sheaf-check-XXXXXX", error);
    return store->scratch != NULL;
}

static bool
is_hash(const char *name)
{
    return strlen(name) == HASH_LENGTH && strspn(name, "0123456789abcdef") == HASH_LENGTH;
}

static void
remove_old(const char *cache)
{
    g_autoptr(GDir) dir = g_dir_open(cache, 0, NULL);
    const time_t now = time(NULL);
    const char *name;

    while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
        g_autofree char *path = g_build_filename(cache, name, NULL);
        GStatBuf status;

        if ((is_hash(name) || g_str_has_prefix(name, OUTPUT_TEMPORARY)) &&
            g_stat(path, &status) == 0 && now - status.st_mtime > KEEP_SECONDS)
            tree_remove(path);
    }
}

void
check_convert_clear(CheckStore *store)
{
    if (store->kept != NULL)
        remove_old(store->kept);
    if (store->scratch != NULL)
        tree_remove(store->scratch);
    for (guint i = 0; i < store->passing->len; i++)
        tree_remove(g_ptr_array_index(store->passing, i));
    g_clear_pointer(&store->passing, g_ptr_array_unref);
    g_clear_pointer(&store->scratch, g_free);
    g_clear_pointer(&store->program, g_free);
}

/* The last part of the path that the group writes to: the name of a file decides what files are
 * called that stand beside it. (transfer full) */
static char *
output_name(const ConfGroup *group)
{
    g_autofree char *whole = g_canonicalize_filename(group->output, NULL);

    return g_path_get_basename(whole);
}

/* The command line of the group, with its results in @folder. */
static Options *
options_of(const CheckGroup *group, const char *folder, const Options *check, GError **error)
{
    const ConfGroup *conf = group->conf;
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree char *name = output_name(conf);
    g_autofree char *output = g_build_filename(folder, RESULTS, name, NULL);
    g_autoptr(GError) cause = NULL;

    g_strv_builder_add(builder, help_topic(conf->command)->name);
    for (guint i = 0; i < conf->arguments->len; i++)
        g_strv_builder_add(builder, g_ptr_array_index(conf->arguments, i));
    g_strv_builder_add_many(builder, "-o", output, "--", NULL);
    g_strv_builder_addv(builder, (const char **)conf->inputs);
    g_auto(GStrv) arguments = g_strv_builder_end(builder);
    Options *options = option_parse(conf->command, arguments, &cause);
    if (options == NULL) {
        g_set_error(error, CHECK_CONVERT_ERROR, CHECK_CONVERT_ERROR_USAGE, "%s: [%s]: %s",
                    check->check.conf, conf->name, cause->message);
        return NULL;
    }
    options->report = g_build_filename(folder, REPORT, NULL);
    options->jobs = check->jobs;
    options->quiet = check->quiet;
    options->verbose = check->verbose;
    options->count_words = TRUE;
    return options;
}

static void
add_text(GChecksum *hash, const char *text)
{
    /* With its end, so that "a", "bc" is not "ab", "c". */
    g_checksum_update(hash, (const guchar *)text, (gssize)strlen(text) + 1);
}

static void
add_file(GChecksum *hash, const char *path)
{
    const InputIdentity identity = input_identify(path);

    add_text(hash, path);
    add_text(hash, identity.sha256);
}

/* Templates and the like: what an option names and is a file. */
static void
add_option_files(GChecksum *hash, const GPtrArray *arguments)
{
    for (guint i = 0; i < arguments->len; i++) {
        const char *value = strchr(g_ptr_array_index(arguments, i), '=');

        if (value != NULL && g_file_test(value + 1, G_FILE_TEST_IS_REGULAR))
            add_file(hash, value + 1);
    }
}

/* (transfer full): all that decides about the result, hashed; NULL where an input is missing */
static char *
hash_of(CheckStore *store, const ConfGroup *conf, const Options *options)
{
    g_autoptr(GChecksum) hash = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(InputList) list = input_list_new();
    g_autofree char *name = output_name(conf);

    if (store->program == NULL)
        store->program = g_strdup(input_identify("/proc/self/exe").sha256);
    add_text(hash, FORM);
    add_text(hash, store->program);
    add_text(hash, options->settings);
    add_text(hash, name);
    add_option_files(hash, conf->arguments);
    for (guint i = 0; conf->inputs[i] != NULL; i++) {
        input_list_add(list, conf->inputs[i]);
        add_text(hash, conf->inputs[i]);
    }
    for (guint i = 0; i < list->inputs->len; i++)
        add_file(hash, ((const Input *)g_ptr_array_index(list->inputs, i))->path);
    return list->errors->len > 0 ? NULL : g_strdup(g_checksum_get_string(hash));
}

/* Takes the result in @folder. FALSE when there is none. */
static bool
take(CheckGroup *group, const char *folder)
{
    g_autofree char *report = g_build_filename(folder, REPORT, NULL);
    g_autofree char *results = g_build_filename(folder, RESULTS, NULL);
    g_autofree char *name = output_name(group->conf);
    g_autofree char *inner = g_build_filename(results, name, NULL);
    g_autofree char *text = NULL;

    if (!g_file_get_contents(report, &text, NULL, NULL) ||
        !check_report_read(text, group->documents))
        return FALSE;
    group->single = !g_file_test(inner, G_FILE_TEST_IS_DIR);
    group->base =
        group->single ? g_path_get_dirname(group->conf->output) : g_strdup(group->conf->output);
    group->folder = group->single ? g_steal_pointer(&results) : g_steal_pointer(&inner);
    for (guint i = 0; i < group->documents->len; i++)
        group->failed += !((const CheckDocument *)g_ptr_array_index(group->documents, i))->whole;
    return TRUE;
}

static bool
recall(const CheckStore *store, const char *hash, CheckGroup *group)
{
    g_autofree char *folder = g_build_filename(store->kept, hash, NULL);

    if (!take(group, folder))
        return FALSE;
    utime(folder, NULL); /* used today */
    group->cached = TRUE;
    return TRUE;
}

/* A folder for a new result. (transfer full): NULL when it cannot be made */
static char *
folder_new(CheckStore *store, GError **error)
{
    g_autofree char *number = g_strdup_printf("%u", ++store->n);
    g_autofree char *folder = store->kept != NULL
                                  ? g_build_filename(store->kept, OUTPUT_TEMPORARY "XXXXXX", NULL)
                                  : g_build_filename(store->scratch, number, NULL);

    if ((store->kept != NULL ? g_mkdtemp(folder) != NULL : g_mkdir(folder, 0777) == 0))
        return g_steal_pointer(&folder);
    g_set_error(error, CHECK_CONVERT_ERROR, CHECK_CONVERT_ERROR_FOLDER, "cannot make folder %s: %s",
                folder, g_strerror(errno));
    return NULL;
}

/* Keeps the result in *folder under @hash; else sees to it that it goes in the end. */
static void
keep(CheckStore *store, const char *hash, bool whole, char **folder)
{
    if (store->kept == NULL)
        return;
    g_autofree char *place = g_build_filename(store->kept, hash != NULL ? hash : "", NULL);
    /* Another check may have kept the same result in the meantime. */
    if (!whole || hash == NULL || g_rename(*folder, place) != 0) {
        g_ptr_array_add(store->passing, g_strdup(*folder));
        return;
    }
    g_free(*folder);
    *folder = g_steal_pointer(&place);
}

/* What stopped the command before its first document was said by it. */
static void
note_failure(CheckGroup *group, const char *folder)
{
    CheckDocument *document = g_new0(CheckDocument, 1);

    document->path = g_strjoinv(", ", group->conf->inputs);
    document->empty = g_array_new(FALSE, FALSE, sizeof(guint));
    document->tables = g_array_new(FALSE, FALSE, sizeof(ReportTable));
    document->errors = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(document->errors, g_strdup("nothing was converted"));
    g_ptr_array_set_size(group->documents, 0);
    g_ptr_array_add(group->documents, document);
    g_free(group->folder);
    g_free(group->base);
    group->folder = g_build_filename(folder, RESULTS, NULL);
    group->base = g_strdup(group->conf->output);
    group->failed = 1;
}

static int
run(const Options *options)
{
    switch (options->command) {
    case COMMAND_BOOK:
        return book_run(options);
    case COMMAND_TABLES:
        return tables_run(options);
    default:
        return convert_run(options);
    }
}

static bool
convert_afresh(CheckStore *store, const Options *check, const char *hash, CheckGroup *group,
               GError **error)
{
    g_autofree char *folder = folder_new(store, error);
    g_autoptr(Options) options = folder != NULL ? options_of(group, folder, check, error) : NULL;

    if (options == NULL)
        return FALSE;
    const int status = run(options);
    keep(store, hash, status == STATUS_DONE, &folder);
    if (status == STATUS_INTERRUPTED) {
        g_set_error(error, CHECK_CONVERT_ERROR, CHECK_CONVERT_ERROR_INTERRUPTED, "interrupted");
        return FALSE;
    }
    if (!take(group, folder))
        note_failure(group, folder);
    return TRUE;
}

bool
check_convert(CheckStore *store, const Options *check, CheckGroup *group, GError **error)
{
    const gint64 began = g_get_monotonic_time();
    g_autoptr(Options) options = options_of(group, store->scratch, check, error);

    if (options == NULL)
        return FALSE;
    g_autofree char *hash = store->kept != NULL ? hash_of(store, group->conf, options) : NULL;
    const bool done = (hash != NULL && recall(store, hash, group)) ||
                      convert_afresh(store, check, hash, group, error);
    group->seconds = (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
    return done;
}
