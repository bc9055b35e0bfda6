/* pipeline/conf.c - sheaf.conf: which files of a repository come from which PDFs */
#include "pipeline/conf.h"

#include "pipeline/gate.h"
#include "pipeline/help.h"
#include "pipeline/raw.h"
#include "pipeline/suggestion.h"

#include <string.h>

G_DEFINE_QUARK(conf_error, conf_error)

/* The group that is no document. */
#define COMMON "sheaf"

/* Keys that are no options. */
static const char *const own_keys[] = { "command", "inputs", "output", "keep", "fail-on", NULL };

/* Options that a check gives itself, that make no sense where files are compared, or that would
 * let a result come from elsewhere. */
static const char *const barred[] = { "output",     "report",   "resume",  "retry-failed",
                                      "shard",      "quiet",    "verbose", "stop-after",
                                      "start-from", "dump-dir", "verify",  "files-from",
                                      "jobs",       NULL };

typedef struct {
    const char *path; /* of the file */
    GKeyFile *file;
    GError **error;
} Reader;

static bool
refuse(const Reader *reader, const char *group, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(reader->error, CONF_ERROR, CONF_ERROR_SYNTAX, "%s: [%s]: %s", reader->path, group,
                message);
    return FALSE;
}

/* NULL where the key is not there. (transfer full) */
static char *
text_of(const Reader *reader, const char *group, const char *key)
{
    g_autofree char *text = g_key_file_get_string(reader->file, group, key, NULL);

    return text != NULL ? g_strdup(g_strstrip(text)) : NULL;
}

/* Without empty ones; never NULL. (transfer full) */
static char **
list_of(const Reader *reader, const char *group, const char *key)
{
    g_auto(GStrv) list = g_key_file_get_string_list(reader->file, group, key, NULL, NULL);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

    for (guint i = 0; list != NULL && list[i] != NULL; i++)
        if (*g_strstrip(list[i]) != '\0')
            g_strv_builder_add(builder, list[i]);
    return g_strv_builder_end(builder);
}

static bool
add_flag(const Reader *reader, const char *name, const char *key, GPtrArray *arguments)
{
    g_autofree char *text = text_of(reader, name, key);

    if (strcmp(text, "true") == 0)
        g_ptr_array_add(arguments, g_strconcat("--", key, NULL));
    else if (strcmp(text, "false") != 0)
        return refuse(reader, name, "%s = %s: want true or false", key, text);
    return TRUE;
}

/* @key of the group @name becomes an option of @command. */
static bool
add_option(const Reader *reader, Command command, const char *name, const char *key,
           GPtrArray *arguments)
{
    const RawKind kind = raw_kind(command, key);

    if (kind == RAW_FLAG)
        return add_flag(reader, name, key, arguments);
    if (kind == RAW_LIST) {
        g_auto(GStrv) list = list_of(reader, name, key);

        for (guint i = 0; list[i] != NULL; i++)
            g_ptr_array_add(arguments, g_strdup_printf("--%s=%s", key, list[i]));
        return TRUE;
    }
    g_autofree char *text = text_of(reader, name, key);
    g_ptr_array_add(arguments, g_strdup_printf("--%s=%s", key, text));
    return TRUE;
}

static bool
refuse_key(const Reader *reader, Command command, const char *name, const char *key)
{
    g_autofree const char **names = raw_names(command);
    const char *own = suggestion_find(key, own_keys);
    const char *meant = own != NULL ? own : suggestion_find(key, names);

    if (g_strv_contains(barred, key))
        return refuse(reader, name, "%s cannot be set here: it is for the command line", key);
    if (meant != NULL && (own != NULL || !g_strv_contains(barred, meant)))
        return refuse(reader, name, "there is no option %s: did you mean %s?", key, meant);
    return refuse(reader, name, "there is no option %s (see `sheaf help %s`)", key,
                  help_topic(command)->name);
}

/* The options of the group @name; of the common one, those that @command knows. */
static bool
read_arguments(const Reader *reader, Command command, const char *name, GPtrArray *arguments)
{
    g_auto(GStrv) keys = g_key_file_get_keys(reader->file, name, NULL, NULL);
    const bool is_common = strcmp(name, COMMON) == 0;

    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        if (g_strv_contains(own_keys, keys[i]))
            continue;
        const bool known =
            raw_kind(command, keys[i]) != RAW_NONE && !g_strv_contains(barred, keys[i]);
        if (!known && !is_common)
            return refuse_key(reader, command, name, keys[i]);
        if (known && !add_option(reader, command, name, keys[i], arguments))
            return FALSE;
    }
    return TRUE;
}

static bool
read_command(const Reader *reader, const char *name, Command *command)
{
    static const char *const commands[] = { "convert", "book", "tables", NULL };
    g_autofree char *text = text_of(reader, name, "command");

    if (text == NULL)
        return refuse(reader, name, "say what to do: command = convert, book or tables");
    *command = help_command(text);
    if (g_strv_contains(commands, text))
        return TRUE;
    const char *meant = suggestion_find(text, commands);
    return meant != NULL ? refuse(reader, name, "command = %s: did you mean %s?", text, meant)
                         : refuse(reader, name, "command = %s: want convert, book or tables", text);
}

static bool
read_gates(const Reader *reader, const char *name, char **fail_on)
{
    g_autoptr(GError) error = NULL;
    Gates gates;

    *fail_on = text_of(reader, name, "fail-on");
    return *fail_on == NULL || gate_read(*fail_on, &gates, &error) ||
           refuse(reader, name, "fail-on: %s", error->message);
}

static void
group_free(gpointer data)
{
    ConfGroup *group = data;

    g_free(group->name);
    g_strfreev(group->inputs);
    g_free(group->output);
    g_strfreev(group->keep);
    g_free(group->fail_on);
    g_ptr_array_unref(group->arguments);
    g_free(group);
}

/* Values that are no UTF-8 or end in half an escape cannot be had. */
static bool
check_values(const Reader *reader, const char *name)
{
    g_auto(GStrv) keys = g_key_file_get_keys(reader->file, name, NULL, NULL);

    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        g_autoptr(GError) cause = NULL;
        g_autofree char *text = g_key_file_get_string(reader->file, name, keys[i], &cause);

        if (text == NULL)
            return refuse(reader, name, "%s", cause->message);
    }
    return TRUE;
}

static bool
read_group(const Reader *reader, ConfGroup *group)
{
    const char *name = group->name;

    if (!check_values(reader, name))
        return FALSE;
    group->inputs = list_of(reader, name, "inputs");
    group->output = text_of(reader, name, "output");
    group->keep = list_of(reader, name, "keep");
    if (!read_command(reader, name, &group->command) || !read_gates(reader, name, &group->fail_on))
        return FALSE;
    if (group->inputs[0] == NULL)
        return refuse(reader, name, "say which PDFs: inputs = file.pdf;folder");
    if (g_strv_contains((const char *const *)group->inputs, "-"))
        return refuse(reader, name, "inputs = -: standard input cannot be checked");
    if (group->output == NULL || *group->output == '\0')
        return refuse(reader, name, "say where its files are: output = folder");
    return (!g_key_file_has_group(reader->file, COMMON) ||
            read_arguments(reader, group->command, COMMON, group->arguments)) &&
           read_arguments(reader, group->command, name, group->arguments);
}

/* Keys of the common group must be options of some command. */
static bool
check_common(const Reader *reader)
{
    static const Command commands[] = { COMMAND_CONVERT, COMMAND_BOOK, COMMAND_TABLES };
    g_auto(GStrv) keys = g_key_file_get_keys(reader->file, COMMON, NULL, NULL);

    for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
        bool known = strcmp(keys[i], "fail-on") == 0;

        if (!known && g_strv_contains(own_keys, keys[i]))
            return refuse(reader, COMMON, "%s belongs in a group of its own, as [handbook]",
                          keys[i]);
        for (guint c = 0; c < G_N_ELEMENTS(commands); c++)
            known |= raw_kind(commands[c], keys[i]) != RAW_NONE;
        if (!known || g_strv_contains(barred, keys[i]))
            return refuse_key(reader, COMMAND_CONVERT, COMMON, keys[i]);
    }
    return TRUE;
}

static Conf *
read_groups(const Reader *reader)
{
    g_autoptr(Conf) conf = g_new0(Conf, 1);
    g_auto(GStrv) names = g_key_file_get_groups(reader->file, NULL);

    conf->groups = g_ptr_array_new_with_free_func(group_free);
    if (!check_values(reader, COMMON) || !read_gates(reader, COMMON, &conf->fail_on) ||
        !check_common(reader))
        return NULL;
    for (guint i = 0; names[i] != NULL; i++) {
        if (strcmp(names[i], COMMON) == 0)
            continue;
        ConfGroup *group = g_new0(ConfGroup, 1);
        group->name = g_strdup(names[i]);
        group->arguments = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(conf->groups, group);
        if (!read_group(reader, group))
            return NULL;
    }
    if (conf->groups->len > 0)
        return g_steal_pointer(&conf);
    g_set_error(reader->error, CONF_ERROR, CONF_ERROR_SYNTAX,
                "%s: nothing to check: it wants a group for each document, as [handbook]",
                reader->path);
    return NULL;
}

Conf *
conf_read(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GError) cause = NULL;
    const Reader reader = { path, file, error };

    if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &cause))
        return read_groups(&reader);
    if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error(error, CONF_ERROR, CONF_ERROR_FILE,
                    "%s: no such file: `sheaf init` writes one, --conf names another", path);
    else
        g_set_error(error, CONF_ERROR,
                    cause->domain == G_KEY_FILE_ERROR ? CONF_ERROR_SYNTAX : CONF_ERROR_FILE,
                    "%s: %s", path, cause->message);
    return NULL;
}

void
conf_free(Conf *conf)
{
    if (conf == NULL)
        return;
    g_ptr_array_unref(conf->groups);
    g_free(conf->fail_on);
    g_free(conf);
}
