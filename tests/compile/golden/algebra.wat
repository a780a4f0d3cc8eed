;; dump: gvn
;; Constants, chains of additions, multiplications, narrow signs, wrapped 64-bit arithmetic.
(module
  (func (param i32) (result i32)
    (i32.add (i32.add (local.get 0) (i32.const 5)) (i32.sub (i32.const 10) (i32.const 3))))
  (func (param i32) (result i32)
    (i32.mul (i32.sub (local.get 0) (i32.const 1)) (i32.const 8)))
  (func (param i32) (result i32)
    (i32.shr_s (i32.shl (local.get 0) (i32.const 24)) (i32.const 24)))
  (func (param i32 i32) (result i32)
    (i32.wrap_i64 (i64.add (i64.extend_i32_u (local.get 0)) (i64.extend_i32_s (local.get 1)))))
  (func (param i32 i32) (result i32)
    (i32.add (i32.xor (local.get 0) (local.get 1)) (i32.xor (local.get 1) (local.get 0))))
  (func (result f32) (f32.div (f32.const 1) (f32.const 3)))
  (func (result f32) (f32.div (f32.const 0) (f32.const 0)))
  (func (result i32) (i32.div_s (i32.const 1) (i32.const 0))))
