/* tests/test-message.c - messages arrive whole, in order, or not at all */
#include "pipeline/message.h"
#include "pipeline/output.h"
#include "pipeline/unit.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    int here, there;
} Wire;

static void
wire_open(Wire *wire)
{
    int ends[2];

    g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
    *wire = (Wire){ ends[0], ends[1] };
}

static void
wire_close(Wire *wire)
{
    close(wire->here);
    if (wire->there >= 0)
        close(wire->there);
}

/* What is left of "abc", "de" when they are cut after @n bytes and sent in two parts. */
static void
messages_arrive_whole_however_they_are_cut(void)
{
    g_autoptr(GByteArray) all = g_byte_array_new();
    Wire wire;

    wire_open(&wire);
    g_assert_true(message_send(wire.here, g_variant_new("(su)", "abc", 1)));
    g_assert_true(message_send(wire.here, g_variant_new("(su)", "de", 2)));
    g_assert_true(message_receive(wire.there, all));
    wire_close(&wire);

    for (guint cut = 0; cut <= all->len; cut++) {
        g_autoptr(GByteArray) received = g_byte_array_new();
        g_autoptr(GString) got = g_string_new(NULL);

        for (guint part = 0; part < 2; part++) {
            bool broken;
            GVariant *message;

            g_byte_array_append(received, all->data + (part == 0 ? 0 : cut),
                                part == 0 ? cut : all->len - cut);
            while ((message = message_next(received, G_VARIANT_TYPE("(su)"), &broken)) != NULL) {
                const char *text;
                guint32 number;

                g_variant_get(message, "(&su)", &text, &number);
                g_string_append_printf(got, "%s%u ", text, number);
                g_variant_unref(message);
            }
            g_assert_false(broken);
        }
        g_assert_cmpstr(got->str, ==, "abc1 de2 ");
        g_assert_cmpuint(received->len, ==, 0);
    }
}

static void
an_end_that_is_gone_is_noticed(void)
{
    g_autoptr(GByteArray) received = g_byte_array_new();
    Wire wire;

    wire_open(&wire);
    g_assert_true(message_receive(wire.here, received)); /* nothing yet */
    close(wire.there);
    wire.there = -1;
    g_assert_false(message_receive(wire.here, received));
    g_assert_null(message_wait(wire.here, G_VARIANT_TYPE("(su)"), NULL));
    g_assert_false(message_send(wire.here, g_variant_new("(su)", "abc", 1)));
    wire_close(&wire);
}

static void
nonsense_is_no_message(void)
{
    const guint32 huge = MESSAGE_MAX_BYTES + 1;
    const guint8 bytes[] = { 3, 0, 0, 0, 0xff, 0xff, 0xff };
    g_autoptr(GByteArray) received = g_byte_array_new();
    bool broken;

    g_byte_array_append(received, (const guint8 *)&huge, sizeof huge);
    g_assert_null(message_next(received, G_VARIANT_TYPE("(su)"), &broken));
    g_assert_true(broken);

    g_byte_array_set_size(received, 0);
    g_byte_array_append(received, bytes, sizeof bytes);
    g_assert_null(message_next(received, G_VARIANT_TYPE("(su)"), &broken));
    g_assert_true(broken);
}

static void
a_unit_is_the_same_behind_the_socket(void)
{
    const Unit sent = { .kind = UNIT_PAGES, .input = 7, .first = 17, .last = 32 };
    g_autoptr(GVariant) message = g_variant_ref_sink(unit_pack(&sent));
    Unit got;

    g_assert_true(g_variant_is_of_type(message, unit_type()));
    g_assert_true(unit_unpack(message, &got));
    g_assert_cmpint(got.kind, ==, sent.kind);
    g_assert_cmpuint(got.input, ==, sent.input);
    g_assert_cmpuint(got.first, ==, sent.first);
    g_assert_cmpuint(got.last, ==, sent.last);

    g_autoptr(GVariant) unknown = g_variant_ref_sink(g_variant_new("(uuuu)", 99, 0, 0, 0));
    g_assert_false(unit_unpack(unknown, &got));
}

/* Messages of libraries may be in any encoding. */
static void
a_result_is_the_same_behind_the_socket(void)
{
    UnitResult sent = { .outcome = OUTCOME_SPLIT, .n_pages = 400, .next = 9, .retires = TRUE };
    UnitResult got;

    report_entry_init(&sent.entry, "a.pdf");
    sent.entry.pages = 8;
    sent.entry.failed = 1;
    sent.entry.rendering = (StageCost){ .cpu_seconds = 0.5, .pages = 7 };
    sent.entry.read = 6;
    sent.entry.cpu_seconds = 1.25;
    sent.entry.max_rss_kib = 12345;
    sent.entry.costs[STAGE_OCR] = (StageCost){ .seconds = 2, .cpu_seconds = 1.5, .pages = 8 };
    g_ptr_array_add(sent.entry.errors, g_strdup("page 3: bad \xff byte"));
    g_ptr_array_add(sent.entry.warnings, g_strdup("one"));
    g_ptr_array_add(sent.entry.warnings, g_strdup("two"));
    const guint empty = 5;
    const ReportTable table = { 4, 0.25 };
    g_array_append_val(sent.entry.empty, empty);
    g_array_append_val(sent.entry.tables, table);
    sent.entry.words = (ReportWords){ TRUE, 10, 7, 2, 1 };
    sent.manifest = g_strdup("{}\n");
    sent.tables = g_strdup("{\"tables\": []}");
    sent.identity = (InputIdentity){ 99, 1234567890123456, "abc" };
    sent.outputs = g_ptr_array_new_with_free_func(output_file_free);
    g_ptr_array_add(sent.outputs, output_file_new("out/\xff.md", "def"));

    g_autoptr(GVariant) message = g_variant_ref_sink(unit_result_pack(&sent));
    g_assert_true(g_variant_is_of_type(message, unit_result_type()));
    g_assert_true(unit_result_unpack(message, &got));
    g_assert_cmpint(got.outcome, ==, OUTCOME_SPLIT);
    g_assert_cmpuint(got.n_pages, ==, 400);
    g_assert_cmpuint(got.next, ==, 9);
    g_assert_true(got.retires);
    g_assert_cmpuint(got.entry.pages, ==, 8);
    g_assert_cmpuint(got.entry.failed, ==, 1);
    g_assert_cmpuint(got.entry.rendering.pages, ==, 7);
    g_assert_cmpfloat(got.entry.rendering.cpu_seconds, ==, 0.5);
    g_assert_cmpuint(got.entry.read, ==, 6);
    g_assert_cmpfloat(got.entry.cpu_seconds, ==, 1.25);
    g_assert_cmpint(got.entry.max_rss_kib, ==, 12345);
    g_assert_cmpfloat(got.entry.costs[STAGE_OCR].cpu_seconds, ==, 1.5);
    g_assert_cmpuint(got.entry.costs[STAGE_OCR].pages, ==, 8);
    g_assert_cmpuint(got.entry.errors->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(got.entry.errors, 0), ==, "page 3: bad \xff byte");
    g_assert_cmpuint(got.entry.warnings->len, ==, 2);
    g_assert_cmpuint(got.entry.empty->len, ==, 1);
    g_assert_cmpuint(g_array_index(got.entry.empty, guint, 0), ==, 5);
    g_assert_cmpuint(got.entry.tables->len, ==, 1);
    g_assert_cmpfloat(g_array_index(got.entry.tables, ReportTable, 0).confidence, ==, 0.25);
    g_assert_true(got.entry.words.counted);
    g_assert_cmpuint(got.entry.words.words, ==, 10);
    g_assert_cmpuint(got.entry.words.lost, ==, 1);
    g_assert_cmpstr(got.manifest, ==, "{}\n");
    g_assert_cmpstr(got.tables, ==, "{\"tables\": []}");
    g_assert_cmpint(got.identity.size, ==, 99);
    g_assert_cmpint(got.identity.mtime_us, ==, 1234567890123456);
    g_assert_cmpstr(got.identity.sha256, ==, "abc");
    g_assert_cmpuint(got.outputs->len, ==, 1);
    g_assert_cmpstr(((OutputFile *)got.outputs->pdata[0])->path, ==, "out/\xff.md");
    g_assert_cmpstr(((OutputFile *)got.outputs->pdata[0])->sha256, ==, "def");
    unit_result_clear(&sent);
    unit_result_clear(&got);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/message/cut", messages_arrive_whole_however_they_are_cut);
    g_test_add_func("/message/gone", an_end_that_is_gone_is_noticed);
    g_test_add_func("/message/nonsense", nonsense_is_no_message);
    g_test_add_func("/message/unit", a_unit_is_the_same_behind_the_socket);
    g_test_add_func("/message/result", a_result_is_the_same_behind_the_socket);
    return g_test_run();
}
