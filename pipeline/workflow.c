/* pipeline/workflow.c - what a CI service is told to run: `sheaf check` for each change
 *
 * Where sheaf is to be had from is not known here: the workflow has a place for
 * the address of its Debian package, and says so while that is empty.
 */
#include "pipeline/workflow.h"

#include <string.h>

/* The shell's words for both services, a line each. */
#define NEED_PACKAGE ": \"${SHEAF_PACKAGE:?put the address of a .deb of sheaf into the workflow}\""
#define INSTALL_TOOLS                                                                              \
    "apt-get update && apt-get install --yes --no-install-recommends ca-certificates curl git"
#define FETCH "curl --fail --location --output /tmp/sheaf.deb \"$SHEAF_PACKAGE\""
#define INSTALL "apt-get install --yes /tmp/sheaf.deb"

#define HEAD                                                                                       \
    "# Are the committed files what their PDFs give? See sheaf.conf.\n"                            \
    "#\n"                                                                                          \
    "# Fill in SHEAF_PACKAGE: the address of sheaf's package for Debian 12. For scans in other\n"  \
    "# languages than English, install tesseract-ocr-deu and so on beside it.\n"

static const char github[] =
    HEAD "name: sheaf\n"
         "\n"
         "on:\n"
         "  push:\n"
         "  pull_request:\n"
         "\n"
         "permissions:\n"
         "  contents: read\n"
         "\n"
         "jobs:\n"
         "  check:\n"
         "    runs-on: ubuntu-latest\n"
         "    container: debian:12\n"
         "    env:\n"
         "      SHEAF_PACKAGE: ''\n"
         "    steps:\n"
         "      - name: Install sheaf\n"
         "        run: |\n"
         "          " NEED_PACKAGE "\n"
         "          " INSTALL_TOOLS "\n"
         "          " FETCH "\n"
         "          " INSTALL "\n"
         "      - uses: actions/checkout@v4\n"
         "      - uses: actions/cache@v4\n"
         "        with:\n"
         "          path: .sheaf-cache\n"
         "          key: sheaf-${{ hashFiles('**/sheaf.conf', '**/*.pdf') }}\n"
         "          restore-keys: sheaf-\n"
         "      - name: Check\n"
         "        run: |\n"
         "          sheaf check --conf '@CONF@' --cache .sheaf-cache --junit sheaf.xml\n"
         "      - uses: actions/upload-artifact@v4\n"
         "        if: always()\n"
         "        with:\n"
         "          name: sheaf\n"
         "          path: sheaf.xml\n"
         "          if-no-files-found: ignore\n";

static const char gitlab[] = HEAD "sheaf:\n"
                                  "  image: debian:12\n"
                                  "  variables:\n"
                                  "    SHEAF_PACKAGE: ''\n"
                                  "  before_script:\n"
                                  "    - '" NEED_PACKAGE "'\n"
                                  "    - " INSTALL_TOOLS "\n"
                                  "    - " FETCH "\n"
                                  "    - " INSTALL "\n"
                                  "  script:\n"
                                  "    - >-\n"
                                  "      sheaf check --conf '@CONF@' --cache .sheaf-cache\n"
                                  "      --junit sheaf.xml --gitlab sheaf-quality.json\n"
                                  "  cache:\n"
                                  "    key: sheaf\n"
                                  "    paths:\n"
                                  "      - .sheaf-cache/\n"
                                  "  artifacts:\n"
                                  "    when: always\n"
                                  "    paths:\n"
                                  "      - sheaf.xml\n"
                                  "    reports:\n"
                                  "      junit: sheaf.xml\n"
                                  "      codequality: sheaf-quality.json\n";

CheckCi
workflow_service(const char *root)
{
    g_autofree char *path = g_build_filename(root, ".git", "config", NULL);
    g_autofree char *pipeline = g_build_filename(root, ".gitlab-ci.yml", NULL);
    g_autofree char *text = NULL;

    if (g_file_test(pipeline, G_FILE_TEST_EXISTS))
        return CHECK_CI_GITLAB;
    return g_file_get_contents(path, &text, NULL, NULL) && strstr(text, "gitlab") != NULL
               ? CHECK_CI_GITLAB
               : CHECK_CI_GITHUB;
}

const char *
workflow_path(CheckCi service)
{
    switch (service) {
    case CHECK_CI_GITHUB:
        return ".github/workflows/sheaf.yml";
    case CHECK_CI_GITLAB:
        return ".gitlab-ci.yml";
    default:
        return NULL;
    }
}

char *
workflow_text(CheckCi service, const char *conf)
{
    g_autoptr(GString) text = g_string_new(service == CHECK_CI_GITLAB ? gitlab : github);
    g_autoptr(GString) quoted = g_string_new(conf);

    /* Within the shell's single quotes. */
    g_string_replace(quoted, "'", "'\\''", 0);
    g_string_replace(text, "@CONF@", quoted->str, 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
