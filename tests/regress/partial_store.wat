;; A store across the end of memory changed the bytes before the end, and on machines of 32 bits
;; its low half, before it trapped.
(module
  (memory 1)
  (func (export "run") (result i32)
    (i64.store (i32.const 65524) (i64.const 0x1122334455667788))
    (i64.store (i32.const 65532) (i64.const -1))
    (i32.const 1)))
