"""Earshot's sidecar: takes frames of two sources in, gives caption events out."""
