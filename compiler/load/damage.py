"""Which parts of a file had to be left out so that the rest of it can be read."""

from dataclasses import dataclass
from itertools import count, islice

from compiler.yaml import KeyPath, Located


@dataclass(frozen=True, slots=True)
class Damage:
    """Paths to the values of a file that were left out."""

    left_out: frozenset[KeyPath]

    def is_in(self, section: str, key: int | str) -> bool:
        """Whether something is missing in the entry `key` of a section, or the whole of either."""
        return any(path[:2] == (section, key) or path == (section,) for path in self.left_out)

    def touches(self, section: str, named: Located[str] | None) -> bool:
        """Whether the entry that is `named` may not be as it was written."""
        return named is not None and self.is_in(section, named.value)

    def kept(self, section: str, length: int) -> tuple[int, ...]:
        """The positions, in the file, of the `length` entries of a list that are left."""
        return tuple(islice((n for n in count() if (section, n) not in self.left_out), length))
