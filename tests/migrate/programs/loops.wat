;; Values that go round in loops and change places with each other on the way.
(module
  (func $rotate (param $n i32) (result i64)
        (local $a i32) (local $b i32) (local $c i64) (local $d i64) (local $e f64) (local $f f64)
        (local $ti i32) (local $tl i64) (local $tf f64)
    (local.set $a (i32.const 1)) (local.set $b (i32.const 2))
    (local.set $c (i64.const 0x100000003)) (local.set $d (i64.const -4))
    (local.set $e (f64.const 5)) (local.set $f (f64.const 6.5))
    (loop $next
      (local.set $ti (local.get $a)) (local.set $a (local.get $b)) (local.set $b (local.get $ti))
      (local.set $tl (local.get $c)) (local.set $c (local.get $d)) (local.set $d (local.get $tl))
      (local.set $tf (local.get $e)) (local.set $e (local.get $f)) (local.set $f (local.get $tf))
      (if (i32.and (local.get $n) (i32.const 1))
        (then (local.set $a (i32.add (local.get $a) (local.get $n)))
              (local.set $c (i64.mul (local.get $c) (local.get $d))))
        (else (local.set $b (i32.sub (local.get $a) (local.get $b)))
              (local.set $e (f64.add (local.get $e) (local.get $f)))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i64.add (i64.add (i64.extend_i32_s (local.get $a)) (i64.extend_i32_s (local.get $b)))
      (i64.add (i64.xor (local.get $c) (local.get $d))
        (i64.trunc_f64_s (f64.add (local.get $e) (local.get $f))))))
  (func $nest (param $n i32) (result i32) (local $i i32) (local $j i32) (local $k i32) (local $s i32)
    (local.set $i (local.get $n))
    (block $out
      (loop $outer
        (local.set $j (local.get $i))
        (loop $middle
          (local.set $k (local.get $j))
          (loop $inner
            (local.set $s (i32.add (i32.mul (local.get $s) (i32.const 3))
              (i32.xor (local.get $k) (i32.add (local.get $i) (local.get $j)))))
            (br_if $out (i32.eq (local.get $s) (i32.const 0x12345678)))
            (br_if $inner (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
          (br_if $middle (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
        (br_if $outer (local.tee $i (i32.sub (local.get $i) (i32.const 1))))))
    (local.get $s))
  (func (export "run") (result i64)
    (i64.add (call $rotate (i32.const 77)) (i64.extend_i32_u (call $nest (i32.const 9))))))
