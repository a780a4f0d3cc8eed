/* bench/elf.c: gcc's side of a comparison: a static executable without an operating system, its
 * kernel(n) called in a bare engine. Instruction starts, texts and function names come from
 * objdump. */
#include <elf.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unicorn/unicorn.h>

#include "bench/bench.h"

enum { PAGE = 4096, STACK_BYTES = 1 << 20, PIECES_MAX = 8 };
static const u64 stack_base = 0x60000000, return_page = 0x61000000;

struct piece { /* a segment in memory */
    u64 at, bytes;
    u8 *host;
    u32 rights; /* PF_R | PF_W | PF_X, which Unicorn numbers another way */
};
struct elf {
    struct bytes file;
    struct piece pieces[PIECES_MAX];
    u32 piece_count;
    u64 entry, global_pointer;
    u64 code_from, code_end; /* executable segment */
};

/* ---- Loading ---------------------------------------------------------------------------- */

static u8 *pages(u64 bytes) {
    u8 *at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

static bool load_segment(struct elf *e, const Elf64_Phdr *h, struct status *st) {
    if (h->p_type != PT_LOAD || h->p_memsz == 0) return true;
    struct piece *p = &e->pieces[e->piece_count];
    if (e->piece_count == PIECES_MAX ||
        (h->p_filesz && h->p_offset + h->p_filesz > e->file.size))
        return status_fail(st, FAULT_USER, "an ELF file that can't be loaded");
    p->at = h->p_vaddr / PAGE * PAGE;
    p->bytes = align_up(h->p_vaddr + h->p_memsz, PAGE) - p->at;
    p->rights = h->p_flags;
    p->host = pages(p->bytes);
    if (!p->host) return status_fail(st, FAULT_WORLD, "no memory for an ELF file");
    e->piece_count++;
    if (h->p_filesz)
        memcpy(p->host + (h->p_vaddr - p->at), e->file.at + h->p_offset, h->p_filesz);
    if (p->rights & PF_X) e->code_from = p->at, e->code_end = h->p_vaddr + h->p_memsz;
    return true;
}

/* Both layouts of ELF files, with the fields of the wide one. */
static Elf64_Phdr program_header(const struct elf *e, bool wide, u64 table, u32 n) {
    Elf64_Phdr h = {0};
    Elf32_Phdr narrow;
    if (wide) {
        memcpy(&h, e->file.at + table + n * sizeof h, sizeof h);
    } else {
        memcpy(&narrow, e->file.at + table + n * sizeof narrow, sizeof narrow);
        h = (Elf64_Phdr){.p_type = narrow.p_type,
                         .p_flags = narrow.p_flags,
                         .p_offset = narrow.p_offset,
                         .p_vaddr = narrow.p_vaddr,
                         .p_filesz = narrow.p_filesz,
                         .p_memsz = narrow.p_memsz};
    }
    return h;
}

/* The address of a symbol; 0 when there is none. Only for 64-bit files: nobody else asks. */
static u64 find_symbol(const struct elf *e, const char *name) {
    const Elf64_Ehdr *h = (const Elf64_Ehdr *)e->file.at;
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(e->file.at + h->e_shoff);
    for (u32 n = 0; n < h->e_shnum; n++) {
        if (sections[n].sh_type != SHT_SYMTAB) continue;
        const Elf64_Sym *symbols = (const Elf64_Sym *)(e->file.at + sections[n].sh_offset);
        const char *names = (const char *)e->file.at + sections[sections[n].sh_link].sh_offset;
        for (u64 k = 0; k < sections[n].sh_size / sizeof *symbols; k++)
            if (strcmp(names + symbols[k].st_name, name) == 0) return symbols[k].st_value;
    }
    return 0;
}

static bool elf_load(struct elf *e, const struct toolchain *t, const char *path,
                     struct status *st) {
    *e = (struct elf){0};
    if (!file_read(path, &e->file, st)) return false;
    bool wide = e->file.size > EI_CLASS && e->file.at[EI_CLASS] == ELFCLASS64;
    const Elf64_Ehdr *h64 = (const Elf64_Ehdr *)e->file.at;
    const Elf32_Ehdr *h32 = (const Elf32_Ehdr *)e->file.at;
    u64 table = wide ? h64->e_phoff : h32->e_phoff;
    u32 count = wide ? h64->e_phnum : h32->e_phnum;
    e->entry = wide ? h64->e_entry : h32->e_entry;
    if (t->global >= 0) e->global_pointer = find_symbol(e, "__global_pointer$");
    for (u32 n = 0; n < count; n++) {
        Elf64_Phdr p = program_header(e, wide, table, n);
        if (!load_segment(e, &p, st)) return false;
    }
    return true;
}

static void elf_free(struct elf *e) {
    for (u32 n = 0; n < e->piece_count; n++) munmap(e->pieces[n].host, e->pieces[n].bytes);
    free(e->file.at);
}

/* ---- What objdump says ------------------------------------------------------------------ */

struct listing {
    struct text output;
    ARRAY(struct step) steps; /* all instructions, in order; text points into output */
    u8 *repeats;              /* see struct guest */
};

static bool is_repeat(const char *text) {
    return strncmp(text, "rep", 3) == 0;
}

/* Tabs and runs of blanks become one blank; objdump's remarks behind "# " or "//" go. */
static void tidy(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (strncmp(from, "# ", 2) == 0 || strncmp(from, "//", 2) == 0) break;
        char c = *from == '\t' ? ' ' : *from;
        if (c == ' ' && (to == text || to[-1] == ' ')) continue;
        *to++ = c;
    }
    while (to > text && to[-1] == ' ') to--;
    *to = '\0';
}

/* Lines read "0000000000401000 <kernel>:" and "  401000:\tpush   rbp". */
static void parse_listing(struct listing *l, const struct elf *e, struct kernel_profile *out) {
    char *rest = l->output.at;
    for (char *line; rest && *rest;) {
        line = rest;
        rest = strchr(line, '\n');
        if (rest) *rest++ = '\0';
        char *end;
        u64 at = strtoull(line, &end, 16);
        if (end == line || at < e->code_from || at >= e->code_end) continue;
        if (strncmp(end, " <", 2) == 0) {
            array_push(&out->functions,
                       arena_strndup(&out->arena, end + 2, strcspn(end + 2, ">")));
        } else if (strncmp(end, ":\t", 2) == 0 && out->functions.count) {
            tidy(end + 2);
            array_push(&l->steps, ((struct step){.at = (u32)(at - e->code_from),
                                                 .function = out->functions.count - 1,
                                                 .text = end + 2}));
        }
    }
}

static bool read_listing(struct listing *l, const struct toolchain *t, const char *path,
                         const struct elf *e, struct kernel_profile *out, struct status *st) {
    struct bench words = {0};
    struct words w = {0};
    arena_init(&words.arena);
    words_add(&w, arena_printf(&words.arena, "%s-objdump", t->prefix));
    words_split(&words, &w, "-d -z -w --no-show-raw-insn");
    words_split(&words, &w, t->objdump);
    words_add(&w, path);
    words_add(&w, NULL);
    int status = tool_run(w.at.at, false, &l->output, NULL);
    array_free(&w.at);
    arena_free(&words.arena);
    if (status != 0) return status_fail(st, FAULT_WORLD, "%s-objdump failed", t->prefix);
    parse_listing(l, e, out);
    l->repeats = xcalloc(e->code_end - e->code_from + 1, 1);
    for (u32 n = 0; n + 1 < l->steps.count; n++)
        if (is_repeat(l->steps.at[n].text))
            l->repeats[l->steps.at[n].at] = (u8)(l->steps.at[n + 1].at - l->steps.at[n].at);
    return l->steps.count > 0 || status_fail(st, FAULT_INTERNAL, "objdump lists nothing");
}

/* ---- Running ---------------------------------------------------------------------------- */

/* The C calling convention for one argument, on a stack aligned to 16 bytes at the call. */
static void set_up_call(struct guest *g, const struct toolchain *t, const struct elf *e,
                        u8 *stack, u32 n) {
    u32 word = g->isa->word_bytes, top = STACK_BYTES - 64;
    memcpy(stack + top, &n, 4); /* where arguments are on the stack */
    if (t->argument >= 0) guest_set(g, t->argument, n);
    if (t->link >= 0) {
        guest_set(g, t->link, return_page);
    } else {
        top -= word;
        memcpy(stack + top, &return_page, word);
    }
    guest_set(g, g->isa->emulation.sp, stack_base + top);
    if (t->global >= 0) guest_set(g, t->global, e->global_pointer);
}

static u32 rights_of(const struct piece *p) {
    return (p->rights & PF_R ? UC_PROT_READ : 0) | (p->rights & PF_W ? UC_PROT_WRITE : 0) |
           (p->rights & PF_X ? UC_PROT_EXEC : 0);
}

static bool map_all(struct guest *g, const struct elf *e, u8 *stack, u8 *stop,
                    struct status *st) {
    for (u32 n = 0; n < e->piece_count; n++) {
        const struct piece *p = &e->pieces[n];
        if (!guest_map(g, p->at, p->bytes, rights_of(p), p->host, st)) return false;
    }
    return guest_map(g, stack_base, STACK_BYTES, UC_PROT_READ | UC_PROT_WRITE, stack, st) &&
           guest_map(g, return_page, PAGE, UC_PROT_READ | UC_PROT_EXEC, stop, st);
}

/* Keeps the executed instructions. */
static void note_steps(const struct listing *l, const struct guest *g,
                       struct kernel_profile *out) {
    u64 *counts = guest_counts(g);
    for (u32 n = 0; n < l->steps.count; n++) {
        struct step s = l->steps.at[n];
        s.count = counts[s.at];
        if (!s.count) continue;
        s.leader = g->leaders[s.at];
        s.text = arena_strdup(&out->arena, s.text);
        array_push(&out->steps, s);
        out->total += s.count;
    }
    free(counts);
}

bool elf_profile(const struct toolchain *t, const char *path, u32 n, struct kernel_profile *out,
                 struct status *st) {
    struct elf e;
    struct listing l = {0};
    struct guest g = {0};
    *out = (struct kernel_profile){0};
    u8 *stack = pages(STACK_BYTES), *stop = pages(PAGE);
    bool ok =
        stack && stop && elf_load(&e, t, path, st) && read_listing(&l, t, path, &e, out, st) &&
        guest_open(&g, isa_find(t->isa), e.code_from, (u32)(e.code_end - e.code_from), st) &&
        map_all(&g, &e, stack, stop, st);
    if (ok) {
        g.repeats = l.repeats;
        set_up_call(&g, t, &e, stack, n);
        ok = guest_run(&g, e.entry, return_page, st);
    }
    if (ok) {
        out->base = e.code_from;
        out->result = (u32)guest_get(&g, t->result);
        note_steps(&l, &g, out);
    }
    guest_close(&g);
    elf_free(&e);
    munmap(stack, STACK_BYTES);
    munmap(stop, PAGE);
    text_free(&l.output);
    array_free(&l.steps);
    free(l.repeats);
    return ok;
}
