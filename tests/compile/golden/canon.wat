;; dump: final
;; NaNs are made canonical where they can be seen, outside loops if possible.
(module
  (memory 1)
  (func (param f64 f64) (result f64) (f64.add (local.get 0) (local.get 1)))
  (func (param f64) (result f64) (f64.neg (local.get 0)))
  (func (param i32) (result f64) (f64.convert_i32_s (local.get 0)))
  ;; an accumulator: once, behind the loop
  (func (param i32) (result f64) (local f64)
    (loop
      (local.set 1 (f64.add (local.get 1) (f64.load (local.get 0))))
      (local.set 0 (i32.add (local.get 0) (i32.const 8)))
      (br_if 0 (i32.lt_u (local.get 0) (i32.const 800))))
    (local.get 1))
  ;; a value whose bits must be preserved joins one that arithmetic made
  (func (param i32 f64) (result f64)
    (if (result f64) (local.get 0)
      (then (local.get 1))
      (else (f64.sqrt (local.get 1))))))
