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

[ -n "${HOME-}" ] || fail 'HOME is not set: it is not known whose home this is for.' 'Set HOME to your home folder, and run it again.'

here=$(dirname "$(readlink -f "$0")")
# A relative path is none, and what a snap or a Flatpak calls so is its own: another program would not find it.
case "${XDG_DATA_HOME-}" in
  "$HOME"/snap/* | "$HOME"/.var/app/*) named=$HOME/.local/share/earshot ;;
  /*) named=$XDG_DATA_HOME/earshot ;;
  *) named=$HOME/.local/share/earshot ;;
esac
# By one name, whichever links and slashes lead there: programs that run are compared with it.
base=$(readlink -m "$named")
versions=$base/versions
new=$versions/$version
coming=$versions/.$version
aside=$versions/.$version.before
command=$HOME/.local/bin/earshot
before=$(readlink -f "$base/current" 2>/dev/null) || before=

# Whether the command's place is free, or holds a link of ours.
may_link() {
  case "$(readlink "$command" 2>/dev/null)" in "$base"/* | "$named"/*) return 0 ;; esac
  ! [ -e "$command" ] && ! [ -L "$command" ]
}

# Whether a browser or a program that runs is still with this version.
is_used() {
  [ "$1" = "$new" ] || [ "$1" = "$before" ] && return 0
  grep -qsF "/versions/${1##*/}/" "$base/host/earshot-host.sh" && return 0
  for program in /proc/[0-9]*/exe; do
    case "$(readlink "$program" 2>/dev/null)" in "$1"/*) return 0 ;; esac
  done
  return 1
}

# What stopped half-way leaves everything as it was.
clear_up() {
  [ -e "$new" ] || ! [ -e "$aside" ] || mv -T "$aside" "$new"
  rm -rf "$coming" "$aside" "$base/.extension" "$base/.current"
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
  "$here/app/earshot" install --dry-run --at "$new"
  exit
fi

mkdir -p "$versions" "$(dirname "$command")" ||
  fail "$versions and $(dirname "$command") cannot be made." 'Make the folders above them writable for you (chown, chmod), and free room on the disk.'
trap clear_up EXIT
trap 'exit 1' HUP INT TERM
clear_up
# Always all of it: of the same version a file may have been lost.
cp -R "$here/app" "$coming" ||
  fail "Earshot could not be copied to $versions." 'See that 1 GB is free there, and that the archive was unpacked whole; then run it again.'
[ ! -e "$new" ] || mv -T "$new" "$aside"
mv -T "$coming" "$new"
rm -rf "$aside"
# The browser loads it from here whatever the version: a version's own folder goes with it.
cp -R "$new/extension" "$base/.extension" ||
  fail "The extension could not be copied to $base." 'See that 1 GB is free there; then run it again.'
rm -rf "$base/extension"
mv "$base/.extension" "$base/extension"
ln -s "versions/$version" "$base/.current"
mv -T "$base/.current" "$base/current"
if may_link; then
  ln -sfn "$base/current/earshot" "$command"
fi

if "$new/earshot" install; then
  # A meeting that runs is going on with the version before; those before that have nobody.
  for each in "$versions"/*; do
    is_used "$each" || rm -rf "$each"
  done
  printf '\nLater: earshot doctor, earshot uninstall (%s).\n' "$command"
else
  printf '\nEarshot is here; what is above says which browser does not know of it. When that is mended: %s install\n' "$base/current/earshot"
  exit 1
fi
