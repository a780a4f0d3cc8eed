;; dump: canon
;; Sums and products of bounded numbers are no NaNs; with a loaded one they may be
(module
  (memory 1)
  (func (param i32 i32)
    (f64.store (i32.const 0)
      (f64.div (f64.mul (f64.convert_i32_s (local.get 0))
                        (f64.add (f64.convert_i32_u (local.get 1)) (f64.const 0.5)))
               (f64.const 3)))
    (f64.store (i32.const 8) (f64.add (f64.convert_i32_s (local.get 0)) (f64.load (i32.const 16))))
    (f64.store (i32.const 24) (f64.div (f64.convert_i32_s (local.get 0)) (f64.const 0))))
  (func (param i64) (local f32 i32)
    ;; 2^64 squared is infinite as an f32, and infinity times zero a NaN
    (local.set 1 (f32.convert_i64_u (local.get 0)))
    (f32.store (i32.const 0) (f32.mul (local.get 1) (local.get 1)))
    (f32.store (i32.const 4)
      (f32.mul (f32.mul (local.get 1) (local.get 1)) (f32.const 0))))
  (func (param i32) (local f64)
    ;; what a loop carries has no bound
    (loop $l
      (f64.store (i32.const 0)
        (local.tee 1 (f64.add (local.get 1) (f64.convert_i32_s (local.get 0)))))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
