/* emit/site.c - what site generators want beside the chapters
 *
 * Chapters stay what they are on GitHub: each tool is told to take links to
 * files, ids of headings and braces as GitHub does.
 */
#include "emit/site.h"

#include "emit/escape.h"

/* Hugo takes no link to a file for a link to its page, unless told to. */
static const char hugo_link[] =
    "{{- $url := urls.Parse .Destination -}}\n"
    "{{- $href := .Destination -}}\n"
    "{{- if and (not $url.Scheme) (strings.HasSuffix $url.Path \".md\") -}}\n"
    "{{- $name := cond (eq $url.Path \"README.md\") \"/\" $url.Path -}}\n"
    "{{- with .Page.GetPage $name -}}{{- $href = .RelPermalink -}}{{- end -}}\n"
    "{{- with $url.Fragment -}}{{- $href = printf \"%s#%s\" $href . -}}{{- end -}}\n"
    "{{- end -}}\n"
    "<a href=\"{{ $href | safeURL }}\">{{ .Text | safeHTML }}</a>\n"
    "{{- /* no line end behind a link */ -}}\n";

const char *
site_folder(SiteKind kind)
{
    return kind == SITE_DOCUSAURUS ? "docs" : kind == SITE_HUGO ? "content" : "";
}

const char *
site_readme(SiteKind kind)
{
    return kind == SITE_HUGO ? "_index.md" : "README.md";
}

bool
site_has_summary(SiteKind kind)
{
    return kind == SITE_NONE || kind == SITE_MDBOOK;
}

/* @text in double quotes: YAML, TOML, JSON and JavaScript agree on what these escapes mean. */
static void
append_quoted(GString *out, const char *text)
{
    g_autofree char *clean = escape_line(text);

    g_string_append_c(out, '"');
    for (const char *p = clean; *p != '\0'; p++) {
        if (*p == '"' || *p == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

char *
site_front_matter(SiteKind kind, const char *title, guint position)
{
    if (kind == SITE_NONE || kind == SITE_MDBOOK)
        return g_strdup("");

    GString *out = g_string_new("---\ntitle: ");
    append_quoted(out, title);
    if (kind == SITE_JEKYLL)
        g_string_append_printf(out, "\nnav_order: %u%s", position,
                               position == 0 ? "\npermalink: /" : "");
    else if (kind == SITE_HUGO)
        g_string_append_printf(out, "\nweight: %u", position + 1);
    else
        /* Braces and less-than signs are text, not program. */
        g_string_append_printf(out, "\nsidebar_position: %u%s\nmdx:\n  format: md", position,
                               position == 0 ? "\nslug: /" : "");
    g_string_append(out, "\n---\n\n");
    return g_string_free(out, FALSE);
}

static void
site_file_free(gpointer data)
{
    SiteFile *file = data;

    g_free(file->name);
    g_free(file->text);
    g_free(file);
}

static void
add(GPtrArray *files, const char *name, char *text)
{
    SiteFile *file = g_new0(SiteFile, 1);

    file->name = g_strdup(name);
    file->text = text;
    g_ptr_array_add(files, file);
}

static char *
mdbook_toml(const char *title, const Imprint *imprint)
{
    GString *out = g_string_new("[book]\ntitle = ");

    append_quoted(out, title);
    if (imprint->author != NULL) {
        g_string_append(out, "\nauthors = [");
        append_quoted(out, imprint->author);
        g_string_append_c(out, ']');
    }
    g_string_append(out, "\nsrc = \".\"\n");
    return g_string_free(out, FALSE);
}

static char *
jekyll_config(const char *title, const Imprint *imprint)
{
    GString *out = g_string_new("title: ");

    append_quoted(out, title);
    if (imprint->author != NULL) {
        g_string_append(out, "\nauthor: ");
        append_quoted(out, imprint->author);
    }
    g_string_append(out, "\ntheme: minima\nheader_pages: [README.md]\n"
                         "plugins: [jekyll-relative-links]\n"
                         "defaults:\n  - scope: { path: \"\" }\n"
                         "    values: { layout: default, render_with_liquid: false }\n");
    return g_string_free(out, FALSE);
}

static char *
docusaurus_config(const char *title)
{
    GString *out = g_string_new("module.exports = {\n  title: ");

    append_quoted(out, title);
    g_string_append(out, ",\n  url: \"https://example.org\",\n  baseUrl: \"/\",\n"
                         "  onBrokenLinks: \"throw\",\n"
                         "  presets: [[\"classic\", {\n"
                         "    docs: { routeBasePath: \"/\", numberPrefixParser: false },\n"
                         "    blog: false,\n  }]],\n};\n");
    return g_string_free(out, FALSE);
}

static char *
hugo_toml(const char *title)
{
    GString *out = g_string_new("baseURL = \"https://example.org/\"\ntitle = ");

    append_quoted(out, title);
    g_string_append(out, "\nuglyURLs = true\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\"]\n\n"
                         "[markup.goldmark.renderer]\nunsafe = true\n");
    return g_string_free(out, FALSE);
}

GPtrArray *
site_files(SiteKind kind, const char *title, const Imprint *imprint)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(site_file_free);

    switch (kind) {
    case SITE_NONE:
        break;
    case SITE_MDBOOK:
        add(files, "book.toml", mdbook_toml(title, imprint));
        break;
    case SITE_JEKYLL:
        add(files, "_config.yml", jekyll_config(title, imprint));
        break;
    case SITE_DOCUSAURUS:
        add(files, "docusaurus.config.js", docusaurus_config(title));
        add(files, "package.json",
            g_strdup("{\n  \"private\": true,\n  \"scripts\": { \"build\": \"docusaurus build\", "
                     "\"start\": \"docusaurus start\" },\n  \"dependencies\": {\n"
                     "    \"@docusaurus/core\": \"^3\",\n"
                     "    \"@docusaurus/preset-classic\": \"^3\",\n"
                     "    \"react\": \"^18\",\n    \"react-dom\": \"^18\"\n  }\n}\n"));
        break;
    case SITE_HUGO:
        add(files, "hugo.toml", hugo_toml(title));
        add(files, "layouts/_default/_markup/render-link.html", g_strdup(hugo_link));
        break;
    }
    return files;
}
