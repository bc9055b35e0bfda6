/* tests/test-page-pack.c - a page goes from process to process unchanged, and nothing else gets in
 */
#include "pipeline/model/page_json.h"
#include "pipeline/model/page_pack.h"

#include <math.h>
#include <string.h>

/* A page with something in every field. */
static Page *
full_page(void)
{
    static const char text[] =
        "{\"version\":5,\"stage\":\"layout\",\"number\":12,\"label\":\"xii\",\"width\":595.276,"
        "\"height\":841.89,\"kind\":\"scan\",\"turn\":3,\"half\":2,\"left\":297.5,\"top\":1.25,"
        "\"skew_deg\":-0.75,\"styles\":[{\"font\":\"Charter\",\"size\":9.963,\"color\":\"#00ff7f\","
        "\"bold\":false,\"italic\":true,\"fixed\":false}],\"words\":[{\"text\":\"Stra\303\237e\","
        "\"bbox\":[1.001,2,30.999,12],\"baseline\":10,\"confidence\":0.5,\"style\":0,\"link\":1,"
        "\"rotation\":270,\"glued\":true,\"ocr\":true},{\"text\":\"1.\",\"bbox\":[1,2,3,12],"
        "\"baseline\":10,\"confidence\":1,\"style\":0,\"link\":-1,\"rotation\":0,\"glued\":false,"
        "\"ocr\":false}],\"left_out\":7,\"links\":[{\"bbox\":[1,2,3,4],\"uri\":null,"
        "\"dest_page\":3,\"dest_y\":72.25},{\"bbox\":[1,2,3,4],\"uri\":\"https://example.org/\","
        "\"dest_page\":0,\"dest_y\":0}],\"images\":[{\"bbox\":[0,0,595.276,841.89],"
        "\"width_px\":2480,\"height_px\":3508}],\"tags\":[{\"kind\":\"item\",\"level\":0,"
        "\"depth\":1,\"text\":\"one\"}],\"choices\":[{\"bbox\":[0,0,10,10],"
        "\"reason\":\"no-text\",\"read\":true}],\"rulings\":[{\"axis\":\"v\",\"at\":50.1,"
        "\"from\":10,\"to\":90.5,\"width\":0.4}],\"fills\":[{\"bbox\":[1,2,3,4],"
        "\"color\":\"#fafafa\"}],\"pictures\":[{\"bbox\":[5,6,7,8],\"kind\":\"drawing\"}],"
        "\"lattices\":[{\"bbox\":[10,10,30,30],\"xs\":[10,20.5,30],\"ys\":[10,20.5,30],"
        "\"h_wall\":\"100000\",\"v_wall\":\"000001\"}],\"line_words\":[1,0],\"lines\":[{"
        "\"bbox\":[1,2,30,12],\"baseline\":10.5,\"size\":9.963,\"style\":0,\"first\":0,\"n\":2,"
        "\"column\":3}],\"tables\":[{\"page\":1,\"bbox\":[10,20,110,60],\"rows\":2,\"cols\":2,"
        "\"header_rows\":1,\"columns_given\":true,\"method\":\"stream\",\"confidence\":0.875,"
        "\"xs\":[10,60,110],\"cells\":[{\"row\":1,\"col\":0,\"rowspan\":1,\"colspan\":2,"
        "\"page\":1,\"bbox\":[10,40,110,60],\"text\":\"two words\",\"words\":[1]}],\"parts\":[{"
        "\"page\":1,\"bbox\":[10,20,110,60]},{\"page\":2,\"bbox\":[10,20,110,40]}],"
        "\"warnings\":[\"guessed\"]}],\"blocks\":[{\"kind\":\"item\",\"bbox\":[1,2,30,12],"
        "\"first_line\":0,\"n_lines\":1,\"depth\":0,\"marker\":\"1.\",\"n_marker\":1,"
        "\"ordered\":true,\"quoted\":false,\"table\":-1,\"picture\":-1},{\"kind\":\"table\","
        "\"bbox\":[10,20,110,60],\"first_line\":1,\"n_lines\":0,\"depth\":0,\"marker\":null,"
        "\"n_marker\":0,\"ordered\":false,\"quoted\":true,\"table\":0,\"picture\":-1}],"
        "\"issues\":[\"a guess\",\"another\"]}";
    g_autoptr(GError) error = NULL;
    StageId after;
    Page *page = page_json_read(text, strlen(text), &after, &error);

    g_assert_no_error(error);
    return page;
}

static char *
as_json(const Page *page)
{
    g_autoptr(GError) error = NULL;
    char *text = page_json_write(page, STAGE_LAYOUT, &error);

    g_assert_no_error(error);
    return text;
}

static GByteArray *
packed(const Page *page)
{
    g_autoptr(GError) error = NULL;
    GByteArray *bytes = g_byte_array_new();

    g_assert_true(page_pack(page, STAGE_LAYOUT, bytes, &error));
    g_assert_no_error(error);
    return bytes;
}

static void
what_is_unpacked_is_what_was_packed(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(Page) empty = page_new(3, 10, 20);
    g_autoptr(GByteArray) bytes = packed(page);
    g_autoptr(GError) error = NULL;
    StageId after;

    g_assert_true(page_pack(empty, STAGE_LOAD, bytes, &error));
    const guint8 *at = bytes->data, *end = at + bytes->len;
    g_autoptr(Page) first = page_unpack(&at, end, &after, &error);
    g_assert_no_error(error);
    g_assert_cmpint(after, ==, STAGE_LAYOUT);
    g_autofree char *was = as_json(page), *is = as_json(first);
    g_assert_cmpstr(is, ==, was);

    g_autoptr(Page) second = page_unpack(&at, end, &after, &error);
    g_assert_no_error(error);
    g_assert_cmpint(after, ==, STAGE_LOAD);
    g_assert_cmpuint(second->number, ==, 3);
    g_assert_true(at == end);
}

/* JSON has no more than a thousandth of a point, and no infinity. */
static void
numbers_stay_as_they_are(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GError) error = NULL;
    StageId after;

    page->skew_deg = 1.0 / 3;
    g_array_index(page->rulings, Ruling, 0).width = INFINITY; /* wrong, and safe */
    g_autoptr(GByteArray) bytes = packed(page);
    const guint8 *at = bytes->data;
    g_autoptr(Page) again = page_unpack(&at, at + bytes->len, &after, &error);

    g_assert_no_error(error);
    g_assert_cmpfloat(again->skew_deg, ==, 1.0 / 3);
    g_assert_true(isinf(g_array_index(again->rulings, Ruling, 0).width));
}

static void
what_is_cut_off_is_no_page(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GByteArray) bytes = packed(page);

    for (guint n = 0; n < bytes->len; n++) {
        g_autoptr(GError) error = NULL;
        g_autofree guint8 *part = g_memdup2(bytes->data, MAX(n, 1)); /* to be seen beyond */
        const guint8 *at = part;
        StageId after;

        g_assert_null(page_unpack(&at, part + n, &after, &error));
        g_assert_error(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM);
        g_assert_true(at == part);
    }
}

/* Whatever the bytes are: a page that may be gone through, or an error. */
static void
what_is_damaged_does_no_harm(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GByteArray) bytes = packed(page);
    GRand *random = g_rand_new_with_seed(41);
    guint errors = 0;

    for (guint i = 0; i < 20000; i++) {
        g_autofree guint8 *copy = g_memdup2(bytes->data, bytes->len);
        g_autoptr(GError) error = NULL;
        const guint8 *at = copy;
        StageId after;

        for (gint n = g_rand_int_range(random, 1, 4); n > 0; n--)
            copy[g_rand_int_range(random, 0, (gint)bytes->len)] =
                i % 2 == 0 ? (guint8)g_rand_int(random) : (guint8)(0xFF * (i / 2 % 2));
        g_autoptr(Page) got = page_unpack(&at, copy + bytes->len, &after, &error);
        g_assert_true((got == NULL) == (error != NULL));
        errors += error != NULL;
        if (got != NULL) {
            g_autoptr(GByteArray) again = g_byte_array_new();

            g_assert_true(page_pack(got, after, again, &error));
        }
    }
    g_assert_cmpuint(errors, >, 1000);
    g_rand_free(random);
}

/* A size that leaves no room for itself. */
static void
no_size_is_no_page(void)
{
    for (guint8 size = 0; size < 9; size++) {
        g_autoptr(GError) error = NULL;
        g_autofree guint8 *bytes = g_malloc0(8);
        const guint8 *at = bytes;
        StageId after;

        bytes[G_BYTE_ORDER == G_LITTLE_ENDIAN ? 0 : 3] = size;
        g_assert_null(page_unpack(&at, bytes + 8, &after, &error));
        g_assert_error(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM);
    }
}

static void
text_is_utf8(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GError) error = NULL;
    StageId after;

    page->label[1] = (char)0xFC; /* a lead byte, with what follows to be skipped */
    g_autoptr(GByteArray) bytes = packed(page);
    const guint8 *at = bytes->data;
    g_assert_null(page_unpack(&at, at + bytes->len, &after, &error));
    g_assert_error(error, PAGE_PACK_ERROR, PAGE_PACK_ERROR_FORM);
}

static void
a_page_that_is_none_is_not_packed(void)
{
    g_autoptr(Page) page = full_page();
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autoptr(GError) error = NULL;

    g_array_index(page->line_words, guint, 0) = 99;
    g_assert_false(page_pack(page, STAGE_LAYOUT, bytes, &error));
    g_assert_error(error, VERIFY_ERROR, VERIFY_ERROR_SHAPE);
    g_assert_cmpuint(bytes->len, ==, 0);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/page-pack/same", what_is_unpacked_is_what_was_packed);
    g_test_add_func("/page-pack/numbers", numbers_stay_as_they_are);
    g_test_add_func("/page-pack/cut-off", what_is_cut_off_is_no_page);
    g_test_add_func("/page-pack/damaged", what_is_damaged_does_no_harm);
    g_test_add_func("/page-pack/no-size", no_size_is_no_page);
    g_test_add_func("/page-pack/utf8", text_is_utf8);
    g_test_add_func("/page-pack/no-page", a_page_that_is_none_is_not_packed);
    return g_test_run();
}
