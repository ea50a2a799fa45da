"""Reads a JSON Schema and a document of it from standard input, and prints where it is not as JSON."""

import json
import sys

from jsonschema import Draft202012Validator

schema, document = json.load(sys.stdin)
Draft202012Validator.check_schema(schema)
json.dump([error.json_path for error in Draft202012Validator(schema).iter_errors(document)], sys.stdout)
