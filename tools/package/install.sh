#!/bin/sh
# Puts Earshot into the home of who runs this, and registers it for their browsers. Nothing is fetched, and nobody else's files are touched.
#
#   ./install.sh              says what it does, and does it
#   ./install.sh --dry-run    only says it
set -eu
umask 077

version='@VERSION@'
oldest_glibc='@GLIBC@'

fail() {
  printf '✗ %s\n  → %s\n' "$1" "$2" >&2
  exit 1
}

dry_run=no
case "${1-}" in
  '') ;;
  --dry-run) dry_run=yes ;;
  -h | --help)
    sed -n '2,5s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  *) fail "There is no option $1." "Options: --dry-run, --help." ;;
esac

# Said before anything is written.
[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] ||
  fail "This package is for 64-bit Linux on Intel and AMD processors, not for $(uname -s) $(uname -m)." 'Get the one for your computer.'
glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2) || glibc=
[ -n "$glibc" ] ||
  fail 'This Linux has another C library (musl) than Earshot needs.' 'Use a distribution with glibc, such as Debian, Ubuntu or Fedora.'
[ "$(printf '%s\n%s\n' "$oldest_glibc" "$glibc" | sort -V | head -n 1)" = "$oldest_glibc" ] ||
  fail "Earshot needs glibc $oldest_glibc (Ubuntu 22.04, Debian 12, Fedora 36 or newer); this is $glibc." 'Update the system.'
case "${SUDO_USER-root}" in
  root | '') ;;
  *) fail "sudo would install Earshot for root, and not for $SUDO_USER." 'Run it again without sudo.' ;;
esac

here=$(dirname "$(readlink -f "$0")")
case "${XDG_DATA_HOME-}" in
  /*) base=$XDG_DATA_HOME/earshot ;;
  *) base=$HOME/.local/share/earshot ;;
esac
versions=$base/versions
new=$versions/$version
command=$HOME/.local/bin/earshot
before=$(readlink -f "$base/current" 2>/dev/null) || before=

# Whether the command's place is free, or holds a link of ours.
may_link() {
  case "$(readlink "$command" 2>/dev/null)" in "$base"/*) return 0 ;; esac
  ! [ -e "$command" ] && ! [ -L "$command" ]
}

printf 'Earshot %s\n' "$version"
printf '  programs: %s\n' "$new"
if may_link; then
  printf '  command:  %s\n' "$command"
else
  printf '  command:  %s is another program and stays; use %s\n' "$command" "$base/current/earshot"
fi

if [ "$dry_run" = yes ]; then
  printf 'Nothing is written.\n'
  "$here/app/earshot" install --dry-run
  exit
fi

mkdir -p "$versions" "$(dirname "$command")"
if ! cmp -s "$here/app/manifest.json" "$new/manifest.json"; then
  rm -rf "$versions/.$version"
  cp -R "$here/app" "$versions/.$version"
  rm -rf "$new"
  mv -T "$versions/.$version" "$new"
fi
# The browser loads it from here whatever the version: a version's own folder goes with it.
rm -rf "$base/.extension"
cp -R "$new/extension" "$base/.extension"
rm -rf "$base/extension"
mv "$base/.extension" "$base/extension"
rm -f "$base/.current"
ln -s "versions/$version" "$base/.current"
mv -T "$base/.current" "$base/current"
if may_link; then
  ln -sfn "$base/current/earshot" "$command"
fi
# A meeting that runs is going on with the version before; those before that have nobody.
for each in "$versions"/*; do
  [ "$each" = "$new" ] || [ "$each" = "$before" ] || rm -rf "$each"
done

if "$new/earshot" install; then
  printf '\nLater: earshot doctor, earshot uninstall (%s).\n' "$command"
else
  printf '\nEarshot is here, and no browser knows of it yet. When that is mended: %s install\n' "$base/current/earshot"
  exit 1
fi
