;; Ends in a trap, with calls on the stack.
(module
  (memory 1)
  (global $last (mut i32) (i32.const 0))
  (func $down (param $n i32) (param $x i64) (result i64)
    (global.set $last (local.get $n))
    (i32.store (i32.shl (local.get $n) (i32.const 2)) (i32.wrap_i64 (local.get $x)))
    (i64.add (i64.const 1)
      (call $up (i32.sub (local.get $n) (i32.const 1))
        (i64.div_u (local.get $x) (i64.extend_i32_u (local.get $n))))))
  (func $up (param $n i32) (param $x i64) (result i64)
    (call $down (local.get $n) (i64.mul (local.get $x) (i64.const 0x10001))))
  (func (export "run") (result i64)
    (call $down (i32.const 12) (i64.const 0x123456789abcdef0))))
