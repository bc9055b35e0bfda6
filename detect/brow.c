/* detect/brow.c - labels above a region, and rows below it, that no rule or fill takes in
 *
 *     Table 3. Ships and crews of the islands in       crosses the white: a title
 *     the last year                                    the end of one: ditto
 *                        Men at    Ships per           each piece keeps to a column: labels
 *     Island              work       day               the white is free: labels
 *     -----------------------------------------
 *     Arnsay               310        12
 *     Bellholm              75         9               the region; its white is what nearly
 *     -----------------------------------------        all of its lines leave free
 *
 * Lines are taken from the region upwards, as long as they are near and keep to the columns. A
 * label over a group of columns crosses some white, but begins neither at the left nor is it long.
 */
#include "detect/brow.h"

#include <math.h>

/* Of a size. */
#define ROW_GAP 0.9        /* white between a region and labels or rows beside it */
#define MAX_GAP 2.0        /* ... where rows are set wide */
#define MIN_WHITE 0.35     /* white between two columns */
#define TITLE_STEP 1.7     /* baselines of one title are no further apart */
#define SLACK 0.3          /* of white that a label may cover */
#define SECTION_INDENT 2.0 /* of the label of a section */
#define EDGE 2.0           /* labels may reach so far over the sides of a region */

#define ASIDE 60.0      /* points: looked at beside a region */
#define REACH 120.0     /* points: looked at above and below a region */
#define ROW_SHARE 1.1   /* of the white between rows of the region */
#define CROSSED 0.1     /* of the lines of a region: so many may cross the white of its columns */
#define LONG_PIECE 0.45 /* of the region's width: longer ones are prose */

typedef struct {
    double x0, x1;
} White;

typedef struct {
    double x;
    gint step;
} Edge;

static gint
compare_edges(gconstpointer a, gconstpointer b)
{
    const Edge *p = a, *q = b;

    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->step - q->step;
}

/* White in @region that nearly all of the strips @first to before @end leave free, from left to
 * right. (transfer full) */
static GArray *
white_of(const Strips *strips, guint first, guint end, Bbox region)
{
    GArray *whites = g_array_new(FALSE, FALSE, sizeof(White));
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(Edge));
    gint over = 0;
    guint rows = 0;

    for (guint s = first; s < end; s++) {
        const Strip *strip = strip_at(strips, s);

        rows += strip->n > 1;
        for (guint k = 0; k < strip->n; k++) {
            const Bbox box = strip_piece(strips, strip->first + k)->bbox;
            const Edge from = { box.x0, 1 }, to = { box.x1, -1 };
            if (box.x1 < region.x0 || box.x0 > region.x1)
                continue;
            g_array_append_val(edges, from);
            g_array_append_val(edges, to);
        }
    }
    g_array_sort(edges, compare_edges);
    const gint few = (gint)(CROSSED * rows);
    for (guint i = 0; i + 1 < edges->len; i++) {
        const Edge *edge = &g_array_index(edges, Edge, i);
        White *last = whites->len > 0 ? &g_array_index(whites, White, whites->len - 1) : NULL;

        over += edge->step;
        if (over > few)
            continue;
        if (last != NULL && edge->x - last->x1 < 0.01)
            last->x1 = edge[1].x;
        else
            g_array_append_vals(whites, &(White){ edge->x, edge[1].x }, 1);
    }
    for (guint i = whites->len; i-- > 0;) {
        const White *white = &g_array_index(whites, White, i);
        if (white->x1 - white->x0 < MIN_WHITE * strips->em)
            g_array_remove_index(whites, i);
    }
    return whites;
}

/* What is seen of a region: the lines in it and near it, and the white of its columns. */
typedef struct {
    Bbox region;
    Strips *strips;
    GArray *whites;   /* White */
    guint first, end; /* strips in the region */
} View;

/* The pieces of a strip that stand over or under the region. */
typedef struct {
    const Piece *first;
    guint n;
    Bbox bbox;
    double size;
} Course;

static View
view_of(const Page *page, Bbox region)
{
    const Bbox area = { region.x0 - ASIDE, region.y0 - REACH, region.x1 + ASIDE,
                        region.y1 + REACH };
    g_autoptr(GArray) words = strip_words(page, area);
    View view = { .region = region, .strips = strip_find(page, words, area) };
    const guint n = view.strips->strips->len;

    while (view.first < n && bbox_mid_y(strip_at(view.strips, view.first)->bbox) < region.y0)
        view.first++;
    view.end = view.first;
    while (view.end < n && bbox_mid_y(strip_at(view.strips, view.end)->bbox) < region.y1)
        view.end++;
    view.whites = white_of(view.strips, view.first, view.end, region);
    return view;
}

static void
view_clear(View *view)
{
    strip_free(view->strips);
    g_array_unref(view->whites);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(View, view_clear)

static Course
course_of(const View *view, guint s)
{
    const Strip *strip = strip_at(view->strips, s);
    Course course = { .bbox = BBOX_EMPTY, .size = strip->size };

    for (guint k = 0; k < strip->n; k++) {
        const Piece *piece = strip_piece(view->strips, strip->first + k);

        if (piece->bbox.x1 < view->region.x0 || piece->bbox.x0 > view->region.x1)
            continue;
        course.first = course.n++ == 0 ? piece : course.first;
        course.bbox = bbox_union(course.bbox, piece->bbox);
    }
    return course;
}

/* How many of the whites does @box lie over? */
static guint
crossed(const View *view, Bbox box)
{
    const double slack = SLACK * view->strips->em;
    guint n = 0;

    for (guint i = 0; i < view->whites->len; i++) {
        const White *white = &g_array_index(view->whites, White, i);
        n += box.x0 < white->x0 + slack && box.x1 > white->x1 - slack;
    }
    return n;
}

/* Does the course keep within the sides of the region? */
static bool
keeps_inside(const View *view, const Course *course)
{
    return course->bbox.x0 > view->region.x0 - EDGE * course->size &&
           course->bbox.x1 < view->region.x1 + EDGE * course->size;
}

/* Does a piece, the last of its course, begin where the entries of a column do? A cell of text may
 * be as long as its column is wide, while prose keeps to no column. */
static bool
begins_column(const View *view, const Course *course, guint k)
{
    for (guint i = 0; i < view->whites->len && k > 0 && k + 1 == course->n; i++) {
        const White *white = &g_array_index(view->whites, White, i);
        if (fabs(course->first[k].bbox.x0 - white->x1) < SLACK * course->size)
            return true;
    }
    return false;
}

/* Several pieces, short but for a last cell of text, and white of the columns between two of them.
 */
static bool
is_row(const View *view, const Course *course)
{
    guint over = 0;

    if (course->n < 2 || !keeps_inside(view, course))
        return false;
    for (guint k = 0; k < course->n; k++) {
        if (bbox_width(course->first[k].bbox) > LONG_PIECE * bbox_width(view->region) &&
            !begins_column(view, course, k))
            return false;
        over += crossed(view, course->first[k].bbox);
    }
    return crossed(view, course->bbox) > over;
}

/* A piece over one column, but for the first: what stands there may be the end of a title. */
static bool
is_column_label(const View *view, const Course *course)
{
    const White *first = &g_array_index(view->whites, White, 0);

    return course->n == 1 && keeps_inside(view, course) && crossed(view, course->bbox) == 0 &&
           bbox_mid_x(course->bbox) > first->x1;
}

/* A piece in the middle, over several columns. */
static bool
is_group_label(const View *view, const Course *course)
{
    const double width = bbox_width(view->region);

    return course->n == 1 && course->bbox.x0 > view->region.x0 + 0.2 * width &&
           bbox_width(course->bbox) < 0.4 * width && keeps_inside(view, course);
}

static gint
compare_doubles(gconstpointer a, gconstpointer b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* How much white may be between the region and a row of it? Not much more than between the rows
 * inside it. */
static double
row_gap(const View *view)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));
    const double em = view->strips->em;

    for (guint s = view->first + 1; s < view->end; s++) {
        const double gap =
            strip_at(view->strips, s)->bbox.y0 - strip_at(view->strips, s - 1)->bbox.y1;
        g_array_append_val(gaps, gap);
    }
    g_array_sort(gaps, compare_doubles);
    const double usual = gaps->len > 0 ? g_array_index(gaps, double, gaps->len / 2) : 0;
    return CLAMP(ROW_SHARE * usual, ROW_GAP * em, MAX_GAP * em);
}

/* Is strip @s the last line of a title, with another line of it right above? Labels of columns
 * are wrapped, too, but keep to them. */
static bool
ends_title(const View *view, guint s)
{
    const Course course = course_of(view, s);

    if (s == 0 || course.n != 1)
        return false;
    const Course above = course_of(view, s - 1);
    const double step =
        strip_at(view->strips, s)->baseline - strip_at(view->strips, s - 1)->baseline;
    return above.n > 0 && step < TITLE_STEP * MAX(course.size, above.size) &&
           (region_is_caption(view->strips, s - 1) || !keeps_inside(view, &above) ||
            (above.n == 1 && (crossed(view, above.bbox) > 0 || !is_column_label(view, &course))));
}

/* Is strip @s the label of a section, over the first column and right below the labels of all? */
static bool
is_first_section(const View *view, guint s, double gap)
{
    const Course course = course_of(view, s);

    if (s == 0 || course.n != 1 || !keeps_inside(view, &course) ||
        course.bbox.x0 > view->region.x0 + SECTION_INDENT * course.size ||
        bbox_width(course.bbox) > LONG_PIECE * bbox_width(view->region))
        return false;
    const Course above = course_of(view, s - 1);
    return above.n > 1 && is_row(view, &above) && course.bbox.y0 - above.bbox.y1 < gap;
}

Bbox
brow_above(const Page *page, Bbox region)
{
    g_auto(View) view = view_of(page, region);
    const double gap = row_gap(&view);

    for (guint s = view.first; s-- > 0 && view.whites->len > 0;) {
        const Course course = course_of(&view, s);

        if (course.n == 0)
            continue;
        if (region.y0 - course.bbox.y1 > gap || region_is_caption(view.strips, s) ||
            ends_title(&view, s) ||
            !(is_row(&view, &course) || is_column_label(&view, &course) ||
              is_group_label(&view, &course) || is_first_section(&view, s, gap)))
            break;
        region.y0 = course.bbox.y0 - 1;
    }
    return region;
}

/* @region with the rows below it that stand in its view. */
static Bbox
rows_below(const Page *page, Bbox region)
{
    g_auto(View) view = view_of(page, region);
    const double gap = row_gap(&view);

    for (guint s = view.end; s < view.strips->strips->len && view.whites->len > 0; s++) {
        const Course course = course_of(&view, s);

        if (course.n == 0)
            continue;
        if (course.bbox.y0 - region.y1 > gap || region_is_caption(view.strips, s) ||
            !is_row(&view, &course))
            break;
        region.y1 = course.bbox.y1 + 1;
    }
    return region;
}

Bbox
brow_below(const Page *page, Bbox region)
{
    /* Under the header of a table that goes on over a page no rule follows: look on from the last
     * row in view. */
    for (;;) {
        const Bbox grown = rows_below(page, region);

        if (!(grown.y1 > region.y1 + REACH / 2))
            return grown;
        region = grown;
    }
}
