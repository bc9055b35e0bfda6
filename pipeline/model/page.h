/* pipeline/model/page.h - one page and all that the stages find on it
 *
 * A Page owns everything on it: arrays of plain structs, and indices into them
 * instead of pointers between them, so that its JSON form has the same shape.
 * Strings inside elements belong to their array, which frees them.
 *
 * Space: points, origin at the top left of the upright page (a page with
 * /Rotate is turned before anything sees it; a scan on its side is turned when
 * detect has seen which way is up). See geometry.h; quarter.h has the way to
 * the page as a viewer shows it, and back.
 *
 *   stage    fills
 *   load     number, label, size, styles, words, left_out, links, images, tags
 *   detect   kind, choices, skew_deg, rulings, fills, pictures, lattices; turn, and with it size
 *            and boxes of what load found
 *   ocr      words (again, on pages or regions that it read), choices, skew_deg
 *   layout   lines, line_words, tables, blocks
 */
#pragma once

#include "pipeline/model/choice.h"
#include "pipeline/model/geometry.h"
#include "pipeline/model/table.h"

/* How a run of glyphs is set. Interned: equal styles have one index. */
typedef struct {
    char *font;    /* PostScript name without its subset tag; "" when unknown */
    double size;   /* points */
    guint32 color; /* 0xRRGGBB */
    bool bold, italic, fixed;
} Style;

/* Glyphs of one style with no white space between them. A typeset word that
 * changes its style, or a link, within is several Words, all but the first glued. */
typedef struct {
    char *text; /* UTF-8, NFC, never empty */
    Bbox bbox;
    double baseline;   /* y of the baseline of upright text; x for turned text */
    double confidence; /* 0 to 1; 1 for the text layer */
    guint style;       /* into styles */
    gint link;         /* into links, -1 for none */
    gint16 rotation;   /* degrees clockwise: 0, 90, 180, 270 */
    bool glued;        /* no space between this word and the one before it */
    bool ocr;          /* read from the picture */
} Word;

/* One rectangle of a link annotation; a link over two lines has two. */
typedef struct {
    Bbox bbox;
    char *uri;       /* target outside the file, NULL for a link inside */
    guint dest_page; /* from 1; 0 for a link outside, or a broken one */
    double dest_y;   /* on dest_page, 0 for its top */
} Link;

/* Where the page paints a bitmap. */
typedef struct {
    Bbox bbox;
    guint width_px, height_px; /* of the bitmap itself */
} Image;

typedef enum {
    TAG_OTHER, /* a division, an entry of contents, or nothing that is known */
    TAG_PARAGRAPH,
    TAG_HEADING,
    TAG_ITEM, /* label and first paragraph of a list's item */
    TAG_CAPTION,
    TAG_NOTE,
    TAG_TABLE, /* all of its cells */
    TAG_FIGURE,
} TagKind;

/* What the file says of its own structure: one element of its tree, as far as it is on this page.
 * A claim like others, which detect/tagging.h checks against the page. */
typedef struct {
    TagKind kind;
    guint level; /* headings: from 1; others 0 */
    guint depth; /* items: as a Block's */
    char *text;  /* without the spaces at line ends */
} Tag;

/* A straight stroke; detect/ruling.h. */
typedef struct {
    Axis axis;
    double at;       /* y of a horizontal ruling, x of a vertical one: its middle */
    double from, to; /* its ends on the other axis */
    double width;    /* thickness */
} Ruling;

/* A rectangle painted in one colour that is not the paper's. */
typedef struct {
    Bbox bbox;
    guint32 color; /* 0xRRGGBB */
} Fill;

typedef enum { PICTURE_BITMAP, PICTURE_DRAWING } PictureKind;

/* A figure: a bitmap, or strokes and fills that are neither table nor text. */
typedef struct {
    Bbox bbox;
    PictureKind kind;
} Picture;

/* Words on one baseline within one column, in the order in which they are read: from left to
 * right, or as the text layer has them where some run to the left. */
typedef struct {
    Bbox bbox;
    double baseline;
    double size;  /* of most of its glyphs, points */
    guint style;  /* of most of its glyphs */
    guint first;  /* into line_words */
    guint n;      /* words */
    guint column; /* lines that share a band and a column of the page have one number */
} Line;

typedef enum {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING, /* a candidate: detect/heading.h settles which and its level */
    BLOCK_ITEM,
    BLOCK_CODE,
    BLOCK_TABLE,
    BLOCK_PICTURE,
    BLOCK_CAPTION,
    BLOCK_NOTE,      /* a footnote */
    BLOCK_FURNITURE, /* running head, page number: detect/furniture.h */
    BLOCK_FORMULA,
} BlockKind;

/* Consecutive lines that belong together, or one table or picture. Blocks are
 * in reading order; the lines of a block are consecutive in `lines`. */
typedef struct {
    BlockKind kind;
    Bbox bbox;
    guint first_line, n_lines; /* into lines; none for tables and pictures */
    guint depth;               /* items: nesting from 0, and whatever stands in an item: its
                                  item's nesting + 1; others 0 */
    char *marker;              /* items, notes: the bullet, number or mark as printed, else NULL;
                                  it is also the first word(s) of the first line */
    guint n_marker;            /* words of the first line that make up the marker */
    bool ordered;              /* items: numbered or lettered */
    bool quoted;               /* in a box or tint that is not code: a callout */
    gint table;                /* into tables, else -1 */
    gint picture;              /* into pictures, else -1; of a paragraph: it is all that stands
                                  in the picture, its lines are rows */
} Block;

typedef enum {
    PAGE_DIGITAL, /* its words are its text layer */
    PAGE_SCAN,    /* a picture of a page, no text layer worth having */
    PAGE_LAYERED, /* a picture of a page with an OCR layer that is kept */
} PageKind;

typedef struct {
    guint number;         /* from 1, in the file; both halves of a spread have one */
    char *label;          /* as the file calls it ("iv"), NULL for none */
    double width, height; /* points, upright */
    PageKind kind;
    guint turn;       /* quarter turns, clockwise, that made it upright: 0 to 3 */
    guint half;       /* of a spread: 1 what is read first, 2 the other; 0 is a whole page */
    double left, top; /* where it is on the page as shown: not 0 for the half of a spread */
    double skew_deg;  /* a scan's, clockwise; boxes are those after turning it back */
    GArray *styles;   /* Style */
    GArray *words;    /* Word, in the order of the text layer */
    guint left_out;   /* characters of the text layer that are none: no words were made of them */
    GArray *links;    /* Link */
    GArray *images;   /* Image */
    GArray *tags;     /* Tag, in the order of the structure tree; none where there is no tree */

    GArray *choices; /* Choice: of the page first, then of parts of it */

    GArray *rulings;     /* Ruling: horizontal ones first, each group by at, then from */
    GArray *fills;       /* Fill, top to bottom */
    GArray *pictures;    /* Picture */
    GPtrArray *lattices; /* Lattice, top to bottom */

    GArray *line_words; /* guint: indices into words, line after line */
    GArray *lines;      /* Line, in reading order */
    GPtrArray *tables;  /* Table, top to bottom */
    GArray *blocks;     /* Block, in reading order */

    GPtrArray *issues; /* char *: what was guessed or skipped, for the report */
} Page;

Page *page_new(guint number, double width, double height);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* Index of the style in @styles that equals @style, appended when there is none. */
guint page_intern_style(GArray *styles, const Style *style);

/* Notes something guessed or skipped; a message noted before is not repeated. */
void page_add_issue(Page *page, const char *format, ...) G_GNUC_PRINTF(2, 3);

static inline const Word *
page_word(const Page *page, guint i)
{
    return &g_array_index(page->words, Word, i);
}

static inline const Style *
page_style(const Page *page, guint i)
{
    return &g_array_index(page->styles, Style, i);
}

static inline const Line *
page_line(const Page *page, guint i)
{
    return &g_array_index(page->lines, Line, i);
}

static inline const Block *
page_block(const Page *page, guint i)
{
    return &g_array_index(page->blocks, Block, i);
}

/* The @k-th word of a line. */
static inline const Word *
page_line_word(const Page *page, const Line *line, guint k)
{
    return page_word(page, g_array_index(page->line_words, guint, line->first + k));
}

/* Empty arrays whose elements are cleared when they go. */
GArray *page_styles_new(void);
GArray *page_words_new(void);
GArray *page_links_new(void);
GArray *page_tags_new(void);
GArray *page_blocks_new(void);
