"""JSON whose fields are not ours to name: what a file of another program holds, and what is sent as it is."""

from typing import TypeAlias, TypeGuard

JsonObject: TypeAlias = dict[str, object]


def is_object(value: object) -> TypeGuard[JsonObject]:
    """Whether `value` is a JSON object; keys of decoded JSON are always strings."""
    return isinstance(value, dict)
