;; The sign that a program gave to a NaN of arithmetic was lost where NaNs are made canonical
;; by code, and stayed where they are so by themselves.
(module
  (func $bits (param f64) (result i64)
    (i64.reinterpret_f64 (f64.neg (f64.div (local.get 0) (local.get 0)))))
  (func (export "run") (result i64)
    (i64.xor (call $bits (f64.const 0))
      (i64.shr_u (i64.reinterpret_f64 (f64.copysign
        (f64.sqrt (f64.const -4)) (f64.const -1))) (i64.const 1)))))
