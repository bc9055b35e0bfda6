/* pipeline/main.c - the sheaf program: which command, and what the process needs */
#include "ocr/engine.h"
#include "pipeline/batch.h"
#include "pipeline/book.h"
#include "pipeline/check.h"
#include "pipeline/convert.h"
#include "pipeline/help.h"
#include "pipeline/initiate.h"
#include "pipeline/inspect.h"
#include "pipeline/merge.h"
#include "pipeline/output.h"
#include "pipeline/tables.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define STACK_BYTES ((rlim_t)100 << 20)

/* The same bytes everywhere: file names and arguments are UTF-8, numbers have points, messages
 * are English, whatever the environment says. */
static void
settle_locale(void)
{
    g_unsetenv("LANGUAGE");
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    setlocale(LC_ALL, "C.UTF-8");
}

/* Tesseract's threads cost more than they gain on a page at a time, and would take processors
 * from other workers. GCC's OpenMP is kept from making any (ocr/one_thread.h). Others read the
 * limit when they are loaded, which is when Tesseract is. Workers may load no code any more. */
static void
prepare_reading(void)
{
    g_setenv("OMP_THREAD_LIMIT", "1", FALSE);
    engine_prepare();
}

static int
show(char *text)
{
    g_autofree char *owned = text;

    return output_text(NULL, owned, NULL) ? STATUS_DONE : STATUS_NOTHING;
}

static int
usage_error(const char *command, const char *message)
{
    if (command != NULL)
        report_say("%s: %s (see `sheaf help %s`)", command, message, command);
    else
        report_say("%s (see `sheaf help`)", message);
    return STATUS_USAGE;
}

static int
help(char **arguments)
{
    if (arguments[0] == NULL)
        return show(help_overview());

    const Command command = help_command(arguments[0]);
    if (command != COMMAND_COUNT)
        return show(option_help(command));
    g_autofree char *message = help_no_command(arguments[0]);
    return usage_error(NULL, message);
}

static bool
asks_for_help(char **arguments)
{
    for (guint i = 1; arguments[i] != NULL && strcmp(arguments[i], "--") != 0; i++)
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0)
            return TRUE;
    return FALSE;
}

/* @arguments: the command's name first. */
static int
run_command(Command command, char **arguments)
{
    static int (*const runs[COMMAND_COUNT])(const Options *) = {
        [COMMAND_CONVERT] = convert_run, [COMMAND_BOOK] = book_run,
        [COMMAND_TABLES] = tables_run,   [COMMAND_MERGE] = merge_run,
        [COMMAND_INSPECT] = inspect_run, [COMMAND_CHECK] = check_run,
        [COMMAND_INIT] = initiate_run,
    };
    g_autoptr(GError) error = NULL;

    if (asks_for_help(arguments))
        return show(option_help(command));
    g_autoptr(Options) options = option_parse(command, arguments, &error);
    if (options == NULL) {
        if (error->code == OPTION_ERROR_USAGE)
            return usage_error(help_topic(command)->name, error->message);
        report_say("%s", error->message);
        return STATUS_NOTHING;
    }
    if (options->stage.ocr != OCR_NEVER)
        prepare_reading();
    if (!options->verbose)
        setMsgSeverity(L_SEVERITY_NONE);
    return runs[command](options);
}

/* Poppler reads trees (of a tagged file's structure, of its outline) by calling itself, which
 * takes more than the usual 8 MB where a broken file nests thousands deep. The kernel keeps this
 * much room below the stack in any case. */
static void
grow_stack(void)
{
    struct rlimit stack;

    if (getrlimit(RLIMIT_STACK, &stack) != 0 || stack.rlim_cur >= STACK_BYTES)
        return;
    stack.rlim_cur = MIN(stack.rlim_max, STACK_BYTES);
    setrlimit(RLIMIT_STACK, &stack);
}

int
main(int argc, char **argv)
{
    settle_locale();
    grow_stack();
    signal(SIGPIPE, SIG_IGN); /* a closed output is an error like others: see output.h */
    signal(SIGXFSZ, SIG_IGN); /* and so is a file larger than the user may write */
    if (argc < 2) {
        g_autofree const char **names = help_names();
        g_autofree char *list = g_strjoinv(", ", (char **)names);

        report_say("name a command: %s (see `sheaf help`)", list);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "help") == 0)
        return help(argv + 2);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return show(help_overview());
    if (strcmp(argv[1], "--version") == 0)
        return show(help_version());

    const Command command = help_command(argv[1]);
    if (command == COMMAND_COUNT) {
        g_autofree char *message = help_no_command(argv[1]);
        return usage_error(NULL, message);
    }
    return run_command(command, argv + 1);
}
