#!/bin/sh
# Signs a program of Windows in its place, by the certificate in WINDOWS_CERTIFICATE_FILE, a PKCS #12 file whose password is in
# WINDOWS_CERTIFICATE_PASSWORD. The time is witnessed, so that the signature holds when the certificate no longer does.
#
#   sign.sh FILE
set -eu
osslsigncode sign -pkcs12 "$WINDOWS_CERTIFICATE_FILE" -readpass /dev/stdin -h sha256 \
  -n Earshot -ts "${TIMESTAMP_SERVER-http://timestamp.digicert.com}" -in "$1" -out "$1.signed" <<END
$WINDOWS_CERTIFICATE_PASSWORD
END
mv "$1.signed" "$1"
