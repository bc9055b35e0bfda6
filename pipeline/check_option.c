/* pipeline/check_option.c - what only `sheaf check` and `sheaf init` are asked for */
#include "pipeline/check_option.h"

#include <string.h>

GOptionEntry *
check_option_entries(CheckRaw *raw, bool of_init)
{
    const GOptionEntry of_check[] = {
        { "conf", 0, 0, G_OPTION_ARG_FILENAME, &raw->conf,
          "Check what FILE says; default sheaf.conf. Paths in it are seen from its folder",
          "FILE" },
        { "update", 0, 0, G_OPTION_ARG_NONE, &raw->update,
          "Write what differs, and remove what is left over", NULL },
        { "fail-on", 0, 0, G_OPTION_ARG_STRING, &raw->fail_on,
          "Fail also where files are as committed: failed (default), empty-pages[=N], "
          "confidence=X, dead-links[=N], lost-words[=N], dropped-words=N; N may be a share: 5%",
          "WHAT,..." },
        { "junit", 0, 0, G_OPTION_ARG_FILENAME, &raw->junit, "Write the outcome as JUnit XML",
          "FILE" },
        { "json", 0, 0, G_OPTION_ARG_FILENAME, &raw->json, "Write the outcome as JSON", "FILE" },
        { "gitlab", 0, 0, G_OPTION_ARG_FILENAME, &raw->gitlab,
          "Write the outcome as a code quality report of GitLab", "FILE" },
        { "cache", 0, 0, G_OPTION_ARG_FILENAME, &raw->cache,
          "Keep results in FOLDER, and take them from there while input, options and sheaf are the "
          "same",
          "FOLDER" },
        { NULL },
    };
    const GOptionEntry of_init_only[] = {
        { "ci", 0, 0, G_OPTION_ARG_STRING, &raw->ci,
          "Write a workflow for github, gitlab, or none; default: where the folder's repository is",
          "WHERE" },
        { "force", 0, 0, G_OPTION_ARG_NONE, &raw->force, "Write over files that are there", NULL },
        { NULL },
    };

    return of_init ? g_memdup2(of_init_only, sizeof of_init_only)
                   : g_memdup2(of_check, sizeof of_check);
}

void
check_option_raw_clear(CheckRaw *raw)
{
    char *texts[] = { raw->conf,   raw->fail_on, raw->junit, raw->json,
                      raw->gitlab, raw->cache,   raw->ci };

    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
}

static bool
read_ci(const char *text, CheckCi *ci, char **message)
{
    static const char *const names[] = { "guess", "github", "gitlab", "none" };

    for (guint i = CHECK_CI_GITHUB; text != NULL && i < G_N_ELEMENTS(names); i++)
        if (strcmp(text, names[i]) == 0)
            *ci = (CheckCi)i;
    if (text == NULL || *ci != CHECK_CI_GUESS)
        return TRUE;
    *message = g_strdup_printf("--ci %s: want one of github, gitlab, none", text);
    return FALSE;
}

bool
check_option_read(const CheckRaw *raw, CheckOptions *options, char **message)
{
    g_autoptr(GError) error = NULL;

    *options = (CheckOptions){ .conf = g_strdup(raw->conf != NULL ? raw->conf : CHECK_OPTION_CONF),
                               .gated = raw->fail_on != NULL,
                               .junit = g_strdup(raw->junit),
                               .json = g_strdup(raw->json),
                               .gitlab = g_strdup(raw->gitlab),
                               .cache = g_strdup(raw->cache),
                               .update = raw->update,
                               .force = raw->force };
    if (!gate_read(raw->fail_on != NULL ? raw->fail_on : GATE_DEFAULT, &options->gates, &error)) {
        *message = g_strdup_printf("--fail-on %s: %s", raw->fail_on, error->message);
        return FALSE;
    }
    return read_ci(raw->ci, &options->ci, message);
}

void
check_option_clear(CheckOptions *options)
{
    g_free(options->conf);
    g_free(options->junit);
    g_free(options->json);
    g_free(options->gitlab);
    g_free(options->cache);
}
