;; Deep trees of operations, made by a generator: everything is live until the root.
(module
  (func $a (param $i i32) (param $l i64) (param $d f64) (result i32)
    (i32.sub (i32.wrap_i64 (i64.shr_s (select (i64.or (i64.extend_i32_s (i32.mul (local.get
    $i) (local.get $i))) (select (select (i64.const 94664422064) (local.get $l) (local.get
    $i)) (i64.shl (i64.const -86432982470) (local.get $l)) (i32.xor (local.get $i)
    (local.get $i)))) (select (select (i64.mul (local.get $l) (local.get $l)) (i64.or
    (local.get $l) (local.get $l)) (i64.lt_s (i64.const 488871743938) (local.get $l)))
    (i64.rotr (i64.shl (local.get $l) (local.get $l)) (i64.xor (local.get $l) (local.get
    $l))) (i64.lt_s (i64.add (local.get $l) (local.get $l)) (i64.or (local.get $l)
    (local.get $l)))) (f64.gt (f64.mul (f64.max (local.get $d) (local.get $d)) (f64.min
    (local.get $d) (local.get $d))) (f64.convert_i32_u (i32.and (local.get $i) (local.get
    $i))))) (i64.xor (i64.rotr (i64.rotr (i64.rotr (local.get $l) (local.get $l))
    (i64.extend_i32_s (i32.const 57))) (i64.rotr (i64.rotr (local.get $l) (local.get $l))
    (i64.xor (i64.const 625218564150) (local.get $l)))) (i64.add (i64.and (i64.xor
    (local.get $l) (i64.const -196950572982)) (i64.extend_i32_s (local.get $i))) (i64.shr_s
    (i64.add (local.get $l) (local.get $l)) (i64.sub (i64.const -145689012343) (i64.const
    -605339702850))))))) (i32.sub (i32.shl (i32.sub (i32.mul (i32.add (i64.lt_s (i64.const
    -679355530597) (local.get $l)) (i32.or (local.get $i) (local.get $i))) (i32.wrap_i64
    (i64.sub (local.get $l) (i64.const 919792611507)))) (i32.add (f64.gt (f64.sub (f64.const
    -0.65) (local.get $d)) (f64.mul (f64.const 3.23) (local.get $d))) (i32.rotl (i64.lt_s
    (local.get $l) (local.get $l)) (i32.mul (local.get $i) (i32.const 10))))) (i32.rotl
    (i32.wrap_i64 (i64.rotr (i64.sub (i64.const -582320897287) (i64.const 234597694764))
    (i64.sub (local.get $l) (local.get $l)))) (i32.rotl (i64.lt_s (select (local.get $l)
    (i64.const -454790404146) (i32.const 24)) (select (local.get $l) (local.get $l)
    (local.get $i))) (select (i32.shl (local.get $i) (local.get $i)) (i32.mul (i32.const 73)
    (i32.const 50)) (i32.shr_u (local.get $i) (local.get $i)))))) (f64.gt (f64.max (f64.min
    (f64.convert_i32_u (select (i32.const -7) (i32.const 40) (local.get $i)))
    (f64.convert_i64_s (i64.xor (i64.const -419818374653) (i64.const 659018933393))))
    (f64.mul (f64.max (f64.max (local.get $d) (local.get $d)) (f64.sub (local.get $d)
    (local.get $d))) (f64.add (f64.add (local.get $d) (local.get $d)) (f64.add (local.get
    $d) (local.get $d))))) (f64.mul (f64.add (f64.sub (f64.sub (local.get $d) (local.get
    $d)) (f64.mul (local.get $d) (local.get $d))) (f64.sub (f64.add (f64.const 1.86)
    (local.get $d)) (f64.convert_i32_u (local.get $i)))) (f64.add (f64.min (f64.max
    (f64.const -1.54) (local.get $d)) (f64.sub (f64.const -2.88) (f64.const -3.89)))
    (f64.mul (f64.add (local.get $d) (f64.const -2.06)) (f64.min (local.get $d) (local.get
    $d)))))))))
  (func $b (param $i i32) (param $l i64) (param $d f64) (result i64)
    (i64.extend_i32_s (i32.or (i32.rotl (select (i32.wrap_i64 (i64.xor (i64.add (local.get
    $l) (local.get $l)) (select (local.get $l) (local.get $l) (i32.const 2)))) (i32.add
    (i32.and (select (local.get $i) (local.get $i) (local.get $i)) (i32.shl (i32.const 83)
    (i32.const 73))) (i32.rotl (i32.rotl (local.get $i) (local.get $i)) (i32.add (i32.const
    65) (i32.const 73)))) (i64.lt_s (i64.sub (i64.shr_s (local.get $l) (local.get $l))
    (i64.xor (local.get $l) (local.get $l))) (i64.rotr (i64.sub (local.get $l) (local.get
    $l)) (i64.and (i64.const -483463360580) (local.get $l))))) (i32.shr_u (i32.shl
    (i32.wrap_i64 (i64.and (i64.const 415762064932) (local.get $l))) (select (i32.and
    (local.get $i) (local.get $i)) (i32.shr_u (local.get $i) (local.get $i)) (i32.shr_u
    (local.get $i) (local.get $i)))) (i32.shr_u (i32.rotl (i64.lt_s (i64.const
    -364269659120) (i64.const -407320424857)) (i32.xor (local.get $i) (local.get $i)))
    (i32.and (i32.mul (local.get $i) (local.get $i)) (f64.gt (local.get $d) (local.get
    $d)))))) (i32.shr_u (i32.mul (i32.wrap_i64 (i64.shr_s (i64.mul (local.get $l) (local.get
    $l)) (i64.trunc_sat_f64_s (local.get $d)))) (select (select (i32.xor (i32.const 85)
    (local.get $i)) (i32.sub (local.get $i) (local.get $i)) (f64.gt (local.get $d)
    (local.get $d))) (i32.and (i32.mul (local.get $i) (local.get $i)) (i32.xor (i32.const
    91) (i32.const 71))) (i32.wrap_i64 (i64.shl (local.get $l) (i64.const -369200391571)))))
    (i32.rotl (i64.lt_s (i64.or (select (local.get $l) (i64.const -109824352135) (local.get
    $i)) (i64.shl (local.get $l) (local.get $l))) (i64.extend_i32_s (i32.shr_u (local.get
    $i) (local.get $i)))) (select (i32.shl (i64.lt_s (local.get $l) (local.get $l)) (select
    (local.get $i) (local.get $i) (local.get $i))) (i32.add (i32.shl (local.get $i)
    (i32.const 17)) (i32.wrap_i64 (local.get $l))) (i32.mul (i32.rotl (local.get $i)
    (i32.const 18)) (i32.shr_u (local.get $i) (local.get $i)))))))))
  (func $c (param $i i32) (param $l i64) (param $d f64) (result f64)
    (f64.add (f64.convert_i32_u (i32.shr_u (i32.shr_u (i32.wrap_i64 (i64.rotr (i64.shr_s
    (local.get $l) (local.get $l)) (i64.trunc_sat_f64_s (local.get $d)))) (i32.shr_u
    (i32.wrap_i64 (i64.add (i64.const 417500662943) (i64.const 160722616686))) (i32.sub
    (i32.wrap_i64 (local.get $l)) (i32.xor (local.get $i) (local.get $i))))) (i32.add
    (i32.shr_u (f64.gt (f64.sub (local.get $d) (local.get $d)) (f64.min (f64.const -2.45)
    (f64.const -1.94))) (i32.or (f64.gt (local.get $d) (local.get $d)) (i32.shl (local.get
    $i) (i32.const 85)))) (i32.xor (select (i32.xor (local.get $i) (local.get $i)) (i32.sub
    (i32.const 54) (local.get $i)) (i32.add (i32.const 9) (local.get $i))) (i32.shl
    (i32.wrap_i64 (local.get $l)) (i32.or (i32.const 1) (local.get $i))))))) (f64.min
    (f64.convert_i64_s (i64.shl (i64.or (i64.sub (i64.extend_i32_s (local.get $i)) (i64.sub
    (local.get $l) (i64.const 689453858163))) (i64.shl (i64.extend_i32_s (i32.const 16))
    (i64.trunc_sat_f64_s (local.get $d)))) (i64.add (i64.xor (i64.shl (local.get $l)
    (local.get $l)) (i64.extend_i32_s (i32.const 23))) (i64.or (select (i64.const
    -424287183760) (local.get $l) (i32.const 29)) (i64.sub (local.get $l) (local.get
    $l)))))) (f64.min (f64.min (f64.min (f64.sub (f64.sub (local.get $d) (f64.const 2.18))
    (f64.mul (f64.const 2.26) (local.get $d))) (f64.convert_i32_u (i32.xor (local.get $i)
    (local.get $i)))) (f64.max (f64.min (f64.add (local.get $d) (local.get $d))
    (f64.convert_i64_s (local.get $l))) (f64.min (f64.convert_i32_u (local.get $i)) (f64.sub
    (f64.const 2.08) (f64.const 0.54))))) (f64.mul (f64.convert_i32_u (f64.gt (f64.sub
    (local.get $d) (f64.const -0.83)) (f64.max (local.get $d) (local.get $d))))
    (f64.convert_i64_s (i64.add (i64.extend_i32_s (local.get $i)) (i64.shr_s (i64.const
    -351988725288) (local.get $l)))))))))
  (func (export "run") (result i64) (local $n i32) (local $i i32) (local $l i64) (local $d f64)
    (local.set $i (i32.const 3)) (local.set $l (i64.const 0x123456789abcdef))
    (local.set $d (f64.const 1.5))
    (loop $next
      (local.set $i (i32.add (local.get $i)
        (call $a (local.get $i) (local.get $l) (local.get $d))))
      (local.set $l (i64.add (local.get $l)
        (call $b (local.get $i) (local.get $l) (local.get $d))))
      (local.set $d (f64.add (f64.const 1)
        (f64.mul (f64.const 1e-9) (f64.convert_i32_s (i32.trunc_sat_f64_s
          (call $c (local.get $i) (local.get $l) (local.get $d)))))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 12))))
    (i64.add (i64.xor (local.get $l) (i64.reinterpret_f64 (local.get $d)))
      (i64.extend_i32_u (local.get $i)))))
