"""The certificate authorities of a company's proxy, by whichever variable the user has set."""

from collections.abc import MutableMapping

_NAMES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")


def set_certificates(environment: MutableMapping[str, str]) -> None:
    """`SSL_CERT_FILE`, which the hub's client reads, from what other programs read; it comes first itself."""
    given = next((environment[name] for name in _NAMES if environment.get(name)), None)
    if given is not None:
        environment.setdefault("SSL_CERT_FILE", given)
