/* pipeline/book_option.c - what only `sheaf book` is asked for */
#include "pipeline/book_option.h"

#include "pipeline/picture_file.h"

#include <string.h>

#define MIN_DPI 36
#define MAX_DPI 1200

GOptionEntry *
book_option_entries(BookRaw *raw)
{
    const GOptionEntry entries[] = {
        { "split", 0, 0, G_OPTION_ARG_STRING, &raw->split,
          "What a file is: chapter (default), part, section, none (all in one)", "WHAT" },
        { "site", 0, 0, G_OPTION_ARG_STRING, &raw->site,
          "Add what a site generator wants: none (default), mdbook, jekyll, docusaurus, hugo",
          "TOOL" },
        { "footnotes", 0, 0, G_OPTION_ARG_STRING, &raw->footnotes,
          "Number footnotes anew in each file (chapter, default) or through the book (book)",
          "HOW" },
        { "figure-dpi", 0, 0, G_OPTION_ARG_STRING, &raw->figure_dpi,
          "Dots per inch of figures that have to be drawn; default 200", "DPI" },
        { "verify", 0, 0, G_OPTION_ARG_FILENAME, &raw->verify,
          "Write nothing: check the folder that was written before, and with INPUT that all words "
          "of it are there",
          "FOLDER" },
        { NULL },
    };

    return g_memdup2(entries, sizeof(entries));
}

void
book_option_raw_clear(BookRaw *raw)
{
    g_free(raw->split);
    g_free(raw->site);
    g_free(raw->footnotes);
    g_free(raw->figure_dpi);
    g_free(raw->verify);
}

/* The index of @text in @choices; @value as it is when it was not given. */
static bool
read_choice(const char *option, const char *text, const char *const *choices, guint *value,
            char **message)
{
    for (guint i = 0; text != NULL && choices[i] != NULL; i++) {
        if (strcmp(text, choices[i]) == 0) {
            *value = i;
            return true;
        }
    }
    if (text == NULL)
        return true;
    g_autofree char *list = g_strjoinv(", ", (char **)choices);
    *message = g_strdup_printf("--%s %s: want one of %s", option, text, list);
    return false;
}

static bool
read_dpi(const char *text, double *dpi, char **message)
{
    char *end;

    *dpi = PICTURE_FILE_DPI;
    if (text == NULL)
        return true;
    *dpi = g_ascii_strtod(text, &end);
    if (end != text && *end == '\0' && *dpi >= MIN_DPI && *dpi <= MAX_DPI)
        return true;
    *message =
        g_strdup_printf("--figure-dpi %s: want a number from %d to %d", text, MIN_DPI, MAX_DPI);
    return false;
}

bool
book_option_read(const BookRaw *raw, BookOptions *options, char **message)
{
    guint split = CHAPTER_SPLIT_CHAPTER, site = SITE_NONE, footnotes = 0;

    if (!read_choice("split", raw->split,
                     (const char *[]){ "chapter", "part", "section", "none", NULL }, &split,
                     message) ||
        !read_choice("site", raw->site,
                     (const char *[]){ "none", "mdbook", "jekyll", "docusaurus", "hugo", NULL },
                     &site, message) ||
        !read_choice("footnotes", raw->footnotes, (const char *[]){ "chapter", "book", NULL },
                     &footnotes, message) ||
        !read_dpi(raw->figure_dpi, &options->figure_dpi, message))
        return false;
    options->split = (ChapterSplit)split;
    options->site = (SiteKind)site;
    options->notes_through = footnotes == 1;
    options->verify = g_strdup(raw->verify);
    return true;
}

void
book_option_clear(BookOptions *options)
{
    g_clear_pointer(&options->verify, g_free);
}
