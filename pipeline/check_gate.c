/* pipeline/check_gate.c - what the gates of a group find */
#include "pipeline/check_gate.h"

#include "pipeline/proof.h"

#include <string.h>

/* Takes @message. */
static void
add_fault(CheckGroup *group, const char *gate, const char *path, guint page, char *message)
{
    CheckFault *fault = g_new0(CheckFault, 1);

    *fault = (CheckFault){ gate, g_strdup(path), page, message };
    g_ptr_array_add(group->faults, fault);
}

static void
look_at_failures(CheckGroup *group, const CheckDocument *document)
{
    for (guint i = 0; !document->whole && i < document->errors->len; i++)
        add_fault(group, "failed", document->path, 0,
                  g_strdup(g_ptr_array_index(document->errors, i)));
    if (!document->whole && document->errors->len == 0)
        add_fault(group, "failed", document->path, 0, g_strdup("was not converted"));
}

static void
look_at_tables(CheckGroup *group, const CheckDocument *document, double least)
{
    for (guint i = 0; i < document->tables->len; i++) {
        const ReportTable table = g_array_index(document->tables, ReportTable, i);

        if (table.confidence < least)
            add_fault(group, "confidence", document->path, table.page,
                      g_strdup_printf("a table with confidence %.2f, below %.2f", table.confidence,
                                      least));
    }
}

static void
look_at_words(CheckGroup *group, const CheckDocument *document, const Gates *gates)
{
    const ReportWords words = document->words;
    const guint dropped = words.dropped + words.lost;

    if (words.counted && gate_exceeds(gates->lost_words, words.lost, words.words))
        add_fault(group, "lost-words", document->path, 0,
                  g_strdup_printf("%u of %u words are in no file, for no known reason", words.lost,
                                  words.words));
    if (words.counted && gate_exceeds(gates->dropped_words, dropped, words.words))
        add_fault(group, "dropped-words", document->path, 0,
                  g_strdup_printf("%u of %u words are in no file", dropped, words.words));
}

static void
look_at_empty_pages(CheckGroup *group, GateLimit limit)
{
    guint n = 0;

    for (guint i = 0; i < group->documents->len; i++)
        n += ((const CheckDocument *)g_ptr_array_index(group->documents, i))->empty->len;
    for (guint i = 0; gate_exceeds(limit, n, 0) && i < group->documents->len; i++) {
        const CheckDocument *document = g_ptr_array_index(group->documents, i);

        for (guint k = 0; k < document->empty->len; k++)
            add_fault(group, "empty-pages", document->path,
                      g_array_index(document->empty, guint, k), g_strdup("no text"));
    }
}

/* "file: dead link: ..." of a book or of Markdown files. */
static void
look_at_links(CheckGroup *group, GateLimit limit)
{
    g_autoptr(GPtrArray) files = proof_read(group->folder, NULL);
    g_autoptr(GPtrArray) found = files != NULL ? proof_find(files, group->folder) : NULL;
    guint n = 0;

    for (guint i = 0; found != NULL && i < found->len; i++) {
        const char *text = g_ptr_array_index(found, i);

        n += strstr(text, ": dead link: ") != NULL || strstr(text, ": missing picture: ") != NULL;
    }
    for (guint i = 0; found != NULL && gate_exceeds(limit, n, 0) && i < found->len; i++) {
        const char *text = g_ptr_array_index(found, i);
        const char *what = strstr(text, ": dead link: ");

        what = what != NULL ? what : strstr(text, ": missing picture: ");
        if (what == NULL)
            continue;
        g_autofree char *name = g_strndup(text, (gsize)(what - text));
        g_autofree char *path = check_result_join(group->base, name);
        add_fault(group, "dead-links", path, 0, g_strdup(what + 2));
    }
}

void
check_gate(CheckGroup *group, const Gates *gates)
{
    for (guint i = 0; i < group->documents->len; i++) {
        const CheckDocument *document = g_ptr_array_index(group->documents, i);

        if (gates->failed)
            look_at_failures(group, document);
        look_at_tables(group, document, gates->confidence);
        look_at_words(group, document, gates);
    }
    if (gates->empty_pages.set)
        look_at_empty_pages(group, gates->empty_pages);
    if (gates->dead_links.set)
        look_at_links(group, gates->dead_links);
}
