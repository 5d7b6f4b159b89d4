// SPDX-License-Identifier: Apache-2.0
//
// What this machine could do: no JVM, no framework, no checks. For scripts/bench --peers.
//   limit generate N SEED FILE     the bytes that our generate writes, from two threads
//   limit count FILE...            character<TAB>count, a row each 41 bytes
// gcc -O3 -march=native -pthread; needs SHA and SSSE3 instructions, without which it does not compile.
#include <fcntl.h>
#include <immintrin.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROW = 41, BATCH = 8192, THREADS = 2 };
static const uint64_t GOLDEN = 0x9e3779b97f4a7c15, SECOND = 0xd1342543de82ef95;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

// Mix64.stafford13 and Mix64.murmur3, and the keys of DeviceIds.
static uint64_t mix(uint64_t z, uint64_t a, uint64_t b, int r, int s, int t) {
  z = (z ^ z >> r) * a;
  z = (z ^ z >> s) * b;
  return z ^ z >> t;
}
static uint64_t stafford13(uint64_t z) { return mix(z, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 30, 27, 31); }
static uint64_t murmur3(uint64_t z) { return mix(z, 0xff51afd7ed558ccd, 0xc4ceb9fe1a85ec53, 33, 33, 33); }

// Eight or sixteen bytes as hexadecimal characters.
static __m128i digits(__m128i nibbles) {
  const __m128i table = _mm_setr_epi8('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f');
  return _mm_shuffle_epi8(table, _mm_and_si128(nibbles, _mm_set1_epi8(15)));
}
static __m128i high_half(__m128i bytes) {
  return digits(_mm_unpacklo_epi8(_mm_srli_epi16(bytes, 4), bytes));
}
static __m128i low_half(__m128i bytes) {
  return digits(_mm_unpackhi_epi8(_mm_srli_epi16(bytes, 4), bytes));
}

// SHA-1 of one padded block, in four steps of twenty rounds: its words, big-endian.
#define STEP(g, f)                                                                         \
  do {                                                                                     \
    if (g >= 4)                                                                            \
      w[g % 4] = _mm_sha1msg2_epu32(                                                       \
          _mm_xor_si128(_mm_sha1msg1_epu32(w[g % 4], w[(g + 1) % 4]), w[(g + 2) % 4]), w[(g + 3) % 4]); \
    __m128i e = g == 0 ? _mm_add_epi32(e0, w[0]) : _mm_sha1nexte_epu32(before, w[g % 4]);  \
    before = abcd;                                                                         \
    abcd = _mm_sha1rnds4_epu32(abcd, e, f);                                                \
  } while (0)
#define STEPS(g, f) STEP(g, f); STEP((g + 1), f); STEP((g + 2), f); STEP((g + 3), f); STEP((g + 4), f)

static void row(const uint8_t block[64], uint8_t *to) {
  const __m128i turn = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  const __m128i start = _mm_set_epi32(0x67452301, (int)0xefcdab89, (int)0x98badcfe, 0x10325476);
  const __m128i e0 = _mm_set_epi32((int)0xc3d2e1f0, 0, 0, 0);
  __m128i w[4], abcd = start, before = start;
  for (int i = 0; i < 4; i++) w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)block + i), turn);
  STEPS(0, 0);
  STEPS(5, 1);
  STEPS(10, 2);
  STEPS(15, 3);
  __m128i head = _mm_shuffle_epi8(_mm_add_epi32(abcd, start), turn);
  __m128i tail = _mm_shuffle_epi8(_mm_sha1nexte_epu32(before, e0), turn);
  _mm_storeu_si128((__m128i *)to, high_half(head));
  _mm_storeu_si128((__m128i *)(to + 16), low_half(head));
  _mm_storel_epi64((__m128i *)(to + 32), high_half(tail));
  to[40] = '\n';
}

static void uuid(uint64_t high, uint64_t low, uint8_t *to) {
  __m128i both = _mm_set_epi64x((int64_t)__builtin_bswap64(low), (int64_t)__builtin_bswap64(high));
  uint8_t hex[32];
  _mm_storeu_si128((__m128i *)hex, high_half(both));
  _mm_storeu_si128((__m128i *)(hex + 16), low_half(both));
  memcpy(to, hex, 8);
  memcpy(to + 9, hex + 8, 4);
  memcpy(to + 14, hex + 12, 4);
  memcpy(to + 19, hex + 16, 4);
  memcpy(to + 24, hex + 20, 12);
}

struct share {
  uint64_t first, end, seed;
  int file;
};

static void *fill(void *argument) {
  struct share *s = argument;
  uint8_t *rows = malloc(BATCH * ROW), block[64] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\x80";
  block[62] = 36 * 8 >> 8; // the length in bits
  block[63] = 36 * 8 & 255;
  uint64_t key = stafford13(s->seed + GOLDEN), key2 = stafford13(s->seed - GOLDEN);
  for (uint64_t i = s->first; i < s->end;) {
    uint64_t begin = i, stop = s->end - i < BATCH ? s->end : i + BATCH;
    for (; i < stop; i++) {
      uint64_t a = stafford13(key + i * GOLDEN), b = murmur3(key2 + i * SECOND);
      uuid((a & 0xffffffffffff0000) | 0x4000 | (a >> 4 & 0xfff), 1ull << 63 | (a & 15) << 58 | b >> 6, block);
      row(block, rows + (i - begin) * ROW);
    }
    size_t bytes = (stop - begin) * ROW;
    if (pwrite(s->file, rows, bytes, (off_t)(begin * ROW)) != (ssize_t)bytes) fail("pwrite");
  }
  free(rows);
  return NULL;
}

static void generate(uint64_t rows, uint64_t seed, const char *name) {
  int file = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0644);
  if (file < 0) fail(name);
  pthread_t threads[THREADS];
  struct share shares[THREADS];
  for (uint64_t t = 0; t < THREADS; t++) {
    shares[t] = (struct share){rows * t / THREADS, rows * (t + 1) / THREADS, seed, file};
    if (pthread_create(&threads[t], NULL, fill, &shares[t])) fail("thread");
  }
  for (int t = 0; t < THREADS; t++) pthread_join(threads[t], NULL);
  if (close(file)) fail("close");
}

static void count(int files, char **names) {
  uint64_t counts[256] = {0};
  for (int f = 0; f < files; f++) {
    int file = open(names[f], O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about)) fail(names[f]);
    size_t size = (size_t)about.st_size;
    const uint8_t *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED) fail("mmap");
    for (size_t at = 0; at + ROW <= size; at += ROW) {
      if (bytes[at + ROW - 1] != '\n') fail("not 41 bytes a row");
      counts[bytes[at]]++;
    }
    close(file);
  }
  for (int c = 0; c < 256; c++)
    if (counts[c]) printf("%c\t%llu\n", c, (unsigned long long)counts[c]);
}

int main(int argc, char **argv) {
  if (argc == 5 && !strcmp(argv[1], "generate")) {
    generate(strtoull(argv[2], NULL, 10), strtoull(argv[3], NULL, 10), argv[4]);
  } else if (argc > 2 && !strcmp(argv[1], "count")) {
    count(argc - 2, argv + 2);
  } else {
    fputs("usage: limit generate N SEED FILE | limit count FILE...\n", stderr);
    return 2;
  }
  return 0;
}
