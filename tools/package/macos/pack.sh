#!/bin/sh
# On a Mac: makes of the folder that `npm run package -- --targets macos-arm64` has put together a .pkg for all users. Signed and notarised
# where APPLE_CERTIFICATES (PKCS #12, base64) is set, with APPLE_CERTIFICATES_PASSWORD, APPLE_TEAM_ID, APPLE_NOTARY_USER and
# APPLE_NOTARY_PASSWORD; else left as it is, which macOS opens only after a person has said so in the settings.
#
#   pack.sh earshot_V_macos-arm64-root.tar.gz
set -eu
archive=$1
here=$(cd "$(dirname "$0")" && pwd)
name=$(basename "$archive" -root.tar.gz)
version=${name#earshot_}
version=${version%%_*}
work=$(mktemp -d)
keychain=$work/earshot.keychain-db
trap 'security delete-keychain "$keychain" 2>/dev/null || true; rm -rf "$work"' EXIT
mkdir "$work/root"
tar -xzf "$archive" -C "$work/root"
app="$work/root/Library/Application Support/Earshot"

if [ -n "${APPLE_CERTIFICATES-}" ]; then
  password=$(uuidgen)
  security create-keychain -p "$password" "$keychain"
  security unlock-keychain -p "$password" "$keychain"
  printf '%s' "$APPLE_CERTIFICATES" | base64 --decode >"$work/certificates.p12"
  security import "$work/certificates.p12" -k "$keychain" -P "$APPLE_CERTIFICATES_PASSWORD" -T /usr/bin/codesign -T /usr/bin/productbuild -T /usr/bin/pkgbuild
  rm "$work/certificates.p12"
  security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
  security list-keychains -d user -s "$keychain" login.keychain
  # Libraries first, then what loads them.
  find "$app" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
    xargs -0 codesign --force --timestamp --options runtime --sign "Developer ID Application" --keychain "$keychain"
  codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
    --sign "Developer ID Application" --keychain "$keychain" "$app/python/bin/python3" "$app/node/node"
  pkgbuild --root "$work/root" --identifier app.earshot.host --version "$version" --install-location / --ownership recommended \
    --sign "Developer ID Installer" --keychain "$keychain" "$name.pkg"
  xcrun notarytool submit "$name.pkg" --wait --team-id "$APPLE_TEAM_ID" --apple-id "$APPLE_NOTARY_USER" --password "$APPLE_NOTARY_PASSWORD"
  xcrun stapler staple "$name.pkg"
else
  pkgbuild --root "$work/root" --identifier app.earshot.host --version "$version" --install-location / --ownership recommended "$name.pkg"
fi
