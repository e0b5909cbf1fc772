"""Names and terms in a text: where a word that somebody wants spoken in their own way stands."""

import re
from functools import cache


@cache
def name_pattern(written: str) -> re.Pattern[str]:
    """Finds a name as a whole word: in any case, unless it has capitals inside (ACL); "'s" may follow."""
    whole = r"\s+".join(re.escape(word) for word in written.split())
    whole = re.sub("['’]", "['’]", whole)
    start, end = (r"(?<!\w)" if written[0].isalnum() else ""), (r"(?!\w)" if written[-1].isalnum() else "")
    inner = written[1:] != written[1:].lower() and " " not in written
    return re.compile(f"{start}{whole}{end}", re.NOFLAG if inner else re.IGNORECASE)
