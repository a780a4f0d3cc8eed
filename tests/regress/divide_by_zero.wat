;; x86 did not keep a value whose only use is to be divided by a constant zero; other machines
;; wanted it.
(module
  (func $w (param i32 i64) (result i64)
    (i64.add (i64.extend_i32_u (i32.rem_s (local.get 0) (i32.const 0)))
             (i64.div_u (local.get 1) (i64.const 0))))
  (func (export "run") (result i64) (call $w (i32.const 5) (i64.const 6))))
