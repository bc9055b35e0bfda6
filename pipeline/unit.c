/* pipeline/unit.c - what a worker is given to do, and what it says came of it
 *
 * Two forms of message, packed and unpacked here and nowhere else:
 *
 *   a unit    (kind, input, first, last)
 *   a result  (outcome, n_pages, next, retires, counts, costs by stage and last of rendering,
 *              CPU, memory, errors, warnings, advice, choices, manifest, tables, (size, time, hash)
 *              of the file, (path, hash) of each output, findings as finding.h packs them)
 *
 * Texts travel as bytes: a path or a message of a library need not be UTF-8.
 */
#include "pipeline/unit.h"

#include "pipeline/finding.h"
#include "pipeline/output.h"

#define UNIT_FORM "(uuuu)"
#define RESULT_FORM "(uuub(uuu)a(ddu)dxaayaayaaya(ub(dddd)ub)ayay(xxs)a(ays)" FINDING_FORM ")"

void
unit_result_clear(UnitResult *result)
{
    report_entry_clear(&result->entry);
    g_clear_pointer(&result->manifest, g_free);
    g_clear_pointer(&result->tables, g_free);
    g_clear_pointer(&result->outputs, g_ptr_array_unref);
}

const GVariantType *
unit_type(void)
{
    return G_VARIANT_TYPE(UNIT_FORM);
}

GVariant *
unit_pack(const Unit *unit)
{
    return g_variant_new(UNIT_FORM, (guint32)unit->kind, unit->input, unit->first, unit->last);
}

bool
unit_unpack(GVariant *message, Unit *unit)
{
    guint32 kind;

    *unit = (Unit){ 0 };
    g_variant_get(message, UNIT_FORM, &kind, &unit->input, &unit->first, &unit->last);
    unit->kind = (UnitKind)kind;
    return kind < UNIT_KIND_COUNT;
}

const GVariantType *
unit_result_type(void)
{
    return G_VARIANT_TYPE(RESULT_FORM);
}

static GVariant *
pack_texts(const GPtrArray *texts)
{
    return g_variant_new_bytestring_array((const char *const *)texts->pdata, texts->len);
}

static GVariant *
pack_costs(const ReportEntry *entry)
{
    GVariantBuilder builder;

    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ddu)"));
    for (guint i = 0; i <= STAGE_COUNT; i++) {
        const StageCost cost = i < STAGE_COUNT ? entry->costs[i] : entry->rendering;

        g_variant_builder_add(&builder, "(ddu)", cost.seconds, cost.cpu_seconds, cost.pages);
    }
    return g_variant_builder_end(&builder);
}

static GVariant *
pack_outputs(const GPtrArray *outputs)
{
    GVariantBuilder builder;

    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ays)"));
    for (guint i = 0; outputs != NULL && i < outputs->len; i++) {
        const OutputFile *file = g_ptr_array_index(outputs, i);

        g_variant_builder_add(&builder, "(^ays)", file->path, file->sha256);
    }
    return g_variant_builder_end(&builder);
}

static GVariant *
pack_choices(const GArray *choices)
{
    GVariantBuilder builder;

    g_variant_builder_init(&builder, G_VARIANT_TYPE("a(ub(dddd)ub)"));
    for (guint i = 0; i < choices->len; i++) {
        const ReportChoice *at = &g_array_index(choices, ReportChoice, i);
        const Bbox box = at->choice.bbox;

        g_variant_builder_add(&builder, "(ub(dddd)ub)", at->page, (gboolean)at->part, box.x0,
                              box.y0, box.x1, box.y1, (guint32)at->choice.reason,
                              (gboolean)at->choice.read);
    }
    return g_variant_builder_end(&builder);
}

GVariant *
unit_result_pack(const UnitResult *result)
{
    const ReportEntry *entry = &result->entry;

    return g_variant_new(
        "(uuub(uuu)@a(ddu)dx@aay@aay@aay@a(ub(dddd)ub)^ay^ay(xxs)@a(ays)@" FINDING_FORM ")",
        (guint32)result->outcome, result->n_pages, result->next, (gboolean)result->retires,
        entry->pages, entry->failed, entry->read, pack_costs(entry), entry->cpu_seconds,
        (gint64)entry->max_rss_kib, pack_texts(entry->errors), pack_texts(entry->warnings),
        pack_texts(entry->advice), pack_choices(entry->choices),
        result->manifest != NULL ? result->manifest : "",
        result->tables != NULL ? result->tables : "", result->identity.size,
        result->identity.mtime_us, result->identity.sha256, pack_outputs(result->outputs),
        finding_pack(entry));
}

static void
unpack_texts(GVariant *texts, GPtrArray *into)
{
    for (gsize i = 0; i < g_variant_n_children(texts); i++) {
        g_autoptr(GVariant) text = g_variant_get_child_value(texts, i);

        g_ptr_array_add(into, g_strdup(g_variant_get_bytestring(text)));
    }
}

/* FALSE: one of them has no reason that is known. */
static bool
unpack_choices(GVariant *choices, GArray *into)
{
    for (gsize i = 0; i < g_variant_n_children(choices); i++) {
        ReportChoice at = { 0 };
        Bbox *box = &at.choice.bbox;
        gboolean part, read;
        guint32 reason;

        g_variant_get_child(choices, i, "(ub(dddd)ub)", &at.page, &part, &box->x0, &box->y0,
                            &box->x1, &box->y1, &reason, &read);
        if (reason >= REASON_COUNT)
            return FALSE;
        at.part = part;
        at.choice.reason = (Reason)reason;
        at.choice.read = read;
        g_array_append_val(into, at);
    }
    return TRUE;
}

static GPtrArray *
unpack_outputs(GVariant *outputs)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(output_file_free);

    for (gsize i = 0; i < g_variant_n_children(outputs); i++) {
        g_autofree char *path = NULL, *sha256 = NULL;

        g_variant_get_child(outputs, i, "(^ays)", &path, &sha256);
        g_ptr_array_add(files, output_file_new(path, sha256));
    }
    return files;
}

bool
unit_result_unpack(GVariant *message, UnitResult *result)
{
    g_autoptr(GVariant) costs = NULL, errors = NULL, warnings = NULL, outputs = NULL;
    g_autoptr(GVariant) advice = NULL, choices = NULL, findings = NULL;
    g_autofree char *sha256 = NULL;
    guint32 outcome;
    gboolean retires;
    gint64 rss;

    *result = (UnitResult){ 0 };
    report_entry_init(&result->entry, NULL);
    ReportEntry *entry = &result->entry;
    g_variant_get(message,
                  "(uuub(uuu)@a(ddu)dx@aay@aay@aay@a(ub(dddd)ub)^ay^ay(xxs)@a(ays)@" FINDING_FORM
                  ")",
                  &outcome, &result->n_pages, &result->next, &retires, &entry->pages,
                  &entry->failed, &entry->read, &costs, &entry->cpu_seconds, &rss, &errors,
                  &warnings, &advice, &choices, &result->manifest, &result->tables,
                  &result->identity.size, &result->identity.mtime_us, &sha256, &outputs, &findings);
    finding_unpack(findings, entry);
    result->outcome = (UnitOutcome)outcome;
    result->retires = retires;
    entry->max_rss_kib = (long)rss;
    for (gsize i = 0; i < MIN(g_variant_n_children(costs), (gsize)STAGE_COUNT + 1); i++) {
        StageCost *cost = i < STAGE_COUNT ? &entry->costs[i] : &entry->rendering;

        g_variant_get_child(costs, i, "(ddu)", &cost->seconds, &cost->cpu_seconds, &cost->pages);
    }
    g_strlcpy(result->identity.sha256, sha256, sizeof result->identity.sha256);
    result->outputs = unpack_outputs(outputs);
    unpack_texts(errors, entry->errors);
    unpack_texts(warnings, entry->warnings);
    unpack_texts(advice, entry->advice);
    return outcome < OUTCOME_COUNT && unpack_choices(choices, entry->choices);
}
