;; dump: final
;; Comparisons go into branches and selects, shifts into additions; eqz inverts.
(module
  (func (param i32 i32) (result i32)
    (block
      (br_if 0 (i32.eqz (i32.lt_s (local.get 0) (local.get 1))))
      (return (i32.const 7)))
    (select (local.get 0) (local.get 1) (i32.ge_u (local.get 0) (local.get 1))))
  (func (param f64 f64) (result i32)
    (if (result i32) (i32.eqz (f64.lt (local.get 0) (local.get 1)))
      (then (i32.const 1)) (else (i32.const 2))))
  (func (param i64 i64) (result i64)
    (i64.add (i64.shl (local.get 0) (i64.const 3)) (local.get 1))))
