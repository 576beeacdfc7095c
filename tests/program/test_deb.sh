#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Debian package: `make deb` builds it, lintian has no complaint, and in a system of its own (a
# folder, for dpkg) it installs, runs the demo in a terminal, has its manual page and completions
# where they belong, and is removed without a trace.
set -u
source=$(cd "${FOLLOWTRAIL_TEST_SOURCE:-.}" && pwd) || exit 99
cd "${FOLLOWTRAIL_TEST_BUILD:-.}" || exit 99
for tool in dpkg-buildpackage dh tmux; do
    command -v "$tool" >/dev/null || {
        echo "skipped: no $tool; ./autogen.sh deb installs what a package needs"
        exit 77
    }
done
fake=
if [ "$(id -u)" -ne 0 ]; then
    fake=fakeroot
    command -v fakeroot >/dev/null || {
        echo 'skipped: neither root nor fakeroot, so that dpkg cannot install anywhere'
        exit 77
    }
fi
work=$(mktemp -d) || exit 99
root=$work/root
LC_ALL=C.UTF-8 TMUX_TMPDIR=$work HOME=$work
export LC_ALL TMUX_TMPDIR HOME
unset TMUX NO_COLOR MAKEFLAGS MFLAGS MAKELEVEL
trap 'tmux -L deb kill-server 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
looks=${CK_TIMEOUT_MULTIPLIER:-1}
looks=$((${looks%%.*} * 200))
# shellcheck source=tests/support/checks.sh
. "$source/tests/support/checks.sh"

# until_true COMMAND…: looks again and again until it succeeds.
until_true() {
    look_count=0
    until "$@"; do
        look_count=$((look_count + 1))
        [ "$look_count" -lt "$looks" ] || return 1
        sleep 0.05
    done
}

make deb >"$work/built" 2>&1 || {
    tail -n 60 "$work/built"
    echo 'test_deb.sh: it was not built'
    exit 1
}
version=$(sed -n 's/^#define PACKAGE_VERSION "\(.*\)"/\1/p' config.h)
package=$(ls build-deb/followtrail_"$version"_*.deb)
field() { dpkg-deb -f "$package" "$1"; }

is 'it has the version of configure.ac' [ "$(field Version)" = "$version" ]
is 'its dependencies are computed' expr "$(field Depends)" : '.*libncursesw6.*libsqlite3-0'
# What autogen.sh installs to build the program is what the package builds with.
libraries=$(sed -n "/^packages=/,/'\$/p" "$source/autogen.sh" | grep -o '[a-z0-9-]*-dev' | grep -v '^libc6')
for needed in $libraries; do
    is "debian/control does not build with $needed" grep -q "\<$needed\>" "$source/debian/control"
done
if command -v lintian >/dev/null; then
    is 'lintian complains' lintian --fail-on error,warning \
        build-deb/followtrail_"$version"_*.changes
else
    echo 'not checked by lintian: it is not installed'
fi
if command -v apt-get >/dev/null; then
    is 'the dependencies are not to be had' apt-get install --simulate --no-install-recommends \
        "$PWD/$package"
fi

# A system in which nothing else is installed. Nothing of the package runs while it is installed.
dpkg_there() {
    $fake dpkg --root="$root" --force-depends --force-not-root --log="$work/dpkg.log" "$@"
}
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
: >"$root/var/lib/dpkg/status"
traces() { find "$root" -mindepth 1 ! -path "$root/var" ! -path "$root/var/lib" ! -path "$root/var/lib/dpkg*"; }
is 'it does not install' dpkg_there -i "$package"

share=$root/usr/share
is 'its copyright file is not for machines' grep -q \
    '^Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/' "$share/doc/followtrail/copyright"
for file in bin/followtrail share/man/man1/followtrail.1.gz share/doc/followtrail/copyright \
    share/bash-completion/completions/followtrail.bash share/fish/vendor_completions.d/followtrail.fish \
    share/zsh/vendor-completions/_followtrail; do
    is "$file is missing" test -s "$root/usr/$file"
done
is 'there is more than a user needs' [ "$(traces | grep -c .)" -lt 40 ]
gunzip -c "$share/man/man1/followtrail.1.gz" >"$work/page"
is 'the manual page is another one' cmp "$work/page" "$source/man/followtrail.1"
if command -v man >/dev/null; then
    man --warnings -l "$share/man/man1/followtrail.1.gz" >"$work/shown" 2>"$work/warned"
    is 'the manual page is not shown' grep -q 'WITHOUT A SCREEN' "$work/shown"
    is "the manual page is not shown well: $(cat "$work/warned")" test ! -s "$work/warned"
fi
is 'bash does not complete it' bash --norc -c ". '$share/bash-completion/completions/followtrail.bash' &&
    complete -p followtrail"
is 'it is of another version' [ "$("$root/usr/bin/followtrail" --version | head -n 1)" = "followtrail $version" ]

# The demo, in a terminal.
screen_has() { tmux -L deb capture-pane -p -t demo | grep -q "$1"; }
# tmux does not always know how a program ended.
is_over() { grep -qx 0 "$work/ended" 2>/dev/null; }
tmux -L deb -f /dev/null new-session -d -s demo -x 80 -y 24 \
    "'$root/usr/bin/followtrail' --demo; echo \$? >'$work/ended'"
is 'the demo does not start' until_true screen_has 'SANDBOX'
is 'the demo has no list' until_true screen_has ' of 412'
tmux -L deb send-keys -t demo Q
is 'the demo does not end well' until_true is_over

is 'it is not removed' dpkg_there -r followtrail
is 'it is not purged' dpkg_there -P followtrail
traces >"$work/left"
is "something is left: $(cat "$work/left")" test ! -s "$work/left"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
