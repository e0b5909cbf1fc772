"""What a file says, as plain values, and what it is to say after a change: what a changed text is held against."""

import copy
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from compiler.yaml.change import Change, Duplicate, Insert, Move, Remove, SetValue
from compiler.yaml.placed import PlacedAlias, PlacedListing, PlacedMapping, PlacedNode, PlacedScalar

_YES = frozenset({"yes", "true", "on"})
_NO = frozenset({"no", "false", "off"})


def data_of(node: PlacedNode | None) -> Any:
    """Texts, lists and keys; an alias as a pair that nothing else is, nothing written as None."""
    if isinstance(node, PlacedScalar):
        return None if not node.text and not node.style else node.text
    if isinstance(node, PlacedListing):
        return [data_of(one) for one in node.items]
    if isinstance(node, PlacedAlias):
        return ("*", node.name)
    if isinstance(node, PlacedMapping):
        return {
            one.name if one.name is not None else repr(data_of(one.key)): data_of(one.value)
            for one in node.entries
        }
    return {}


def same(wanted: Any, found: Any) -> bool:
    """Whether what is found says what was wanted; yes and no may be written in more ways than one."""
    if isinstance(wanted, bool):
        return isinstance(found, str) and found.lower() in (_YES if wanted else _NO)
    if isinstance(wanted, int | float):
        return bool(found == str(wanted))
    if isinstance(wanted, Mapping):
        known = isinstance(found, dict) and wanted.keys() == found.keys()
        return known and all(same(one, found[key]) for key, one in wanted.items())
    if isinstance(wanted, list):
        return isinstance(found, list) and len(wanted) == len(found) and all(map(same, wanted, found))
    return bool(wanted == found)


def meant(data: Any, change: Change) -> Any:
    """The data with the change. The path is known to be there, or to be one that is made."""
    done = copy.deepcopy(data)
    if isinstance(change, SetValue):
        holder = _made(done, change.at)
        if isinstance(holder, list) and change.at[-1] == len(holder):
            holder.append(change.value)
        else:
            holder[change.at[-1]] = change.value
        return done
    holder = _made(done, change.at) if isinstance(change, Insert) else _holder(done, change.at)
    last: Any = change.at[-1]
    if isinstance(change, Insert):
        holder.insert(last, change.value)
    elif isinstance(change, Remove):
        del holder[last]
    elif isinstance(change, Duplicate):
        holder.insert(last + 1, holder[last])
    elif isinstance(change, Move):
        taken = holder.pop(last)
        _made(done, change.to).insert(change.to[-1], taken)
    else:
        pairs = [(change.name if key == last else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(pairs)
    return done


def _holder(data: Any, path: tuple[int | str, ...]) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def _made(data: Any, path: tuple[Any, ...]) -> Any:
    """What holds the last part of a path, with the keys and the list that lead to it."""
    for part, following in pairwise(path):
        new: Any = {} if isinstance(following, str) else []
        if isinstance(data, list) and part == len(data):
            data.append(new)
        elif (data.get(part) if isinstance(data, dict) else data[part]) is None:
            data[part] = new
        data = data[part]
    return data
