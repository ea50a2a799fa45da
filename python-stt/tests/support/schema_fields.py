"""What two JSON Schemas of one message have in common: their fields, flat, with their bounds (VER-5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

_BOUNDS = ("minLength", "maxLength", "minimum", "maximum", "maxItems")


@dataclass(frozen=True)
class SchemaField:
    """`is_required`: by its reader."""

    is_required: bool
    has_default: bool = field(compare=False)
    """It is sent although its reader does not require it."""
    bounds: Mapping[str, float]
    words: frozenset[str] | None
    """The only ones that are allowed."""


def fields_of_schema(schema: Mapping[str, Any]) -> dict[str, SchemaField]:
    """By path, such as `params.gaps[].reason`."""
    return dict(_fields(schema, {}, ""))


def fields_of_struct(struct: type) -> dict[str, SchemaField]:
    """As `fields_of_schema`; a type that msgspec does not know is a string on the wire."""
    schema = msgspec.json.schema(struct, schema_hook=lambda _: {"type": "string"})
    return dict(_fields(schema, schema.get("$defs", {}), ""))


def _fields(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], path: str
) -> Iterator[tuple[str, SchemaField]]:
    schema = _resolved(schema, definitions)
    if "items" in schema:
        yield from _fields(schema["items"], definitions, f"{path}[]")
    for name, each in schema.get("properties", {}).items():
        place = f"{path}.{name}" if path else name
        value = _resolved(each, definitions)
        yield (
            place,
            SchemaField(
                name in schema.get("required", ()),
                "default" in each,
                {bound: value[bound] for bound in _BOUNDS if bound in value},
                frozenset(value["enum"]) if "enum" in value else None,
            ),
        )
        yield from _fields(value, definitions, place)


def _resolved(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    """Behind references, and the one alternative of several that is not null."""
    if "$ref" in schema:
        return _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    alternatives = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if alternatives:
        (only,) = alternatives
        return _resolved(only, definitions)
    return schema
