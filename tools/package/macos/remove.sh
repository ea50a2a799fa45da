#!/bin/sh
# Removes what Earshot's .pkg has put on this Mac for all users, and nothing of any user's: sudo, then the path of this file. What is yours
# goes by `earshot uninstall`, which is run before it.
set -eu
cd /
while read -r path; do
  if [ -L "$path" ] || [ -f "$path" ]; then rm -f "$path"; fi
  # Only where nothing else is in it.
  [ ! -d "$path" ] || rmdir "$path" 2>/dev/null || true
done <<'END'
@PATHS@
END
rm -rf '/Library/Application Support/Earshot'
pkgutil --forget app.earshot.host >/dev/null 2>&1 || true
