/* tests/test-reach.c - header labels: which columns they are for, which lines are one */
#include "tests/stream_art.h"

static void
a_short_rule_tells_the_columns_of_a_label(void)
{
    stream_art_expect("           Teachers       Hires\n"
                      "         ------------  -----------\n"
                      "Year     Total  Some   Total  Some\n"
                      "----------------------------------\n"
                      "1996      3051  2667     384   311\n"
                      "1997      3138  2746     391   305\n"
                      "1998      3230  2830     400   300\n",
                      "Year<2x1> | Teachers<1x2> | Hires<1x2>\n"
                      "Total | Some | Total | Some\n"
                      "1996 | 3051 | 2667 | 384 | 311\n"
                      "1997 | 3138 | 2746 | 391 | 305\n"
                      "1998 | 3230 | 2830 | 400 | 300\n");
}

static void
a_label_alone_over_all_columns_spans_them(void)
{
    stream_art_expect("                Effect\n"
                      "Size        1.1   1.2   1.3\n"
                      "---------------------------\n"
                      "Large       800   880   960\n"
                      "Middle      160   176   192\n"
                      "Small        80    88    96\n",
                      "Size<2x1> | Effect<1x3>\n"
                      "1.1 | 1.2 | 1.3\n"
                      "Large | 800 | 880 | 960\n"
                      "Middle | 160 | 176 | 192\n"
                      "Small | 80 | 88 | 96\n");
}

static void
labels_of_a_line_share_the_columns_below(void)
{
    /* Each stands in the middle of its columns, over one of them or over none. */
    stream_art_expect("              2005          Imports   Change\n"
                      "Island    Men   Women   Value   Sum    Share\n"
                      "Arran      69    1207     384   311      1.5\n"
                      "Bute       66    1246     391   305      2.5\n"
                      "Coll       83    1130     400   300      3.5\n",
                      "Island<2x1> | 2005<1x2> | Imports<1x2> | Change Share<2x1>\n"
                      "Men | Women | Value | Sum\n"
                      "Arran | 69 | 1207 | 384 | 311 | 1.5\n"
                      "Bute | 66 | 1246 | 391 | 305 | 2.5\n"
                      "Coll | 83 | 1130 | 400 | 300 | 3.5\n");
}

static void
a_label_in_the_middle_of_three_is_for_all_of_them(void)
{
    stream_art_expect("                  2005                     2006\n"
                      "Island    Men   Women   Pupils     Men   Women   Pupils\n"
                      "Arran      69    1207      384      69     311       15\n"
                      "Bute       66    1246      391      66     305       25\n"
                      "Coll       83    1130      400      83     300       35\n",
                      "Island<2x1> | 2005<1x3> | 2006<1x3>\n"
                      "Men | Women | Pupils | Men | Women | Pupils\n"
                      "Arran | 69 | 1207 | 384 | 69 | 311 | 15\n"
                      "Bute | 66 | 1246 | 391 | 66 | 305 | 25\n"
                      "Coll | 83 | 1130 | 400 | 83 | 300 | 35\n");
}

static void
a_mark_far_off_the_middle_is_for_the_column_it_stands_in(void)
{
    stream_art_expect("                           Returns on the sum\n"
                      "Time                                  j\n"
                      "        Returns             for the firm\n"
                      "2012         10%                 7%\n"
                      "2013          6%                 8%\n"
                      "2014          7%                 5%\n",
                      "Time | Returns | Returns on the sum j for the firm\n"
                      "2012 | 10% | 7%\n"
                      "2013 | 6% | 8%\n"
                      "2014 | 7% | 5%\n");
}

static void
a_label_that_goes_on_below_is_for_one_column(void)
{
    stream_art_expect("                Margin of             Margin of\n"
                      "Island  Number  error (%)    Percent  error (%)\n"
                      "Arran       69       1207        384        311\n"
                      "Bute        66       1246        391        305\n"
                      "Coll        83       1130        400        300\n",
                      "Island | Number | Margin of error (%) | Percent | Margin of error (%)\n"
                      "Arran | 69 | 1207 | 384 | 311\n"
                      "Bute | 66 | 1246 | 391 | 305\n"
                      "Coll | 83 | 1130 | 400 | 300\n");
}

static void
stacked_labels_are_one_cell(void)
{
    stream_art_expect("            Per cent   Average\n"
                      "Student          who    amount\n"
                      "group       borrowed      owed\n"
                      "------------------------------\n"
                      "Public          44.4    31,200\n"
                      "Private         45.9    36,600\n"
                      "Other           41.3    31,900\n",
                      "Student group | Per cent who borrowed | Average amount owed\n"
                      "Public | 44.4 | 31,200\n"
                      "Private | 45.9 | 36,600\n"
                      "Other | 41.3 | 31,900\n");
}

static void
the_first_label_of_a_header_may_have_the_most_lines(void)
{
    stream_art_expect("Number of errors   Freq.    Cum.\n"
                      "found\n"
                      "None at all          138     6.9\n"
                      "One of a kind        178    15.7\n"
                      "More than that       626    46.8\n",
                      "Number of errors found | Freq. | Cum.\n"
                      "None at all | 138 | 6.9\n"
                      "One of a kind | 178 | 15.7\n"
                      "More than that | 626 | 46.8\n");
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
#define ADD(name) g_test_add_func("/reach/" #name, name)
    ADD(a_short_rule_tells_the_columns_of_a_label);
    ADD(a_label_alone_over_all_columns_spans_them);
    ADD(labels_of_a_line_share_the_columns_below);
    ADD(a_label_in_the_middle_of_three_is_for_all_of_them);
    ADD(a_mark_far_off_the_middle_is_for_the_column_it_stands_in);
    ADD(a_label_that_goes_on_below_is_for_one_column);
    ADD(stacked_labels_are_one_cell);
    ADD(the_first_label_of_a_header_may_have_the_most_lines);
    return g_test_run();
}
