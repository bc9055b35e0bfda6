/* pipeline/check.c - `sheaf check`: are converted files what their PDFs give?
 *
 *     sheaf.conf -> groups -> converted into a folder of their own (or taken from the cache)
 *                          -> compared with what is committed      -> files
 *                          -> looked at by gates                   -> faults
 *     files, faults -> terminal, JUnit, JSON, GitLab, GitHub
 *
 * All groups are converted before the first is compared, as what is left over
 * in the folder of one may come of another.
 */
#include "pipeline/check.h"

#include "pipeline/batch.h"
#include "pipeline/check_compare.h"
#include "pipeline/check_convert.h"
#include "pipeline/check_gate.h"
#include "pipeline/check_github.h"
#include "pipeline/check_json.h"
#include "pipeline/check_junit.h"
#include "pipeline/check_show.h"
#include "pipeline/output.h"
#include "pipeline/suggestion.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *
name_of(const Conf *conf, guint i)
{
    return ((const ConfGroup *)g_ptr_array_index(conf->groups, i))->name;
}

/* Are all groups there that the user named? */
static bool
check_names(const Conf *conf, const Options *options)
{
    g_autofree const char **names = g_new0(const char *, conf->groups->len + 1);

    for (guint i = 0; i < conf->groups->len; i++)
        names[i] = name_of(conf, i);
    for (guint i = 0; options->inputs[i] != NULL; i++) {
        const char *name = options->inputs[i];
        const char *meant = suggestion_find(name, names);

        if (g_strv_contains(names, name))
            continue;
        if (meant != NULL)
            report_say("%s: there is no group [%s]: did you mean %s?", options->check.conf, name,
                       meant);
        else
            report_say("%s: there is no group [%s]", options->check.conf, name);
        return FALSE;
    }
    return TRUE;
}

static bool
is_wanted(const ConfGroup *group, const Options *options)
{
    return options->inputs[0] == NULL ||
           g_strv_contains((const char *const *)options->inputs, group->name);
}

/* Those of the command line, of the group, of all groups, or the usual ones. */
static Gates
gates_of(const ConfGroup *group, const Conf *conf, const Options *options)
{
    const char *text = group->fail_on != NULL ? group->fail_on : conf->fail_on;
    Gates gates = options->check.gates;

    if (!options->check.gated && text != NULL)
        gate_read(text, &gates, NULL); /* which was tried when it was read */
    return gates;
}

static void
count_group(CheckResult *result, const CheckGroup *group)
{
    result->compared += group->files->len;
    result->faults += group->faults->len;
    result->failed += group->failed;
    for (guint i = 0; i < group->files->len; i++) {
        const CheckFile *file = g_ptr_array_index(group->files, i);

        result->different += file->state != CHECK_EQUAL;
        result->updated += file->updated;
    }
}

static bool
convert_groups(CheckStore *store, const Conf *conf, const Options *options, CheckResult *result,
               GError **error)
{
    for (guint i = 0; i < conf->groups->len; i++) {
        const ConfGroup *wanted = g_ptr_array_index(conf->groups, i);

        if (!is_wanted(wanted, options))
            continue;
        CheckGroup *group = check_group_new(wanted);
        g_ptr_array_add(result->groups, group);
        if (!check_convert(store, options, group, error))
            return FALSE;
    }
    return TRUE;
}

/* Nothing is left over where a document failed, as its files are missing only now; and where
 * only some groups are asked for, what the others give is not known. */
static void
compare_groups(const Conf *conf, const Options *options, CheckResult *result)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    bool all = options->inputs[0] == NULL;

    for (guint i = 0; i < result->groups->len; i++) {
        CheckGroup *group = g_ptr_array_index(result->groups, i);
        const Gates gates = gates_of(group->conf, conf, options);

        check_compare(group);
        check_gate(group, &gates);
        for (guint k = 0; k < group->files->len; k++)
            g_hash_table_add(known, ((CheckFile *)g_ptr_array_index(group->files, k))->path);
        all = all && group->failed == 0;
    }
    for (guint i = 0; all && i < result->groups->len; i++)
        check_compare_left_over(g_ptr_array_index(result->groups, i), known);
}

static bool
update_groups(CheckResult *result, const Options *options, GError **error)
{
    const bool missing_only = !options->check.update;
    const bool wanted = options->check.update || options->check.fill;

    for (guint i = 0; wanted && i < result->groups->len; i++) {
        CheckGroup *group = g_ptr_array_index(result->groups, i);

        if (group->failed > 0)
            report_say("[%s]: not updated, as not all of it was converted", group->conf->name);
        else if (!check_compare_update(group, missing_only, error))
            return FALSE;
    }
    return TRUE;
}

/* Paths of files to write are those of the folder that the user is in. */
typedef struct {
    char *junit, *json, *gitlab, *cache;
} Targets;

static char *
absolute(const char *path)
{
    return path != NULL ? g_canonicalize_filename(path, NULL) : NULL;
}

static void
targets_clear(Targets *targets)
{
    g_free(targets->junit);
    g_free(targets->json);
    g_free(targets->gitlab);
    g_free(targets->cache);
}

/* Takes @text. */
static bool
write_target(const char *option, const char *path, char *text, GError **error)
{
    g_autofree char *owned = text;

    if (path == NULL || output_text(path, owned, error))
        return TRUE;
    g_prefix_error(error, "--%s: ", option);
    return FALSE;
}

static bool
tell(const CheckResult *result, const Options *options, const Targets *targets, GError **error)
{
    g_autofree char *shown = check_show(result, options->quiet, check_show_colour());
    g_autofree char *notes =
        check_github_is_here() ? check_github_annotations(result) : g_strdup("");

    return output_text(NULL, shown, error) && output_text(NULL, notes, error) &&
           (!check_github_is_here() || check_github_summarize(result, error)) &&
           write_target("junit", targets->junit, check_junit(result), error) &&
           write_target("json", targets->json, check_json(result), error) &&
           write_target("gitlab", targets->gitlab, check_json_gitlab(result), error);
}

/* A document that failed is never passed over, whatever the gates are. */
static int
status_of(const CheckResult *result)
{
    if (result->different > result->updated || result->faults > 0)
        return STATUS_DIFFERENT;
    return result->failed > 0 ? STATUS_SOME : STATUS_DONE;
}

static int
status_of_error(const GError *error)
{
    report_say("%s", error->message);
    if (g_error_matches(error, CHECK_CONVERT_ERROR, CHECK_CONVERT_ERROR_USAGE) ||
        g_error_matches(error, CONF_ERROR, CONF_ERROR_SYNTAX))
        return STATUS_USAGE;
    return g_error_matches(error, CHECK_CONVERT_ERROR, CHECK_CONVERT_ERROR_INTERRUPTED)
               ? STATUS_INTERRUPTED
               : STATUS_NOTHING;
}

static int
check_conf(const Conf *conf, const Options *options, const Targets *targets, CheckResult *result)
{
    g_autoptr(GError) error = NULL;
    CheckStore store;
    const bool done = check_convert_init(&store, targets->cache, &error) &&
                      convert_groups(&store, conf, options, result, &error);

    if (done) {
        compare_groups(conf, options, result);
        if (!update_groups(result, options, &error))
            report_say("%s", error->message);
        g_clear_error(&error);
        for (guint i = 0; i < result->groups->len; i++)
            count_group(result, g_ptr_array_index(result->groups, i));
        tell(result, options, targets, &error);
    }
    check_convert_clear(&store);
    return error != NULL ? status_of_error(error) : status_of(result);
}

/* What paths of sheaf.conf have before them when they are seen from the folder @root: "docs/".
 * (transfer full): "" for that folder itself; NULL when it is elsewhere */
static char *
prefix_below(const char *root, const char *folder)
{
    g_autofree char *whole = root != NULL ? g_canonicalize_filename(root, NULL) : NULL;

    if (whole == NULL || !g_str_has_prefix(folder, whole))
        return NULL;
    const char *rest = folder + strlen(whole);
    if (*rest != '\0' && *rest != '/' && strcmp(whole, "/") != 0)
        return NULL;
    rest += strspn(rest, "/");
    return *rest != '\0' ? g_strconcat(rest, "/", NULL) : g_strdup("");
}

static void
set_prefixes(CheckResult *result, const char *folder)
{
    const char *github = g_getenv("GITHUB_WORKSPACE");
    g_autofree char *here = g_get_current_dir();

    result->prefix = prefix_below(here, folder);
    if (result->prefix == NULL)
        result->prefix = g_strconcat(folder, "/", NULL);
    result->root_prefix =
        prefix_below(github != NULL ? github : g_getenv("CI_PROJECT_DIR"), folder);
    if (result->root_prefix == NULL)
        result->root_prefix = g_strdup(result->prefix);
}

int
check_run(const Options *options)
{
    g_auto(CheckResult) result = { .groups = g_ptr_array_new_with_free_func(check_group_free) };
    g_autofree char *path = g_canonicalize_filename(options->check.conf, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(Conf) conf = conf_read(options->check.conf, &error);

    if (conf == NULL)
        return status_of_error(error);
    if (!check_names(conf, options))
        return STATUS_USAGE;
    Targets targets = { absolute(options->check.junit), absolute(options->check.json),
                        absolute(options->check.gitlab), absolute(options->check.cache) };
    set_prefixes(&result, folder);
    int status = STATUS_NOTHING;
    if (g_chdir(folder) == 0)
        status = check_conf(conf, options, &targets, &result);
    else
        report_say("cannot go to folder %s: %s", folder, g_strerror(errno));
    targets_clear(&targets);
    return status;
}
