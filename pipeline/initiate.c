/* pipeline/initiate.c - `sheaf init`: a first sheaf.conf, and a workflow that checks by it
 *
 * Each PDF of the folder goes through the stages once, without OCR, so that
 * what it is can be guessed from what is in it:
 *
 *     an outline, and the pages of a book       book
 *     most of its words in tables               tables
 *     anything else                             convert
 *
 * PDFs of one folder that are alike share a group. Then what sheaf.conf asks
 * for is converted where it is not there yet, so that the first check has
 * something to compare with.
 */
#include "pipeline/initiate.h"

#include "pipeline/batch.h"
#include "pipeline/check.h"
#include "pipeline/help.h"
#include "pipeline/output.h"
#include "pipeline/tree.h"
#include "pipeline/workflow.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A paper may have an outline of its sections. Below this many pages, one file is handier than a
 * folder of them. */
#define BOOK_PAGES 16

/* Titles of the highest level that an outline of chapters has at least. */
#define BOOK_TITLES 3

static const char intro[] =
    " What of this repository comes from which PDF. `sheaf check` converts all of it afresh and\n"
    " says what differs; `sheaf check --update` writes it. Each group is a document or a folder:\n"
    " command (convert, book, tables), inputs, output, and any option of the command without its\n"
    " dashes, as in `lang = deu`. The commands were guessed: change what is wrong.\n"
    "\n"
    " What else makes a check fail goes into fail-on: failed, empty-pages, confidence=0.7,\n"
    " dead-links, lost-words, dropped-words=10%";

/* A PDF and what to do with it. */
typedef struct {
    char *path;
    Command command; /* COMMAND_COUNT: it could not be read */
} Guess;

typedef struct {
    BatchWriter writer; /* the first, so that the batch's writer is a Guesser */
    GArray *guesses;    /* Guess */
} Guesser;

static void
guess_clear(gpointer data)
{
    g_free(((Guess *)data)->path);
}

/* Words in tables, and in all. */
static void
count_words(const Document *document, guint *in_tables, guint *all)
{
    *in_tables = *all = 0;
    for (guint i = 0; i < document->pages->len; i++)
        *all += document_nth(document, i)->words->len;
    for (guint i = 0; i < document->flow->elements->len; i++) {
        const Table *table = flow_element(document->flow, i)->table;

        for (guint k = 0; table != NULL && k < table->cells->len; k++) {
            const Cell *cell = &g_array_index(table->cells, Cell, k);
            *in_tables += cell->words != NULL ? cell->words->len : 0;
        }
    }
}

static Command
guess(const Document *document)
{
    guint titles = 0, in_tables, all;

    for (guint i = 0; i < document->outline->len; i++)
        titles += g_array_index(document->outline, OutlineEntry, i).level == 1;
    if (document->n_pages >= BOOK_PAGES &&
        (titles >= BOOK_TITLES || document->outline->len >= (gsize)BOOK_TITLES * BOOK_TITLES))
        return COMMAND_BOOK;
    count_words(document, &in_tables, &all);
    return 2 * in_tables > all ? COMMAND_TABLES : COMMAND_CONVERT;
}

/* In a worker. */
static bool
write_guess(Batch *batch, const Input *input, Intake *intake, GError **error)
{
    (void)error;
    g_string_append_printf(batch->lines, "%u %s\n", input->ordinal,
                           help_topic(guess(intake->document))->name);
    return TRUE;
}

static bool
take_guesses(Batch *batch, GError **error)
{
    Guesser *guesser = (Guesser *)(void *)batch->writer;
    g_auto(GStrv) lines = g_strsplit(batch->lines->str, "\n", -1);

    (void)error;
    for (guint i = 0; lines[i] != NULL; i++) {
        char *name;
        const guint64 at = g_ascii_strtoull(lines[i], &name, 10);

        if (*name == ' ' && at < guesser->guesses->len)
            g_array_index(guesser->guesses, Guess, at).command = help_command(name + 1);
    }
    return TRUE;
}

/* FALSE: the user wants to stop. */
static bool
make_guesses(GArray *guesses, const Options *init)
{
    Guesser guesser = { .writer = { .write = write_guess, .finish = take_guesses },
                        .guesses = guesses };
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_autofree char *scratch = g_dir_make_tmp("sheaf-init-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;

    g_strv_builder_add_many(builder, "convert", "--ocr=never", "-o", scratch, "--", NULL);
    for (guint i = 0; i < guesses->len; i++)
        g_strv_builder_add(builder, g_array_index(guesses, Guess, i).path);
    g_auto(GStrv) arguments = g_strv_builder_end(builder);
    g_autoptr(Options) options = option_parse(COMMAND_CONVERT, arguments, &error);
    if (scratch == NULL || options == NULL) {
        report_say("%s", error != NULL ? error->message : "cannot make a temporary folder");
        return FALSE;
    }
    options->jobs = init->jobs;
    options->quiet = init->quiet;
    const int status = batch_run(options, &guesser.writer);
    tree_remove(scratch);
    return status != STATUS_INTERRUPTED;
}

/* The first folder of @path. (transfer full): NULL when it is in none */
static char *
folder_of(const char *path)
{
    const char *slash = strchr(path, '/');

    return slash != NULL ? g_strndup(path, (gsize)(slash - path)) : NULL;
}

/* How many PDFs are in @folder, if one command is right for all of them; else 0. */
static guint
count_alike(const GArray *guesses, const char *folder, Command command)
{
    guint n = 0;

    for (guint i = 0; i < guesses->len; i++) {
        const Guess *other = &g_array_index(guesses, Guess, i);
        g_autofree char *its = folder_of(other->path);

        if (g_strcmp0(its, folder) != 0)
            continue;
        if (other->command != command)
            return 0;
        n++;
    }
    return n;
}

/* A name for a group that is none yet, of characters that it may have. (transfer full) */
static char *
group_name(GKeyFile *file, const char *stem)
{
    g_autofree char *plain = g_strdelimit(g_strdup(stem), "[]\r\n\t", '-');
    char *name = g_strdup(strcmp(plain, "sheaf") == 0 ? "sheaf-pdf" : plain);

    for (guint n = 2; g_key_file_has_group(file, name); n++) {
        g_free(name);
        name = g_strdup_printf("%s-%u", plain, n);
    }
    return name;
}

static void
add_group(GKeyFile *file, const char *stem, Command command, const char *input, const char *ending)
{
    g_autofree char *name = group_name(file, stem);
    g_autofree char *output = g_strconcat(stem, ending, NULL);
    const char *inputs[] = { input };

    g_key_file_set_string(file, name, "command", help_topic(command)->name);
    g_key_file_set_string_list(file, name, "inputs", inputs, 1);
    g_key_file_set_string(file, name, "output", output);
}

static void
add_guess(GKeyFile *file, const GArray *guesses, const Guess *one, GHashTable *folders)
{
    static const char *const of_folder[COMMAND_COUNT] = {
        [COMMAND_CONVERT] = "-markdown", [COMMAND_BOOK] = "-books", [COMMAND_TABLES] = "-tables"
    };
    static const char *const of_file[COMMAND_COUNT] = {
        [COMMAND_CONVERT] = ".md", [COMMAND_BOOK] = "", [COMMAND_TABLES] = "-tables"
    };
    g_autofree char *folder = folder_of(one->path);

    if (one->command == COMMAND_COUNT || (folder != NULL && g_hash_table_contains(folders, folder)))
        return;
    if (folder != NULL && count_alike(guesses, folder, one->command) > 1) {
        add_group(file, folder, one->command, folder, of_folder[one->command]);
        g_hash_table_add(folders, g_steal_pointer(&folder));
        return;
    }
    g_autofree char *stem = g_strndup(one->path, strlen(one->path) - strlen(".pdf"));
    add_group(file, stem, one->command, one->path, of_file[one->command]);
}

/* (transfer full): the text of sheaf.conf; NULL when no PDF could be read */
static char *
conf_text(const GArray *guesses)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    g_autoptr(GHashTable) folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) groups = NULL;
    gsize n;

    g_key_file_set_string(file, "sheaf", "fail-on", GATE_DEFAULT);
    g_key_file_set_comment(file, NULL, NULL, intro, NULL);
    for (guint i = 0; i < guesses->len; i++)
        add_guess(file, guesses, &g_array_index(guesses, Guess, i), folders);
    groups = g_key_file_get_groups(file, &n);
    return n > 1 ? g_key_file_to_data(file, NULL, NULL) : NULL;
}

/* PDFs of this folder and below. (transfer full): Guess */
static GArray *
find_pdfs(void)
{
    g_autoptr(GPtrArray) names = tree_list(".");
    GArray *guesses = g_array_new(FALSE, TRUE, sizeof(Guess));

    g_array_set_clear_func(guesses, guess_clear);
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        const gsize n = strlen(name);
        const Guess one = { .path = (char *)name, .command = COMMAND_COUNT };

        if (n > 4 && g_ascii_strcasecmp(name + n - 4, ".pdf") == 0) {
            g_array_append_val(guesses, one);
            names->pdata[i] = NULL;
        }
    }
    return guesses;
}

/* The nearest folder above this one that git keeps; this one when there is none.
 * (transfer full) */
static char *
repository_root(const char *folder)
{
    g_autofree char *at = g_strdup(folder);

    while (TRUE) {
        g_autofree char *git = g_build_filename(at, ".git", NULL);
        g_autofree char *above = g_path_get_dirname(at);

        if (g_file_test(git, G_FILE_TEST_EXISTS))
            return g_steal_pointer(&at);
        if (strcmp(above, at) == 0)
            return g_strdup(folder);
        g_free(at);
        at = g_steal_pointer(&above);
    }
}

static bool
may_write(const char *path, const char *otherwise, const Options *options)
{
    if (options->check.force || !g_file_test(path, G_FILE_TEST_EXISTS))
        return TRUE;
    report_say("%s is there already: nothing was written (--force writes over it%s)", path,
               otherwise);
    return FALSE;
}

/* The workflow, where one is asked for, and where it goes. */
typedef struct {
    CheckCi service;
    char *path, *conf; /* of the workflow; of sheaf.conf, seen from the root */
} Workflow;

static Workflow
plan_workflow(const Options *options)
{
    g_autofree char *folder = g_get_current_dir();
    g_autofree char *root = repository_root(folder);
    const char *below = folder + strlen(root);
    Workflow workflow = { .service = options->check.ci };

    if (workflow.service == CHECK_CI_GUESS)
        workflow.service = workflow_service(root);
    below += strspn(below, "/");
    workflow.conf = g_build_filename(below, CHECK_OPTION_CONF, NULL);
    if (workflow_path(workflow.service) != NULL)
        workflow.path = strcmp(root, folder) == 0
                            ? g_strdup(workflow_path(workflow.service))
                            : g_build_filename(root, workflow_path(workflow.service), NULL);
    return workflow;
}

static bool
write_files(const GArray *guesses, const Workflow *workflow, const Options *options)
{
    g_autofree char *conf = conf_text(guesses);
    g_autofree char *text = workflow_text(workflow->service, workflow->conf);
    g_autoptr(GError) error = NULL;

    if (conf == NULL) {
        report_say("none of the PDFs can be read: nothing was written");
        return FALSE;
    }
    if (!output_text(CHECK_OPTION_CONF, conf, &error) ||
        (workflow->path != NULL && !output_text(workflow->path, text, &error))) {
        report_say("%s", error->message);
        return FALSE;
    }
    g_autofree char *said = g_strconcat(
        "wrote " CHECK_OPTION_CONF "\n", workflow->path != NULL ? "wrote " : "",
        workflow->path != NULL ? workflow->path : "", workflow->path != NULL ? "\n" : "", NULL);
    return options->quiet || output_text(NULL, said, NULL);
}

/* Converts what is not there yet. */
static int
fill(const Options *init)
{
    char name[] = "check";
    char *arguments[] = { name, NULL };
    g_autoptr(Options) options = option_parse(COMMAND_CHECK, arguments, NULL);

    options->jobs = init->jobs;
    options->quiet = init->quiet;
    options->check.fill = TRUE;
    return check_run(options);
}

/* Why they cannot be read was said when it was tried. Returns: how many */
static guint
say_left_out(const GArray *guesses)
{
    guint n = 0;

    for (guint i = 0; i < guesses->len; i++) {
        const Guess *one = &g_array_index(guesses, Guess, i);

        if (one->command != COMMAND_COUNT)
            continue;
        report_say("%s: left out of " CHECK_OPTION_CONF ", as it cannot be read", one->path);
        n++;
    }
    return n;
}

static int
initiate(const Options *options, const Workflow *workflow)
{
    g_autoptr(GArray) guesses = find_pdfs();

    if (!may_write(CHECK_OPTION_CONF, "", options) ||
        (workflow->path != NULL &&
         !may_write(workflow->path, ", --ci none leaves it out", options)))
        return STATUS_NOTHING;
    if (guesses->len == 0) {
        report_say("there is no PDF in this folder: name another, as in `sheaf init docs/`");
        return STATUS_NOTHING;
    }
    if (!make_guesses(guesses, options))
        return STATUS_INTERRUPTED;
    if (!write_files(guesses, workflow, options))
        return STATUS_NOTHING;
    const guint n_left = say_left_out(guesses);
    const int status = fill(options);
    return status == STATUS_DONE && n_left > 0 ? STATUS_SOME : status;
}

int
initiate_run(const Options *options)
{
    if (options->inputs[0] != NULL && options->inputs[1] != NULL) {
        report_say("init: name one folder (see `sheaf help init`)");
        return STATUS_USAGE;
    }
    if (options->inputs[0] != NULL && g_chdir(options->inputs[0]) != 0) {
        report_say("cannot go to folder %s: %s", options->inputs[0], g_strerror(errno));
        return STATUS_NOTHING;
    }
    Workflow workflow = plan_workflow(options);
    const int status = initiate(options, &workflow);
    g_free(workflow.path);
    g_free(workflow.conf);
    return status;
}
