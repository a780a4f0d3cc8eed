/* sim/process.c: making and ending a process; its memory, tables and globals.
 *
 * Memory and tables are reserved whole as address space without access, and made accessible as
 * they grow: addresses never move, so that an engine's mapping of what was there stays good.
 */
#include "sim/host.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static u64 host_page(void) {
    return (u64)sysconf(_SC_PAGESIZE);
}

static u8 *reserve(u64 size, int access, const char *what, struct status *st) {
    void *at = mmap(NULL, size, access, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at != MAP_FAILED) return at;
    status_fail(st, FAULT_WORLD, "cannot reserve %llu MiB of address space for %s: %s",
                (unsigned long long)(size >> 20), what, strerror(errno));
    return NULL;
}

static void release(u8 *at, u64 size) {
    if (at) munmap(at, size);
}

enum host_outcome process_trap(struct process *p, enum trap trap) {
    p->state = PROCESS_TRAPPED;
    p->trap = trap;
    return HOST_TRAPPED;
}

/* ---- Memory ----------------------------------------------------------------------------- */

static bool memory_resize(struct process *p, u64 pages) {
    u64 bytes = pages * PAGE_BYTES;
    if (mprotect(p->memory, bytes, PROT_READ | PROT_WRITE)) return false;
    p->memory_bytes = bytes;
    put32(p->context + CONTEXT_MEMORY_PAGES, (u32)pages);
    p->mapping_generation++;
    return true;
}

u32 process_memory_grow(struct process *p, u32 pages) {
    struct limits l = imports_memory_limits(p->program);
    u64 old = p->memory_bytes / PAGE_BYTES;
    u64 limit = MEMORY_LIMIT / PAGE_BYTES;
    if (l.has_max) limit = MIN(limit, l.max);
    if (old + pages > limit) return UINT32_MAX;
    if (pages && !memory_resize(p, old + pages)) return UINT32_MAX;
    return (u32)old;
}

static bool memory_make(struct process *p, struct status *st) {
    p->memory = reserve(MEMORY_RESERVE, PROT_NONE, "linear memory", st);
    if (!p->memory) return false;
    if (!p->program->has_memory) return true;
    u32 pages = imports_memory_limits(p->program).min;
    if ((u64)pages * PAGE_BYTES > MEMORY_LIMIT)
        return status_fail(st, FAULT_USER,
                           "%s: a memory of %u pages of 64 KiB; machines here have up to %u",
                           p->program->name, pages, (u32)(MEMORY_LIMIT / PAGE_BYTES));
    if (pages && !memory_resize(p, pages))
        return status_fail(st, FAULT_WORLD, "cannot get %u pages of 64 KiB of memory: %s",
                           pages, strerror(errno));
    return true;
}

/* ---- Tables: a null function lies in memory as the number of functions (isa/isa.h); elements
 * that are the embedder's lie there as they are, null too, for any number can be one of them
 * and no machine code reads them. */

u8 *process_table_at(const struct process *p, u32 table, u32 index) {
    return p->tables + table * TABLE_STRIDE + (u64)index * 4;
}

u32 process_table_encode(const struct process *p, u32 table, u32 ref) {
    bool null_function = ref == NULL_REFERENCE && p->program->tables[table].ref == REF_FUNCTION;
    return null_function ? p->program->function_count : ref;
}

u32 process_table_size(const struct process *p, u32 table) {
    return get32(p->context + CONTEXT_TABLE_SIZES + 4 * table);
}

u32 process_table_get(const struct process *p, u32 table, u32 index) {
    u32 ref = get32(process_table_at(p, table, index));
    return ref == process_table_encode(p, table, NULL_REFERENCE) ? NULL_REFERENCE : ref;
}

static bool table_resize(struct process *p, u32 table, u32 count, u32 ref) {
    u32 old = process_table_size(p, table);
    u64 bytes = align_up((u64)count * 4, host_page());
    if (mprotect(process_table_at(p, table, 0), bytes, PROT_READ | PROT_WRITE)) return false;
    u32 encoded = process_table_encode(p, table, ref);
    for (u32 i = old; i < count; i++) put32(process_table_at(p, table, i), encoded);
    put32(p->context + CONTEXT_TABLE_SIZES + 4 * table, count);
    p->mapping_generation++;
    return true;
}

u32 process_table_grow(struct process *p, u32 table, u32 ref, u32 n) {
    struct limits l = imports_table_limits(p->program, table);
    u32 old = process_table_size(p, table);
    u64 limit = l.has_max ? MIN(p->table_capacity, l.max) : p->table_capacity;
    if ((u64)old + n > limit) return UINT32_MAX;
    if (n && !table_resize(p, table, old + n, ref)) return UINT32_MAX;
    return old;
}

static bool tables_make(struct process *p, struct status *st) {
    p->table_count = p->program->table_count;
    p->table_capacity = TABLE_STRIDE / 4;
    if (!p->table_count) return true;
    p->tables = reserve(p->table_count * TABLE_STRIDE, PROT_NONE, "tables", st);
    if (!p->tables) return false;
    for (u32 i = 0; i < p->table_count; i++) {
        u32 count = imports_table_limits(p->program, i).min;
        if (count > p->table_capacity)
            return status_fail(st, FAULT_USER,
                               "%s: table %u of %u elements; machines here have up to %u",
                               p->program->name, i, count, p->table_capacity);
        if (count && !table_resize(p, i, count, NULL_REFERENCE))
            return status_fail(st, FAULT_WORLD, "cannot get a table of %u elements: %s", count,
                               strerror(errno));
    }
    return true;
}

/* ---- Globals ---------------------------------------------------------------------------- */

static u8 *global_at(const struct process *p, u32 index) {
    return p->context + CONTEXT_GLOBALS + 8 * (u64)index;
}

u64 process_global(const struct process *p, u32 index) {
    bool narrow = type_bytes(p->program->globals[index].type) == 4;
    return narrow ? get32(global_at(p, index)) : get64(global_at(p, index));
}

void process_set_global(struct process *p, u32 index, u64 bits) {
    bool narrow = type_bytes(p->program->globals[index].type) == 4;
    put64(global_at(p, index), narrow ? (u32)bits : bits);
}

u64 process_init_value(const struct process *p, const struct init *init) {
    return init->kind == INIT_GLOBAL ? process_global(p, (u32)init->bits) : init->bits;
}

static bool context_make(struct process *p, struct status *st) {
    if (p->program->table_count > CONTEXT_TABLES_MAX)
        return status_fail(st, FAULT_USER, "%s: %u tables; machines here have up to %u",
                           p->program->name, p->program->table_count, CONTEXT_TABLES_MAX);
    p->context_bytes = align_up(CONTEXT_GLOBALS + 8ull * p->program->global_count, host_page());
    p->context = reserve(p->context_bytes, PROT_READ | PROT_WRITE, "globals", st);
    return p->context != NULL;
}

/* ---- Segments --------------------------------------------------------------------------- */

bool process_data_copy(struct process *p, u32 segment, u32 to, u32 from, u32 size) {
    const struct data_segment *s = &p->program->datas[segment];
    u32 available = p->data_dropped[segment] ? 0 : s->size;
    u8 *at = process_memory(p, to, size);
    if (!at || (u64)from + size > available) return false;
    if (size) memcpy(at, s->bytes + from, size);
    return true;
}

bool process_element_copy(struct process *p, u32 table, u32 segment, u32 to, u32 from, u32 n) {
    const struct element_segment *s = &p->program->elements[segment];
    u32 available = p->element_dropped[segment] ? 0 : s->count;
    if ((u64)to + n > process_table_size(p, table) || (u64)from + n > available) return false;
    for (u32 i = 0; i < n; i++) {
        u32 ref = (u32)process_init_value(p, &s->items[from + i]);
        put32(process_table_at(p, table, to + i), process_table_encode(p, table, ref));
    }
    return true;
}

/* Copies the active segments, in the module's order, tables first. */
static bool segments_init(struct process *p, struct status *st) {
    const struct program *program = p->program;
    p->data_dropped = xcalloc(program->data_count, sizeof *p->data_dropped);
    p->element_dropped = xcalloc(program->element_count, sizeof *p->element_dropped);
    for (u32 i = 0; i < program->element_count; i++) {
        const struct element_segment *s = &program->elements[i];
        if (s->mode == SEGMENT_PASSIVE) continue;
        u32 to = s->mode == SEGMENT_ACTIVE ? (u32)process_init_value(p, &s->offset) : 0;
        if (s->mode == SEGMENT_ACTIVE && !process_element_copy(p, s->table, i, to, 0, s->count))
            return status_fail(st, FAULT_USER,
                               "%s: %s: element segment %u puts %u elements at %u of table %u, "
                               "which has %u",
                               program->name, trap_text(TRAP_TABLE_BOUNDS), i, s->count, to,
                               s->table, process_table_size(p, s->table));
        p->element_dropped[i] = true;
    }
    for (u32 i = 0; i < program->data_count; i++) {
        const struct data_segment *s = &program->datas[i];
        if (s->mode == SEGMENT_PASSIVE) continue;
        u32 to = (u32)process_init_value(p, &s->offset);
        if (!process_data_copy(p, i, to, 0, s->size))
            return status_fail(
                st, FAULT_USER,
                "%s: %s: data segment %u puts %u bytes at %u of a memory of %llu",
                program->name, trap_text(TRAP_OUT_OF_BOUNDS), i, s->size, to,
                (unsigned long long)p->memory_bytes);
        p->data_dropped[i] = true;
    }
    return true;
}

/* ---- Making and ending ------------------------------------------------------------------ */

static bool globals_init(struct process *p) {
    for (u32 i = 0; i < p->program->global_count; i++)
        if (!p->program->globals[i].imported)
            process_set_global(p, i, process_init_value(p, &p->program->globals[i].init));
    return true;
}

struct process *process_create(struct program *program, const struct process_options *o,
                               struct status *st) {
    struct process *p = xcalloc(1, sizeof *p);
    p->program = program;
    p->random_state = o->seed;
    p->host_clock = o->host_clock;
    p->capture = o->capture;
    p->state = PROCESS_RUNNING;
    bool ok = context_make(p, st) && imports_resolve(p, o->spectest, st) &&
              memory_make(p, st) && tables_make(p, st) && globals_init(p) &&
              segments_init(p, st) && (p->wasi = wasi_open(p, o, st));
    if (ok) return p;
    process_free(p);
    return NULL;
}

void process_free(struct process *p) {
    if (!p) return;
    release(p->memory, MEMORY_RESERVE);
    release(p->context, p->context_bytes);
    release(p->tables, p->table_count * TABLE_STRIDE);
    free(p->data_dropped);
    free(p->element_dropped);
    free(p->imports);
    wasi_free(p->wasi);
    text_free(&p->output);
    free(p);
}

/* ---- Hash of the state ----------------------------------------------------------------------
 * Memory is hashed by chunks of 4 KiB; chunks of zeros don't count, so that it doesn't matter
 * whether a page was ever touched. Pages that the kernel never gave us are not even looked at:
 * /proc/self/pagemap says which (bits 62 and 63: swapped, present; it lets anyone read those of
 * his own process). */

enum { CHUNK_BYTES = 4096, PAGEMAP_BATCH = 512 };

static bool all_zero(const u8 *at) {
    u64 word = 0;
    for (u32 i = 0; i < CHUNK_BYTES; i += 64) {
        for (u32 k = 0; k < 64; k += 8) {
            u64 next;
            memcpy(&next, at + i + k, 8);
            word |= next;
        }
        if (word) return false;
    }
    return true;
}

static u64 hash_range(const struct process *p, u64 from, u64 to, u64 hash) {
    for (u64 at = from; at < to; at += CHUNK_BYTES) {
        if (all_zero(p->memory + at)) continue;
        u64 pair[2] = {at, hash_bytes(p->memory + at, CHUNK_BYTES, 0)};
        hash = hash_bytes(pair, sizeof pair, hash);
    }
    return hash;
}

static u64 hash_memory(const struct process *p, u64 hash) {
    int pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
    u64 page = host_page(), entries[PAGEMAP_BATCH];
    for (u64 at = 0; at < p->memory_bytes; at += PAGEMAP_BATCH * page) {
        u64 n = MIN(PAGEMAP_BATCH, (p->memory_bytes - at + page - 1) / page);
        u64 index = (u64)((uintptr_t)p->memory + at) / page;
        bool known = pagemap >= 0 &&
                     pread(pagemap, entries, n * 8, (off_t)(index * 8)) == (ssize_t)(n * 8);
        for (u64 i = 0; i < n; i++) {
            if (known && !(entries[i] >> 62)) continue;
            u64 from = at + i * page;
            hash = hash_range(p, from, MIN(from + page, p->memory_bytes), hash);
        }
    }
    if (pagemap >= 0) close(pagemap);
    return hash;
}

u64 process_state_hash(const struct process *p) {
    u64 hash = hash_memory(p, p->memory_bytes);
    for (u32 i = 0; i < p->program->global_count; i++) {
        u64 bits = process_global(p, i);
        hash = hash_bytes(&bits, sizeof bits, hash);
    }
    for (u32 i = 0; i < p->table_count; i++) {
        u32 n = process_table_size(p, i);
        hash = hash_bytes(&n, sizeof n, hash);
        if (n) hash = hash_bytes(process_table_at(p, i, 0), (u64)n * 4, hash);
    }
    return hash;
}
