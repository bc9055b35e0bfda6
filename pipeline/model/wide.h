/* pipeline/model/wide.h - functions for processors that do more at once
 *
 * What is written for any processor of its kind is compiled a second time for
 * those that have AVX2, and the dynamic linker takes what can run. Results are
 * the same: these are loops over whole numbers. For static functions: clang 14
 * leaves out the symbol of others.
 */
#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WIDE_UNSAFE /* the choice is made before the sanitizer is ready */
#endif
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) &&             \
    !defined(WIDE_UNSAFE)
#define WIDE __attribute__((target_clones("avx2", "default")))
#else
#define WIDE
#endif
