/* tests/test-conf.c - sheaf.conf is understood, or refused with one line that says where and why */
#include "pipeline/conf.h"
#include "pipeline/gate.h"
#include "pipeline/suggestion.h"

#include <glib/gstdio.h>
#include <string.h>

/* NULL with an error where @text is refused. */
static Conf *
read_text(const char *text, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("conf-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "sheaf.conf", NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    Conf *conf = conf_read(path, error);
    g_unlink(path);
    g_rmdir(folder);
    return conf;
}

static void
expect_refused(const char *text, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Conf) conf = read_text(text, &error);

    g_assert_null(conf);
    g_assert_error(error, CONF_ERROR, CONF_ERROR_SYNTAX);
    g_assert_nonnull(strstr(error->message, "sheaf.conf: "));
    g_assert_cmpstr(strstr(error->message, "sheaf.conf: ") + strlen("sheaf.conf: "), ==, message);
}

#define BOOK "[b]\ncommand = book\ninputs = b.pdf\noutput = b\n"

static void
a_group_is_a_command_line(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Conf) conf =
        read_text("[sheaf]\nfail-on = failed,dead-links\nlang = deu\n"
                  "spans = repeat\n"
                  "[reports]\ncommand=tables\ninputs=a b.pdf;reports/\n"
                  "output= out/tables\nkeep=notes/;*.txt\nbom=true\nno-join=false\n"
                  "area=1:1,2,3,4;2:1,2,3,4\nfail-on=confidence=0.5\n" BOOK,
                  &error);

    g_assert_no_error(error);
    g_assert_cmpstr(conf->fail_on, ==, "failed,dead-links");
    g_assert_cmpuint(conf->groups->len, ==, 2);
    const ConfGroup *group = g_ptr_array_index(conf->groups, 0);
    g_assert_cmpstr(group->name, ==, "reports");
    g_assert_cmpint(group->command, ==, COMMAND_TABLES);
    g_autofree char *inputs = g_strjoinv("|", group->inputs);
    g_assert_cmpstr(inputs, ==, "a b.pdf|reports/");
    g_assert_cmpstr(group->output, ==, "out/tables");
    g_autofree char *keep = g_strjoinv("|", group->keep);
    g_assert_cmpstr(keep, ==, "notes/|*.txt");
    g_assert_cmpstr(group->fail_on, ==, "confidence=0.5");
    g_ptr_array_add(group->arguments, NULL);
    g_autofree char *arguments = g_strjoinv("|", (char **)group->arguments->pdata);
    g_assert_cmpstr(arguments, ==,
                    "--lang=deu|--spans=repeat|--bom|--area=1:1,2,3,4|--area=2:1,2,3,4");

    /* The book has no --spans. */
    const ConfGroup *book = g_ptr_array_index(conf->groups, 1);
    g_assert_cmpuint(book->arguments->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(book->arguments, 0), ==, "--lang=deu");
}

static void
what_makes_no_sense_is_refused_with_its_place(void)
{
    expect_refused("", "nothing to check: it wants a group for each document, as [handbook]");
    expect_refused("[b]\ninputs=b.pdf\noutput=b\n",
                   "[b]: say what to do: command = convert, book or tables");
    expect_refused("[b]\ncommand=bok\ninputs=b.pdf\noutput=b\n",
                   "[b]: command = bok: did you mean book?");
    expect_refused("[b]\ncommand=merge\ninputs=b.pdf\noutput=b\n",
                   "[b]: command = merge: want convert, book or tables");
    expect_refused("[b]\ncommand=book\noutput=b\n",
                   "[b]: say which PDFs: inputs = file.pdf;folder");
    expect_refused("[b]\ncommand=book\ninputs=-\noutput=b\n",
                   "[b]: inputs = -: standard input cannot be checked");
    expect_refused("[b]\ncommand=book\ninputs=b.pdf\n",
                   "[b]: say where its files are: output = folder");
    expect_refused(BOOK "iste = mdbook\n", "[b]: there is no option iste: did you mean site?");
    expect_refused(BOOK "ouptut = x\n", "[b]: there is no option ouptut: did you mean output?");
    expect_refused(BOOK "frobnicate = x\n",
                   "[b]: there is no option frobnicate (see `sheaf help book`)");
    expect_refused(BOOK "resume = true\n",
                   "[b]: resume cannot be set here: it is for the command line");
    expect_refused(BOOK "fail-on = everything\n",
                   "[b]: fail-on: 'everything' is unknown: want some of failed, empty-pages, "
                   "confidence, dead-links, lost-words, dropped-words");
    expect_refused("[t]\ncommand=tables\ninputs=b.pdf\noutput=b\nbom=yes\n",
                   "[t]: bom = yes: want true or false");
    expect_refused("[sheaf]\ncommand=book\n" BOOK,
                   "[sheaf]: command belongs in a group of its own, as [handbook]");
}

static void
a_file_that_is_not_there_is_not_a_mistake_in_it(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Conf) conf = conf_read("/nowhere/sheaf.conf", &error);

    g_assert_null(conf);
    g_assert_error(error, CONF_ERROR, CONF_ERROR_FILE);
    g_assert_nonnull(strstr(error->message, "sheaf init"));
}

static bool
exceeds(const char *gates, guint lost, guint words)
{
    g_autoptr(GError) error = NULL;
    Gates read;

    gate_read(gates, &read, &error);
    g_assert_no_error(error);
    return gate_exceeds(read.lost_words, lost, words);
}

static void
a_gate_lets_pass_what_it_is_told_to(void)
{
    g_assert_false(exceeds("failed", 99, 100));
    g_assert_false(exceeds("lost-words", 0, 100));
    g_assert_true(exceeds("lost-words", 1, 100));
    g_assert_false(exceeds("lost-words=10", 10, 100));
    g_assert_true(exceeds("lost-words=10", 11, 100));
    g_assert_false(exceeds(" failed , lost-words=10%", 20, 200));
    g_assert_true(exceeds("lost-words=10%", 21, 200));
}

static void
the_nearest_name_is_meant_if_it_is_near(void)
{
    const char *const names[] = { "output", "pages", "password", "to", NULL };

    g_assert_cmpstr(suggestion_find("ouput", names), ==, "output");
    g_assert_cmpstr(suggestion_find("otuput", names), ==, "output");
    g_assert_cmpstr(suggestion_find("page", names), ==, "pages");
    g_assert_cmpstr(suggestion_find("passwrd", names), ==, "password");
    g_assert_null(suggestion_find("frobnicate", names));
    g_assert_null(suggestion_find("x", names));
    g_assert_null(suggestion_find("", names));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/conf/" #name, name)
    TEST(a_group_is_a_command_line);
    TEST(what_makes_no_sense_is_refused_with_its_place);
    TEST(a_file_that_is_not_there_is_not_a_mistake_in_it);
    TEST(a_gate_lets_pass_what_it_is_told_to);
    TEST(the_nearest_name_is_meant_if_it_is_near);
    return g_test_run();
}
