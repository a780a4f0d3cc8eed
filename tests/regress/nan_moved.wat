;; A process moved between an operation that made a NaN and the one that makes it canonical, to a
;; machine where the latter does nothing, as it makes no other NaN.
(module
  (func $sum (param $x f32) (param $n i32) (result f32)
    (loop $next
      (local.set $x (f32.add (local.get $x) (f32.div (f32.const 0) (f32.const 0))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (f32.mul (local.get $x) (f32.const 3)))
  (func (export "run") (result i64)
    (i64.add
      (i64.extend_i32_u (i32.reinterpret_f32 (call $sum (f32.const nan:0x200000) (i32.const 5))))
      (i64.reinterpret_f64 (f64.promote_f32
        (call $sum (f32.const -nan:0x300001) (i32.const 3)))))))
