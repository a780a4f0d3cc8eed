/* sim/fast_store.c: stores at full speed in Unicorn 2.0.1.
 *
 * As shipped, Unicorn takes the slow path for every guest store, because each page of its software
 * TLB stays marked "not dirty" for ever (so that stores into translated code are noticed). The
 * function that fills the TLB is an exported symbol of the library, tlb_set_page_with_attrs_<arch>,
 * and so is the one that clears the mark, tlb_set_dirty_<arch>. The executable exports its own
 * version of the former (link with -rdynamic): it calls the library's, then clears the mark. Guest
 * code is never written while it runs here, so nothing is lost. With another build of Unicorn that
 * lacks the symbols, or binds them inside, these functions are never called: slower, still right.
 */
#include "sim/fast_store.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

static atomic_bool reached;

bool fast_store_reached(void) { return reached; }

#define FAST_STORE(arch, address)                                                              \
    void tlb_set_page_with_attrs_##arch(void *cpu, address va, uint64_t pa, uint32_t attrs,    \
                                        int prot, int mmu_index, address size);                \
    void tlb_set_page_with_attrs_##arch(void *cpu, address va, uint64_t pa, uint32_t attrs,    \
                                        int prot, int mmu_index, address size) {               \
        typedef void fill(void *, address, uint64_t, uint32_t, int, int, address);             \
        typedef void set_dirty(void *, address);                                               \
        static _Atomic(fill *) original;                                                       \
        static _Atomic(set_dirty *) dirty;                                                     \
        if (!original) {                                                                       \
            dirty = (set_dirty *)dlsym(RTLD_DEFAULT, "tlb_set_dirty_" #arch);                  \
            original = (fill *)dlsym(RTLD_NEXT, "tlb_set_page_with_attrs_" #arch);             \
        }                                                                                      \
        original(cpu, va, pa, attrs, prot, mmu_index, size);                                   \
        if (!dirty) return;                                                                    \
        dirty(cpu, va);                                                                        \
        reached = true;                                                                        \
    }

FAST_STORE(x86_64, uint64_t)
FAST_STORE(aarch64, uint64_t)
FAST_STORE(riscv64, uint64_t)
