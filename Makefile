# sheaf: `make` builds ./sheaf, `make check` builds and passes all tests, `make demo` shows what it does.
#
#   make [CC=clang] [CFLAGS=...]   build; says which Debian packages are missing
#   make demo                      install what is missing, build, convert the samples into out/
#   make check                     install what is missing, build, run all tests
#   make unit                      only the unit tests
#   make asan, valgrind, lint      the same under sanitizers, under valgrind; static checks
#   make bench                     what pages cost, beside what they cost before; FLAME=FILE.svg draws where it goes
#   make format                    lay the code out as lint wants it
#   make fuzz [FUZZ_SECONDS=20]    libFuzzer on what reads untrusted input (needs clang); FUZZ_SEED=N repeats a run
#   make install [PREFIX=/usr/local] [DESTDIR=]    program, manual pages, completions for bash, zsh and fish
#   make deb                       a Debian package in out/deb/ (needs debhelper)

CC ?= gcc
CFLAGS ?= -O2 -g
BUILD ?= build
PROGRAM ?= sheaf
PREFIX ?= /usr/local
ZSH_SITE ?= zsh/site-functions
FUZZ_SECONDS ?= 20
FUZZ_SEED ?= 0

VERSION = 0.1
PKGS = glib-2.0 gio-2.0 gobject-2.0 poppler-glib cairo freetype2 lept libjpeg libdeflate zlib tesseract jansson sqlite3 fribidi libcmark-gfm xlsxwriter fontconfig libseccomp nettle
WARN = -std=gnu11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings \
       -Wno-missing-field-initializers -Werror
CPPFLAGS += -I. -D_GNU_SOURCE $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# Tesseract is loaded when it is needed (ocr/tesseract.h), and must then find what is defined here for it.
LIBS = $(shell pkg-config --libs $(filter-out tesseract,$(PKGS)) 2>/dev/null) -lcmark-gfm-extensions -lm \
       -Wl,--export-dynamic-symbol=GOMP_* -Wl,--export-dynamic-symbol=pixWriteMem

SRC = $(filter-out pipeline/main.c,$(wildcard pipeline/*.c pipeline/model/*.c detect/*.c ocr/*.c emit/*.c))
OBJ = $(SRC:%.c=$(BUILD)/%.o) $(BUILD)/viewer_resource.o
TESTS = $(patsubst tests/test-%.c,$(BUILD)/tests/test-%,$(wildcard tests/test-*.c))
FUZZERS = $(patsubst tests/fuzz-%.c,%,$(wildcard tests/fuzz-*.c))
SCRIPTS = tests/layers.sh $(sort $(wildcard tests/*.t))

SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
LSAN = suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full --show-leak-kinds=definite \
           --errors-for-leak-kinds=definite --suppressions=tests/valgrind.supp


all: $(PROGRAM)

$(PROGRAM): $(BUILD)/pipeline/main.o $(BUILD)/libsheaf.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/libsheaf.a: $(OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: %.c | libraries
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(WARN) $(CFLAGS) -ffile-prefix-map=$(CURDIR)=. -MMD -MP -c -o $@ $<

# The page of `sheaf inspect`, as a part of the program.
VIEWER = emit/viewer/viewer.gresource.xml
$(BUILD)/viewer_resource.c $(BUILD)/viewer_resource.h: $(wildcard emit/viewer/*)
	@mkdir -p $(@D)
	glib-compile-resources --sourcedir=emit/viewer --generate --internal --c-name=viewer --target=$@ $(VIEWER)

$(BUILD)/viewer_resource.o: $(BUILD)/viewer_resource.c
	$(CC) $(CPPFLAGS) -std=gnu11 $(CFLAGS) -ffile-prefix-map=$(CURDIR)=. -c -o $@ $<

$(BUILD)/emit/viewer.o: CPPFLAGS += -I$(BUILD)
$(BUILD)/emit/viewer.o: $(BUILD)/viewer_resource.h

# What `sheaf --version` says. Lintian takes "deflate 1.14" for a zlib that is a part of the program.
$(BUILD)/pipeline/help.o: CPPFLAGS += -DSHEAF_VERSION='"$(VERSION)"' -DSHEAF_LIBRARIES='"$(shell \
	for p in glib-2.0 poppler-glib cairo lept libjpeg tesseract jansson sqlite3 fribidi libcmark-gfm fontconfig libseccomp nettle; do \
	printf '%s %s\\n' $$p $$(pkg-config --modversion $$p 2>/dev/null); done)"'
$(BUILD)/pipeline/help.o: Makefile

$(BUILD)/tests/test-%: $(BUILD)/tests/test-%.o $(BUILD)/libsheaf.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# Says which packages are missing, and fails when there are any.
libraries:
	@packaging/setup.sh --needs build

unit: $(TESTS)
	prove --exec '' $(TESTS)

check:
	packaging/setup.sh check
	$(MAKE) checked

checked: $(PROGRAM) $(TESTS)
	SHEAF=$(abspath $(PROGRAM)) prove --exec '' $(TESTS) $(SCRIPTS)

demo:
	packaging/setup.sh build
	$(MAKE) $(PROGRAM)
	tests/demo.sh ./$(PROGRAM) out

# Writes what the samples give now where tests look for what they should give. Read the diff.
update-samples: $(PROGRAM)
	rm -rf samples/expected/book samples/expected/tables samples/expected/convert
	SHEAF=./$(PROGRAM) tests/samples-run.sh samples/expected

asan:
	$(MAKE) BUILD=$(BUILD)/asan PROGRAM=$(BUILD)/asan/sheaf CFLAGS='$(SANITIZE)' asan-checked

# Fontconfig and GLib keep caches to the end of the process; suppressed by name.
asan-checked: $(PROGRAM) $(TESTS)
	LSAN_OPTIONS=$(LSAN) OMP_THREAD_LIMIT=1 \
	SHEAF=$(abspath $(PROGRAM)) prove --exec '' $(TESTS) $(SCRIPTS)

valgrind: $(PROGRAM) $(TESTS)
	OMP_THREAD_LIMIT=1 G_SLICE=always-malloc prove --exec '$(VALGRIND)' $(TESTS)
	OMP_THREAD_LIMIT=1 tests/valgrind.sh ./$(PROGRAM) $(VALGRIND)

lint: $(BUILD)/viewer_resource.h
	BUILD=$(BUILD) tests/lint.sh

bench: $(PROGRAM)
	FLAME=$(FLAME) SHEAF=./$(PROGRAM) tests/bench.sh

format:
	clang-format -i $(shell git ls-files '*.c' '*.h')

# Seeds: pages of the samples after each stage, their Markdown, and PDFs: pages of the samples with nothing compressed, and
# the small ones of the stress set. FUZZERS=NAME fuzzes only that.
fuzz: $(PROGRAM)
	$(MAKE) BUILD=$(BUILD)/fuzz CC=clang CFLAGS='$(SANITIZE) -fsanitize=fuzzer-no-link' \
	    $(FUZZERS:%=$(BUILD)/fuzz/tests/fuzz-%)
	SHEAF=./$(PROGRAM) tests/fuzz-seeds.sh $(BUILD)/fuzz
	set -e; for f in $(FUZZERS); do \
	    mkdir -p $(BUILD)/fuzz/corpus-$$f $(BUILD)/fuzz/found-$$f; \
	    LSAN_OPTIONS=$(LSAN) $(BUILD)/fuzz/tests/fuzz-$$f -seed=$(FUZZ_SEED) -max_total_time=$(FUZZ_SECONDS) -timeout=10 \
	        -max_len=100000 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
	        -artifact_prefix=$(BUILD)/fuzz/found-$$f/ $$(sed -n 's/^ \* libFuzzer: //p' tests/fuzz-$$f.c) \
	        $(BUILD)/fuzz/corpus-$$f $(BUILD)/fuzz/seeds-$$f; \
	    LSAN_OPTIONS=$(LSAN) tests/fuzz-sort.sh $(BUILD)/fuzz/tests/fuzz-$$f $(BUILD)/fuzz/found-$$f/*; done

$(BUILD)/tests/fuzz-%: $(BUILD)/tests/fuzz-%.o $(BUILD)/libsheaf.a
	$(CC) $(CFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS)

# What the program says of itself, as manual pages and for shells.
manuals: $(PROGRAM)
	rm -rf $(BUILD)/man $(BUILD)/completion
	packaging/man.sh $(abspath $(PROGRAM)) $(BUILD)/man
	packaging/completion.sh $(abspath $(PROGRAM)) $(BUILD)/completion

install: $(PROGRAM) manuals
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/sheaf
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(BUILD)/man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(BUILD)/man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -D -m 644 $(BUILD)/completion/sheaf.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/sheaf
	install -D -m 644 $(BUILD)/completion/sheaf.zsh $(DESTDIR)$(PREFIX)/share/$(ZSH_SITE)/_sheaf
	install -D -m 644 $(BUILD)/completion/sheaf.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/sheaf.fish

deb:
	packaging/deb.sh out/deb

clean:
	rm -rf $(BUILD) $(PROGRAM)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all asan asan-checked bench check checked clean deb demo format fuzz install libraries lint manuals unit update-samples valgrind
.SECONDARY:
