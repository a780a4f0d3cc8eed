/* sim/fast_store.c: memory accesses at full speed in Unicorn 2.0.1, and exact faults.
 *
 * Stores. As shipped, Unicorn takes the slow path for every guest store, because each page of
 * its software TLB stays marked "not dirty" for ever (so that stores into translated code are
 * noticed). The function that fills the TLB is an exported symbol of the library,
 * tlb_set_page_with_attrs_<arch>, and so is the one that clears the mark, tlb_set_dirty_<arch>.
 * The executable exports its own version of the former (link with -rdynamic): it calls the
 * library's, then clears the mark. Guest code is never written while it runs here, so nothing
 * is lost.
 *
 * TLB size. The TLB begins with 256 entries, of 1 KiB pages on AArch64, and grows only when it
 * is flushed while it is well used, which nothing in Unicorn ever does. So a program that walks
 * more than 256 KiB misses all the time. Fills are counted here, and at the 512th, 1024th,
 * 2048th ... of an engine its TLB is flushed, so that it doubles where that helps.
 *
 * Faults. A store across the end of memory changes nothing before the end
 * (fast_store_put_back), and the program counter of an access that finds no memory is known
 * (fast_store_find_pc).
 *
 * With another build of Unicorn that lacks the symbols, or binds them inside, these functions
 * are never called: slower, and right but for what a program's last, trapping store may have
 * changed and for the line that a trap names.
 */
#include "sim/fast_store.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { ENGINES = 256, FIRST_FLUSH = 512, LAST_FLUSH = 1 << 20 };

static atomic_bool reached;

/* How often each engine's TLB was filled, by a hash of its CPU's address. Engines that share an
 * entry only share the schedule of flushes. */
static atomic_uint fills[ENGINES];

bool fast_store_reached(void) {
    return reached;
}

void fast_store_forget(void) {
    for (unsigned k = 0; k < ENGINES; k++) fills[k] = 0;
}

/* ---- What is looked after in the run of a thread ---------------------------------------- */

static _Thread_local struct fast_store *watched;

void fast_store_begin(struct fast_store *w) {
    watched = w;
    w->kept = false;
}

void fast_store_end(void) {
    watched = NULL;
}

void fast_store_put_back(struct fast_store *w) {
    if (w->kept) memcpy(w->host - sizeof w->bytes, w->bytes, sizeof w->bytes);
    w->kept = false;
}

/* True for the page behind the end: it stays out of the TLB, so that it is asked for each time.
 */
static bool at_edge(uint64_t page) {
    if (!watched || !page || page != watched->end) return false;
    memcpy(watched->bytes, watched->host - sizeof watched->bytes, sizeof watched->bytes);
    watched->kept = true;
    return true;
}

/* Translated code calls Unicorn, for an access that the TLB doesn't hold, from behind the
 * block's own code. Where it goes back to within the block tells which instruction it was. On
 * x86, stores return there at once; else a jump follows, after at most one instruction that
 * moves the result. */
static const void *way_back(const uint8_t *at, bool store) {
#if defined __x86_64__
    enum { MOVE_MOST = 4, JMP = 0xe9 };
    for (int k = 0; !store && k <= MOVE_MOST; k++) {
        int32_t distance;
        memcpy(&distance, at + k + 1, sizeof distance);
        if (at[k] == JMP) return at + k + 5 + distance;
    }
    return store ? at : NULL;
#elif defined __aarch64__
    (void)store;
    for (int k = 0; k <= 1; k++) {
        uint32_t word;
        memcpy(&word, at + 4 * k, sizeof word);
        if (word >> 26 == 5) return at + 4 * k + 4 * ((int32_t)(word << 6) >> 6);
    }
    return NULL;
#else
    (void)at, (void)store;
    return NULL;
#endif
}

/* Translated code is where the unwinder knows no further: the last of the return addresses. */
bool fast_store_find_pc(struct fast_store *w, bool store) {
    enum { DEPTH = 64, GETPC_ADJ = 2 }; /* Unicorn wants an address within the call */
    void *frames[DEPTH];
    if (!w->cpu || !w->restore) return false;
    int n = backtrace(frames, DEPTH);
    const void *back = n > 0 && n < DEPTH ? way_back(frames[n - 1], store) : NULL;
    return back && w->restore(w->cpu, (uintptr_t)back - GETPC_ADJ, true);
}

static bool time_to_grow(const void *cpu) {
    uintptr_t bits = (uintptr_t)cpu;
    unsigned n = ++fills[(bits >> 4 ^ bits >> 12 ^ bits >> 20) % ENGINES];
    return n >= FIRST_FLUSH && n <= LAST_FLUSH && (n & (n - 1)) == 0;
}

#define FAST_STORE(arch, address)                                                           \
    void tlb_set_page_with_attrs_##arch(void *cpu, address va, uint64_t pa, uint32_t attrs, \
                                        int prot, int mmu_index, address size);             \
    void tlb_set_page_with_attrs_##arch(void *cpu, address va, uint64_t pa, uint32_t attrs, \
                                        int prot, int mmu_index, address size) {            \
        typedef void fill(void *, address, uint64_t, uint32_t, int, int, address);          \
        typedef void set_dirty(void *, address);                                            \
        typedef void flush(void *);                                                         \
        typedef bool restore(void *, uintptr_t, bool);                                      \
        static _Atomic(fill *) original;                                                    \
        static _Atomic(set_dirty *) dirty;                                                  \
        static _Atomic(flush *) flush_all;                                                  \
        if (!original) {                                                                    \
            dirty = (set_dirty *)dlsym(RTLD_DEFAULT, "tlb_set_dirty_" #arch);               \
            flush_all = (flush *)dlsym(RTLD_DEFAULT, "tlb_flush_" #arch);                   \
            original = (fill *)dlsym(RTLD_NEXT, "tlb_set_page_with_attrs_" #arch);          \
        }                                                                                   \
        if (watched && watched->cpu != cpu) {                                               \
            watched->cpu = cpu;                                                             \
            watched->restore = (restore *)dlsym(RTLD_DEFAULT, "cpu_restore_state_" #arch);  \
        }                                                                                   \
        if (at_edge(va)) return;                                                            \
        if (flush_all && time_to_grow(cpu)) flush_all(cpu);                                 \
        original(cpu, va, pa, attrs, prot, mmu_index, size);                                \
        if (!dirty) return;                                                                 \
        dirty(cpu, va);                                                                     \
        reached = true;                                                                     \
    }

FAST_STORE(x86_64, uint64_t)
FAST_STORE(aarch64, uint64_t)
FAST_STORE(riscv64, uint64_t)

/* Asked for x86_64: a build of the library treats all architectures alike. */
const char *fast_store_obstacle(void) {
    if (!dlsym(RTLD_DEFAULT, "tlb_set_dirty_x86_64"))
        return "this build of Unicorn does not export tlb_set_dirty_x86_64";
    if (!dlsym(RTLD_NEXT, "tlb_set_page_with_attrs_x86_64"))
        return "this build of Unicorn does not export tlb_set_page_with_attrs_x86_64";
    if (dlsym(RTLD_DEFAULT, "tlb_set_page_with_attrs_x86_64") !=
        (void *)tlb_set_page_with_attrs_x86_64)
        return "hpmsim was linked without -rdynamic";
    return "this build of Unicorn binds tlb_set_page_with_attrs_x86_64 inside the library";
}
