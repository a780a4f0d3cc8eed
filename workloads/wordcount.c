/*
 * wordcount: writes a small library of text files, reads it back in several ways, counts its
 * words, and writes a sorted report, which it reads back too.
 *
 * Exercises stdio over real files: fprintf, fgets, fscanf, fread, fseek, ftell, append and
 * update modes, rename, remove, mkdir, opendir, stat. A researcher would choose it because a
 * migrated process has open files, each with a position and a half-full buffer, and because
 * output that is written twice or not at all shows in the files.
 *
 * Arguments: [directory] [chapters, 1..50; default 20]
 * Without a directory, or with "-" for it, the text is counted in memory and no file is
 * touched. With one, everything that was written is removed at the end.
 */
#define _POSIX_C_SOURCE 200809L

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_CHAPTERS = 50, LINES = 400, MAX_WORDS = 8192, WORD_BYTES = 24, PATH_BYTES = 512 };

static bool everything_right = true;

static bool expect(bool right, const char *format, ...) {
    if (right) return true;
    va_list args;
    va_start(args, format);
    printf("WRONG: ");
    vprintf(format, args);
    printf("\n");
    va_end(args);
    everything_right = false;
    return false;
}

static void *must(void *memory) {
    if (!memory) {
        fprintf(stderr, "wordcount: out of memory\n");
        exit(1);
    }
    return memory;
}

/* ---- Words and their counts, in alphabetical order ---- */

struct word {
    char text[WORD_BYTES];
    uint32_t count;
};

struct tally {
    struct word *words; /* owned */
    size_t count;
    uint32_t total;
};

static struct tally new_tally(void) {
    return (struct tally){.words = must(calloc(MAX_WORDS, sizeof(struct word)))};
}

/* Finds where `text` is, or belongs. */
static size_t find_word(const struct tally *tally, const char *text) {
    size_t low = 0, high = tally->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(tally->words[middle].text, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Counts `text` without the punctuation at its end, in lower case. */
static void count_word(struct tally *tally, const char *text) {
    char lower[WORD_BYTES];
    size_t length = 0;
    for (; isalnum((unsigned char)text[length]) && length < WORD_BYTES - 1; length++) {
        lower[length] = (char)tolower((unsigned char)text[length]);
    }
    lower[length] = '\0';
    if (length == 0) return;
    size_t at = find_word(tally, lower);
    if (at == tally->count || strcmp(tally->words[at].text, lower) != 0) {
        if (!expect(tally->count < MAX_WORDS, "too many words")) exit(1);
        memmove(&tally->words[at + 1], &tally->words[at],
                (tally->count - at) * sizeof(struct word));
        memset(&tally->words[at], 0, sizeof(struct word));
        memcpy(tally->words[at].text, lower, length);
        tally->count++;
    }
    tally->words[at].count++;
    tally->total++;
}

static bool are_equal(const struct tally *a, const struct tally *b) {
    if (a->count != b->count || a->total != b->total) return false;
    for (size_t i = 0; i < a->count; i++) {
        if (strcmp(a->words[i].text, b->words[i].text) != 0) return false;
        if (a->words[i].count != b->words[i].count) return false;
    }
    return true;
}

static uint32_t digest_of(const struct tally *tally) {
    uint32_t digest = 2166136261u;
    for (size_t i = 0; i < tally->count; i++) {
        for (const char *c = tally->words[i].text; *c != '\0'; c++) {
            digest = (digest ^ (unsigned char)*c) * 16777619u;
        }
        digest = (digest ^ tally->words[i].count) * 16777619u;
    }
    return digest;
}

/* ---- The text ---- */

struct chapter {
    char *text; /* owned */
    size_t length, capacity, words;
};

static void add_text(struct chapter *chapter, const char *format, ...) {
    enum { ROOM = 64 }; /* for one word and a mark */
    if (chapter->capacity - chapter->length < ROOM) {
        chapter->capacity = 2 * chapter->capacity + ROOM;
        chapter->text = must(realloc(chapter->text, chapter->capacity));
    }
    va_list args;
    va_start(args, format);
    int count = vsnprintf(chapter->text + chapter->length, ROOM, format, args);
    va_end(args);
    chapter->length += (size_t)count;
}

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void make_word(char *word, uint32_t number) {
    static const char consonants[] = "bdfgklmnprstvz", vowels[] = "aeiou";
    size_t length = 0;
    do {
        word[length++] = consonants[number % 14];
        number /= 14;
        word[length++] = vowels[number % 5];
        number /= 5;
    } while (number > 0);
    word[length] = '\0';
}

/* Lines of words, some capitalized, some followed by a mark, among them some numbers. */
static struct chapter make_chapter(uint32_t index) {
    struct chapter chapter = {0};
    uint32_t random = 1000 + index;
    for (uint32_t line = 0; line < LINES; line++) {
        uint32_t words = 3 + next_random(&random) % 9;
        for (uint32_t i = 0; i < words; i++) {
            uint32_t bits = next_random(&random) % 13 + 1;
            uint32_t number = next_random(&random) & ((1u << bits) - 1);
            char word[WORD_BYTES];
            make_word(word, number);
            if (i == 0) word[0] = (char)toupper((unsigned char)word[0]);
            if (number % 64 == 63) {
                add_text(&chapter, "%u", (unsigned)number);
            } else {
                add_text(&chapter, "%s", word);
            }
            add_text(&chapter, "%s", i + 1 == words ? ".\n" : number % 16 == 5 ? ", " : " ");
        }
        chapter.words += words;
    }
    return chapter;
}

static void count_in_memory(struct tally *tally, const struct chapter *chapter) {
    const char *at = chapter->text;
    char word[WORD_BYTES];
    int used;
    while (sscanf(at, "%23s%n", word, &used) == 1) {
        count_word(tally, word);
        at += used;
    }
}

/* sscanf is slow on long texts where libc measures them first: line by line is as good. */
static void count_lines_in_memory(struct tally *tally, const struct chapter *chapter) {
    for (size_t start = 0; start < chapter->length;) {
        char line[256];
        const char *end = strchr(chapter->text + start, '\n');
        size_t length = (size_t)(end - chapter->text) + 1 - start;
        if (!expect(length < sizeof line, "a line of %zu bytes", length)) exit(1);
        memcpy(line, chapter->text + start, length);
        line[length] = '\0';
        struct chapter part = {.text = line, .length = length};
        count_in_memory(tally, &part);
        start += length;
    }
}

/* ---- Files ---- */

/* The path of a file in the directory; good until the next call. */
static const char *path_of(const char *directory, const char *format, ...) {
    static char path[PATH_BYTES];
    int length = snprintf(path, sizeof path, "%s/", directory);
    if (length < 0 || length > PATH_BYTES - 64) {
        fprintf(stderr, "wordcount: the directory's name is too long\n");
        exit(2);
    }
    va_list args;
    va_start(args, format);
    vsnprintf(path + length, sizeof path - (size_t)length, format, args);
    va_end(args);
    return path;
}

static FILE *open_file(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (!file) {
        printf("WRONG: cannot open %s (mode %s): %s\n", path, mode, strerror(errno));
        exit(1);
    }
    return file;
}

/* Writes the first half with fwrite, appends the second with fputs and fputc. */
static void write_chapter(const char *path, const struct chapter *chapter) {
    size_t half = chapter->length / 2;
    FILE *file = open_file(path, "w");
    expect(fwrite(chapter->text, 1, half, file) == half, "fwrite");
    expect(fclose(file) == 0, "fclose");
    file = open_file(path, "a");
    expect(fputs(chapter->text + half, file) >= 0, "fputs");
    expect(fputc('\n', file) == '\n', "fputc");
    expect(ftell(file) == (long)chapter->length + 1, "ftell after appending");
    expect(fclose(file) == 0, "fclose");
}

static void count_by_lines(struct tally *tally, FILE *file) {
    char line[256];
    while (fgets(line, sizeof line, file)) {
        for (char *word = strtok(line, " \n"); word; word = strtok(NULL, " \n")) {
            count_word(tally, word);
        }
    }
}

static void count_by_fscanf(struct tally *tally, FILE *file) {
    char word[WORD_BYTES];
    while (fscanf(file, "%23s", word) == 1) count_word(tally, word);
}

static void count_by_characters(struct tally *tally, FILE *file) {
    char word[WORD_BYTES];
    size_t length = 0;
    for (int c; (c = getc(file)) != EOF;) {
        if (!isspace(c)) {
            if (length < WORD_BYTES - 1) word[length++] = (char)c;
        } else if (length > 0) {
            word[length] = '\0';
            count_word(tally, word);
            length = 0;
        }
    }
}

/* Reads the file backwards in blocks, then counts words of the whole. */
static void count_from_the_end(struct tally *tally, FILE *file) {
    enum { BLOCK = 1000 };
    expect(fseek(file, 0, SEEK_END) == 0, "fseek to the end");
    long size = ftell(file);
    struct chapter whole = {.text = must(malloc((size_t)size + 1)), .length = (size_t)size};
    for (long end = size; end > 0;) {
        long start = end > BLOCK ? end - BLOCK : 0;
        expect(fseek(file, start, SEEK_SET) == 0, "fseek");
        size_t read = fread(whole.text + start, 1, (size_t)(end - start), file);
        expect(read == (size_t)(end - start), "fread");
        end = start;
    }
    whole.text[size] = '\0';
    count_lines_in_memory(tally, &whole);
    free(whole.text);
}

static const struct {
    const char *name;
    void (*count)(struct tally *tally, FILE *file);
} readers[] = {
    {"fgets", count_by_lines},
    {"fscanf", count_by_fscanf},
    {"getc", count_by_characters},
    {"fseek", count_from_the_end},
};

enum { READERS = sizeof readers / sizeof readers[0] };

/* Overwrites one word in the middle of a file, and puts it back. */
static void check_update(const char *path, const struct chapter *chapter) {
    long middle = (long)chapter->length / 2;
    char before[8] = "", after[8] = "";
    FILE *file = open_file(path, "r+");
    expect(fseek(file, middle, SEEK_SET) == 0 && fread(before, 1, 7, file) == 7, "read");
    expect(memcmp(before, chapter->text + middle, 7) == 0, "the middle differs");
    expect(fseek(file, -7, SEEK_CUR) == 0 && fwrite("CHANGED", 1, 7, file) == 7, "overwrite");
    rewind(file);
    expect(getc(file) == chapter->text[0] && ungetc('!', file) == '!' && getc(file) == '!',
           "ungetc");
    expect(fseek(file, middle, SEEK_SET) == 0 && fread(after, 1, 7, file) == 7, "read again");
    expect(memcmp(after, "CHANGED", 7) == 0, "the middle isn't overwritten");
    expect(fseek(file, middle, SEEK_SET) == 0 && fwrite(before, 1, 7, file) == 7, "restore");
    expect(fseek(file, 0, SEEK_END) == 0 && getc(file) == EOF && feof(file), "the end");
    fclose(file);
}

static int compare_names(const void *a, const void *b) {
    return strcmp((const char *)a, (const char *)b);
}

/* Prints the names in the directory that begin with `prefix`, sorted. Returns how many. */
static size_t list_files(const char *directory, const char *prefix) {
    static char names[MAX_CHAPTERS + 8][WORD_BYTES];
    size_t count = 0;
    DIR *listing = opendir(directory);
    if (!expect(listing != NULL, "opendir")) return 0;
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        if (strncmp(entry->d_name, prefix, strlen(prefix)) != 0) continue;
        if (!expect(count < MAX_CHAPTERS + 8 && strlen(entry->d_name) < WORD_BYTES, "names")) {
            break;
        }
        strcpy(names[count++], entry->d_name);
    }
    closedir(listing);
    qsort(names, count, sizeof names[0], compare_names);
    for (size_t i = 0; i < count; i++) printf("%s%s", i > 0 ? " " : "files: ", names[i]);
    printf("\n");
    return count;
}

static void write_report(const char *path, const struct tally *tally) {
    FILE *file = open_file(path, "w");
    for (size_t i = 0; i < tally->count; i++) {
        fprintf(file, "%-*s %6u\n", WORD_BYTES, tally->words[i].text,
                (unsigned)tally->words[i].count);
    }
    fprintf(file, "%-*s %6u\n", WORD_BYTES, "-", (unsigned)tally->total);
    expect(!ferror(file) && fclose(file) == 0, "the report");
}

/* The last line, which starts with "-", holds the total. */
static bool report_is_right(const char *path, const struct tally *tally) {
    FILE *file = open_file(path, "r");
    char text[WORD_BYTES];
    unsigned count;
    size_t line = 0;
    bool right = true, ended = false;
    while (!ended && fscanf(file, "%23s %u", text, &count) == 2) {
        ended = strcmp(text, "-") == 0;
        if (ended) {
            right = right && line == tally->count && count == tally->total;
        } else {
            right = right && line < tally->count && count == tally->words[line].count &&
                    strcmp(text, tally->words[line].text) == 0;
        }
        line++;
    }
    fclose(file);
    return right && ended;
}

/* Writes, reads and removes the library. Returns what was counted in the files. */
static struct tally count_in_files(const char *directory, const struct chapter *chapters,
                                   uint32_t count) {
    struct tally tally = new_tally();
    char old_path[PATH_BYTES];
    struct stat info;
    int made = mkdir(path_of(directory, "wordcount-lib"), 0777);
    if (!expect(made == 0, "mkdir: %s", strerror(errno))) exit(1);

    for (uint32_t i = 0; i < count; i++) {
        const char *path = path_of(directory, "wordcount-lib/draft-%02u.txt", (unsigned)i);
        write_chapter(path, &chapters[i]);
        check_update(path, &chapters[i]);
        strcpy(old_path, path);
        path = path_of(directory, "wordcount-lib/chapter-%02u.txt", (unsigned)i);
        expect(rename(old_path, path) == 0, "rename");
        expect(fopen(old_path, "r") == NULL && errno == ENOENT, "the old name is still there");
        expect(stat(path, &info) == 0 && info.st_size == (long)chapters[i].length + 1, "size");
    }
    strcpy(old_path, path_of(directory, "wordcount-lib"));
    expect(list_files(old_path, "chapter-") == count, "number of files");

    for (uint32_t i = 0; i < count; i++) {
        FILE *file = open_file(path_of(old_path, "chapter-%02u.txt", (unsigned)i), "r");
        uint32_t before = tally.total;
        readers[i % READERS].count(&tally, file);
        fclose(file);
        printf("chapter %2u: %6zu bytes, %5u words by %s\n", (unsigned)i, chapters[i].length,
               (unsigned)(tally.total - before), readers[i % READERS].name);
        expect(tally.total - before == chapters[i].words, "words in the chapter");
    }

    write_report(path_of(old_path, "report.txt"), &tally);
    expect(report_is_right(path_of(old_path, "report.txt"), &tally), "the report differs");
    expect(rmdir(old_path) != 0, "a full directory was removed");
    expect(remove(path_of(old_path, "report.txt")) == 0, "remove");
    for (uint32_t i = 0; i < count; i++) {
        expect(remove(path_of(old_path, "chapter-%02u.txt", (unsigned)i)) == 0, "remove");
    }
    expect(rmdir(old_path) == 0, "rmdir");
    expect(opendir(old_path) == NULL, "the directory is still there");
    return tally;
}

static const struct {
    uint32_t chapters, digest;
} known[] = {{1, 0x99fd10dd}, {4, 0x2ef56296}, {20, 0x3b7f11e9}};

static void print_longest_and_commonest(const struct tally *tally) {
    const struct word *longest = &tally->words[0], *commonest = &tally->words[0];
    for (size_t i = 1; i < tally->count; i++) {
        const struct word *word = &tally->words[i];
        if (strlen(word->text) > strlen(longest->text)) longest = word;
        if (word->count > commonest->count) commonest = word;
    }
    printf("first \"%s\", last \"%s\", longest \"%s\", commonest \"%s\" (%u)\n",
           tally->words[0].text, tally->words[tally->count - 1].text, longest->text,
           commonest->text, (unsigned)commonest->count);
}

int main(int argc, char **argv) {
    const char *directory = argc > 1 && strcmp(argv[1], "-") != 0 ? argv[1] : NULL;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20;
    if (argc > 3 || count < 1 || count > MAX_CHAPTERS) {
        fprintf(stderr, "usage: wordcount [directory | -] [chapters, 1..%d]\n", MAX_CHAPTERS);
        return 2;
    }
    struct chapter chapters[MAX_CHAPTERS];
    struct tally in_memory = new_tally();
    size_t words = 0;
    for (uint32_t i = 0; i < count; i++) {
        chapters[i] = make_chapter(i);
        count_lines_in_memory(&in_memory, &chapters[i]);
        words += chapters[i].words;
    }
    expect(in_memory.total == words, "%u words, expected %zu", (unsigned)in_memory.total,
           words);
    if (directory) {
        struct tally in_files = count_in_files(directory, chapters, count);
        expect(are_equal(&in_memory, &in_files), "files and memory differ");
        free(in_files.words);
    }

    uint32_t digest = digest_of(&in_memory);
    print_longest_and_commonest(&in_memory);
    printf("%u chapters, %u words, %zu different: digest %08x\n", (unsigned)count,
           (unsigned)in_memory.total, in_memory.count, (unsigned)digest);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (known[i].chapters == count) {
            expect(known[i].digest == digest, "expected digest %08x",
                   (unsigned)known[i].digest);
        }
    }
    for (uint32_t i = 0; i < count; i++) free(chapters[i].text);
    free(in_memory.words);
    if (everything_right) printf("ok\n");
    return everything_right ? 0 : 1;
}
