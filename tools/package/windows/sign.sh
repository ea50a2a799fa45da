#!/bin/sh
# Signs a program of Windows in its place, by what is in the folder WINDOWS_CERTIFICATE_FOLDER: certificate.p12, a PKCS #12 file, and
# password, a line. The time is witnessed, so that the signature holds when the certificate no longer does.
#
#   sign.sh FILE
set -eu
osslsigncode sign -pkcs12 "$WINDOWS_CERTIFICATE_FOLDER/certificate.p12" -readpass "$WINDOWS_CERTIFICATE_FOLDER/password" -h sha256 \
  -n Earshot -ts "${TIMESTAMP_SERVER-http://timestamp.digicert.com}" -in "$1" -out "$1.signed"
mv "$1.signed" "$1"
