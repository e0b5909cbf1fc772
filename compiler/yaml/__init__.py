"""YAML text -> values of pydantic models that know their place; in `changes`, the same text with changes made in it."""

from compiler.yaml.cueing import CuesFile, overlaid
from compiler.yaml.layouts import LayoutFile, WrittenLayout, layout_of, layout_of_words, one_of
from compiler.yaml.models import Record, parse_yaml, read_nodes, read_yaml, readable_part
from compiler.yaml.nodes import Entry, KeyPath, Listing, Mapping, Node, Scalar, parse_nodes
from compiler.yaml.text import read_bounded, read_text
from compiler.yaml.values import (
    Duration,
    Flag,
    Located,
    OneOrMany,
    PlainText,
    Problem,
    Text,
    TextStandsFor,
    Words,
    choice,
    duration,
    scalar,
    value_of,
    whole_number,
    with_keys_written_out,
)

__all__ = [
    "CuesFile",
    "Duration",
    "Entry",
    "Flag",
    "KeyPath",
    "LayoutFile",
    "Listing",
    "Located",
    "Mapping",
    "Node",
    "OneOrMany",
    "PlainText",
    "Problem",
    "Record",
    "Scalar",
    "Text",
    "TextStandsFor",
    "Words",
    "WrittenLayout",
    "choice",
    "duration",
    "layout_of",
    "layout_of_words",
    "one_of",
    "overlaid",
    "parse_nodes",
    "parse_yaml",
    "read_bounded",
    "read_nodes",
    "read_text",
    "read_yaml",
    "readable_part",
    "scalar",
    "value_of",
    "whole_number",
    "with_keys_written_out",
]
