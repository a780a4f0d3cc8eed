/* image/lines.c: from bytes of a module to lines of its source.
 *
 * The module's DWARF lies in custom sections named as in an ELF file. libdw reads it, once the
 * sections have been put into an ELF file without code (in memory, never on a disk):
 *
 *     [ELF header][.debug_info]...[.debug_str][names of sections][section headers]
 *
 * Addresses in the DWARF of a module count from the start of the code section's content. All
 * rows of all units become one array, sorted by offset in the file. Each row holds up to the
 * next; the end of a sequence is a row without line. Functions that the linker removed have
 * addresses outside of the code and are dropped. */
#include "image/program.h"

#include <dwarf.h>
#include <elf.h>
#include <elfutils/libdw.h>
#include <libelf.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct row {
    u32 offset; /* in the module's file */
    u32 order;  /* in the DWARF */
    struct source_line where;
};

struct line_table {
    pthread_mutex_t lock; /* held while they are read */
    atomic_bool is_read;
    ARRAY(struct row) rows;
    ARRAY(char *) files;
};

static const struct source_line unknown_line = {UINT32_MAX, 0};

/* ---- The module's sections -------------------------------------------------------------- */

static const char *const wanted[] = {
    ".debug_info", ".debug_abbrev",      ".debug_line", ".debug_line_str",
    ".debug_str",  ".debug_str_offsets", ".debug_addr",
};

struct part {
    const u8 *at;
    u32 size;
};

struct sections {
    struct part debug[COUNT_OF(wanted)];
    u32 code_offset, code_size; /* content of the code section */
};

static u32 read_u32(const u8 **at) {
    u32 value = 0, shift = 0;
    u8 byte;
    do {
        byte = *(*at)++;
        value |= (u32)(byte & 0x7f) << shift;
        shift += 7;
    } while (byte & 0x80);
    return value;
}

/* The program was decoded: lengths are known to be right. */
static void find_sections(const struct program *p, struct sections *s) {
    enum { CUSTOM = 0, CODE = 10 };
    const u8 *end = p->wasm + p->wasm_size;
    for (const u8 *at = p->wasm + 8, *next; at != end; at = next) {
        u8 id = *at++;
        u32 size = read_u32(&at);
        next = at + size;
        if (id == CODE) {
            s->code_offset = (u32)(at - p->wasm);
            s->code_size = size;
        }
        if (id != CUSTOM) continue;
        u32 length = read_u32(&at);
        for (size_t n = 0; n < COUNT_OF(wanted); n++)
            if (strlen(wanted[n]) == length && !memcmp(at, wanted[n], length))
                s->debug[n] = (struct part){at + length, (u32)(next - at) - length};
    }
}

/* ---- As an ELF file --------------------------------------------------------------------- */

/* A file in memory that holds the sections. */
static struct text make_elf(const struct sections *s) {
    enum { NULL_SECTION = 1, SECTIONS = NULL_SECTION + COUNT_OF(wanted) + 1 };
    static const char zeros[4];
    Elf32_Shdr headers[SECTIONS] = {0};
    Elf32_Ehdr header = {
        .e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32, ELFDATA2LSB, EV_CURRENT},
        .e_type = ET_EXEC,
        .e_version = EV_CURRENT,
        .e_ehsize = sizeof header,
        .e_shentsize = sizeof(Elf32_Shdr),
        .e_shnum = SECTIONS,
        .e_shstrndx = SECTIONS - 1};
    size_t room = 4096; /* for the rest; with it, nothing has to grow */
    for (u32 n = 0; n < COUNT_OF(wanted); n++) room += s->debug[n].size;
    struct text file = {.at = xmalloc(room), .capacity = room}, names = {0};
    text_add_bytes(&names, "", 1);
    text_add_bytes(&file, &header, sizeof header);
    for (u32 n = 0; n < COUNT_OF(wanted); n++) {
        headers[NULL_SECTION + n] = (Elf32_Shdr){.sh_name = (u32)names.length,
                                                 .sh_type = SHT_PROGBITS,
                                                 .sh_offset = (u32)file.length,
                                                 .sh_size = s->debug[n].size,
                                                 .sh_addralign = 1};
        text_add_bytes(&file, s->debug[n].at, s->debug[n].size);
        text_add_bytes(&names, wanted[n], strlen(wanted[n]) + 1);
    }
    headers[SECTIONS - 1] = (Elf32_Shdr){.sh_name = (u32)names.length,
                                         .sh_type = SHT_STRTAB,
                                         .sh_offset = (u32)file.length,
                                         .sh_size = (u32)names.length + sizeof ".shstrtab",
                                         .sh_addralign = 1};
    text_add_bytes(&names, ".shstrtab", sizeof ".shstrtab");
    text_add_bytes(&file, names.at, names.length);
    text_add_bytes(&file, zeros, align_up(file.length, sizeof zeros) - file.length);
    header.e_shoff = (u32)file.length;
    text_add_bytes(&file, headers, sizeof headers);
    memcpy(file.at, &header, sizeof header);
    text_free(&names);
    return file;
}

/* ---- Rows ------------------------------------------------------------------------------- */

struct collector {
    const struct sections *sections;
    struct line_table *table;
    struct map by_hash;    /* hash of a name -> file */
    struct map by_address; /* libdw's copy of a name -> file */
    const char *last_name; /* asked for, and its file */
    u32 last_file;
    struct map units; /* line tables seen: units may share them */
};

static u32 find_file(struct collector *c, const char *name) {
    u64 file, hash;
    if (map_get(&c->by_address, (u64)(uintptr_t)name, &file)) return (u32)file;
    for (hash = hash_bytes(name, strlen(name), 0); map_get(&c->by_hash, hash, &file); hash++)
        if (!strcmp(c->table->files.at[file], name)) break;
    if (!map_get(&c->by_hash, hash, &file)) {
        file = c->table->files.count;
        array_push(&c->table->files, xstrdup(name));
        map_put(&c->by_hash, hash, file);
    }
    map_put(&c->by_address, (u64)(uintptr_t)name, file);
    return (u32)file;
}

static u32 file_number(struct collector *c, const char *name) {
    if (!name) return UINT32_MAX;
    if (name != c->last_name) c->last_file = find_file(c, name);
    c->last_name = name;
    return c->last_file;
}

/* One row of libdw's. Code that belongs to no line (line 0) is left to the line before it. */
static void add_row(struct collector *c, Dwarf_Line *line) {
    Dwarf_Addr address;
    int number = 0;
    bool end = false;
    if (!line || dwarf_lineaddr(line, &address) || dwarf_lineendsequence(line, &end) ||
        dwarf_lineno(line, &number) || address > c->sections->code_size)
        return;
    if (!end && number <= 0) return;
    struct row row = {c->sections->code_offset + (u32)address, c->table->rows.count,
                      unknown_line};
    if (!end)
        row.where =
            (struct source_line){file_number(c, dwarf_linesrc(line, NULL, NULL)), (u32)number};
    array_push(&c->table->rows, row);
}

static void read_units(struct collector *c, Dwarf *dwarf) {
    Dwarf_CU *unit = NULL;
    Dwarf_Die die;
    while (dwarf_get_units(dwarf, unit, &unit, NULL, NULL, &die, NULL) == 0) {
        Dwarf_Lines *lines;
        size_t count;
        if (dwarf_getsrclines(&die, &lines, &count) != 0) continue;
        if (map_get(&c->units, (u64)(uintptr_t)lines, NULL)) continue;
        map_put(&c->units, (u64)(uintptr_t)lines, 1);
        for (size_t n = 0; n < count; n++) add_row(c, dwarf_onesrcline(lines, n));
    }
}

/* By offset; the end of a sequence comes before what begins there. */
static int compare_rows(const void *x, const void *y) {
    const struct row *a = x, *b = y;
    if (a->offset != b->offset) return a->offset < b->offset ? -1 : 1;
    if (!a->where.line != !b->where.line) return a->where.line ? 1 : -1;
    return a->order < b->order ? -1 : 1;
}

static void sort_rows(struct line_table *t) {
    u32 count = t->rows.count;
    struct row *rows = t->rows.at;
    bool sorted = true;
    for (u32 n = 1; n < count && sorted; n++)
        sorted = compare_rows(&rows[n - 1], &rows[n]) <= 0;
    if (!sorted) qsort(rows, count, sizeof *rows, compare_rows);
    u32 kept = 0; /* of several rows at one offset the last one holds */
    for (u32 n = 0; n < count; n++)
        if (n + 1 == count || rows[n + 1].offset != rows[n].offset) rows[kept++] = rows[n];
    t->rows.count = kept;
}

/* ---- The face --------------------------------------------------------------------------- */

static void read_dwarf(struct line_table *t, const struct sections *sections, Dwarf *dwarf) {
    struct collector c = {.sections = sections, .table = t};
    read_units(&c, dwarf);
    sort_rows(t);
    map_free(&c.by_hash);
    map_free(&c.by_address);
    map_free(&c.units);
}

static void read_lines(struct line_table *t, const struct program *p) {
    struct sections sections = {0};
    find_sections(p, &sections);
    struct text file = make_elf(&sections);
    elf_version(EV_CURRENT);
    Elf *elf = elf_memory(file.at, file.length);
    Dwarf *dwarf = elf ? dwarf_begin_elf(elf, DWARF_C_READ, NULL) : NULL;
    if (dwarf) {
        read_dwarf(t, &sections, dwarf);
        dwarf_end(dwarf);
    }
    if (elf) elf_end(elf);
    text_free(&file);
}

/* The program's lines, read; NULL when it can have none. */
static const struct line_table *lines_of(const struct program *p) {
    struct line_table *t = p->lines;
    if (!t || t->is_read) return t;
    pthread_mutex_lock(&t->lock);
    if (!t->is_read) read_lines(t, p);
    t->is_read = true;
    pthread_mutex_unlock(&t->lock);
    return t;
}

struct line_table *lines_new(void) {
    struct line_table *t = xcalloc(1, sizeof *t);
    pthread_mutex_init(&t->lock, NULL);
    return t;
}

void lines_free(struct line_table *t) {
    if (!t) return;
    for (u32 n = 0; n < t->files.count; n++) free(t->files.at[n]);
    array_free(&t->files);
    array_free(&t->rows);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

struct source_line program_line_at(const struct program *p, u32 wasm_offset) {
    const struct line_table *t = lines_of(p);
    u32 low = 0,
        high = t ? t->rows.count : 0; /* rows below low start at the offset or before */
    while (low < high) {
        u32 middle = low + (high - low) / 2;
        if (t->rows.at[middle].offset <= wasm_offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? t->rows.at[low - 1].where : unknown_line;
}

u32 program_file_count(const struct program *p) {
    const struct line_table *t = lines_of(p);
    return t ? t->files.count : 0;
}

const char *program_file(const struct program *p, u32 file) {
    return lines_of(p)->files.at[file];
}
