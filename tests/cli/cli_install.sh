#!/bin/bash
# What is installed works wherever it is put, without the source tree; the Debian package.
. "$SOURCE_DIR/tests/cli/lib.bash" || exit 1
command -v cmake >/dev/null || { echo "no cmake"; exit 77; }

rm -rf first "moved here" package root
cmake --install "$BUILD_DIR" --strip --prefix "$PWD/first" >log || { cat log; wrong "cmake --install"; }
! find first -type f -print0 | xargs -0 grep -lF -e "$SOURCE_DIR/" -e "$BUILD_DIR" ||
    wrong "these name the folder where they were built"
mv first "moved here"

# works PREFIX: the program, its models, the experiments and the workloads that they name.
works() {
    local HPMSIM=$1/bin/hpmsim file
    expect 0 --version
    cp out version
    expect 0 isa show x86-32/5
    for file in README.md docs/ARCHITECTURE.md; do
        [[ -s $1/share/doc/hpmsim/$file ]] || wrong "$1 lacks the document $file"
    done
    for file in "$1"/share/hpmsim/experiments/*.json; do
        [[ -s $(dirname "$file")/$(value "$file" '$schema') ]] || wrong "$file: its schema is not installed"
    done
    [[ $have_clang ]] || return 0
    expect 0 run "$1/share/hpmsim/experiments/quickstart.json" -q
    expect 0 exec "$1/share/hpmsim/workloads/nqueens.c" 5
    has out "5 queens: 10 solutions"
}
works "$PWD/moved here"
for page in "$BUILD_DIR"/documents/man/*; do
    same "$page" "moved here/share/man/man1/${page##*/}" "a manual page"
done
"$HPMSIM" completion bash | same - "moved here/share/bash-completion/completions/hpmsim" "completion for bash"
"$HPMSIM" completion zsh | same - "moved here/share/zsh/site-functions/_hpmsim" "completion for zsh"
cp version installed
"$HPMSIM" --version >version # stores on the fast path need symbols that --strip leaves
same installed version "--version of the installed program and of the one that was built"

# The package: unpacked, not installed.
if ! command -v dpkg-deb >/dev/null || ! command -v dpkg-shlibdeps >/dev/null; then
    echo "SKIPPED: the package (no dpkg-deb or no dpkg-shlibdeps)"
    finish
fi
cpack --config "$BUILD_DIR/CPackConfig.cmake" -G DEB -B "$PWD/package" >log 2>&1 ||
    { cat log; wrong "cpack"; }
deb=$(echo package/hpmsim_*.deb)
field() { dpkg-deb -f "$deb" "$1"; }
[[ $(field Package) == hpmsim ]] || wrong "the package's name"
[[ "hpmsim $(field Version)" == "$(sed 's/ (.*//; q' version)" ]] || wrong "the package's version"
[[ $(field Section) == science ]] || wrong "the package's section"
# what the loader would need, package by package
for library in libunicorn libcapstone libcjson libdw libc6; do
    [[ $(field Depends) == *$library* ]] || wrong "Depends lacks $library: $(field Depends)"
done
for tool in clang lld wasi-libc wasm32 wabt; do
    [[ $(field Recommends) == *$tool* ]] || wrong "Recommends lacks $tool: $(field Recommends)"
done
dpkg-deb -x "$deb" root
works "$PWD/root/usr"
for file in man/man1/hpmsim.1.gz man/man1/hpmsim-run.1.gz bash-completion/completions/hpmsim \
    zsh/vendor-completions/_hpmsim; do
    [[ -s root/usr/share/$file ]] || wrong "the package lacks $file"
done
[[ -s root/usr/share/doc/hpmsim/copyright && -s root/usr/share/doc/hpmsim/changelog.gz ]] ||
    wrong "what the policy asks of every package"
[[ ! $(find root/usr ! -type l \( -perm /022 -o -perm /6000 \)) ]] || wrong "permissions"
finish
