"""A release whose routine has another name by now: known again by what it was made from, and renamed in the ledger."""

from dataclasses import replace
from pathlib import Path

from compiler.model.errors import Conflict
from compiler.publish.ledger import Ledger, Publication
from compiler.publish.release import Release


def former(release: Release, site: str, account: str, ledger: Ledger) -> Publication | None:
    """What seems to be the same release under the name that it had before its file, or the patient's, was renamed.

    That is one at the same account whose file is not there any more and whose content, video or title is the same.
    """
    others = [p for p in ledger.publications(site) if p.account == account and p.name != release.name]
    alike = [p for p in others if p.origin.is_gone and _alike(p, release)]
    return alike[-1] if alike else None


def _alike(publication: Publication, release: Release) -> bool:
    """Of a routine that was renamed, the same version; of a patient's file that was, exactly the same content.

    Versions of a routine have one title: by that alone, one patient would be given another's address.
    """
    if bool(publication.origin.patient) != bool(release.origin.patient):
        return False
    slug, _, variant = publication.name.partition(".")
    same = publication.origin.digest == release.origin.digest
    if publication.origin.routine and not Path(publication.origin.routine).exists():
        return variant == release.variant and (same or publication.title == release.title)
    return slug == release.slug and same


def rename(before: str, release: Release, site: str, account: str, ledger: Ledger) -> None:
    """Have all that was published there as `before` be the release's from now on. Written down, nothing sent yet.

    Raises:
        Conflict: nothing was published under that name, or something is under the new one already.
    """
    if any(p.account == account for p in ledger.publications(site, release.name)):
        if any(p.account == account for p in ledger.publications(site, before)):
            told = f"{release.name} is published at {site} itself, and so is {before}"
            raise Conflict(told, hint=f"take one of them away: followalong unpublish {before} --to {site}")
        return
    known = [p for p in ledger.publications(site, before) if p.account == account]
    if not known:
        raise Conflict(f"nothing is published at {site} as {before}", hint="followalong status lists what is")
    ledger.rename(known, release.name)


def name_before(told: str, release: Release, ledger: Ledger) -> str:
    """The release's former name, from the routine's former one or the whole of it as `status` shows it."""
    if any(publication.name == told for publication in ledger.publications()) and not release.variant:
        return told
    whole = replace(release, slug=told).name
    return told if not any(p.name == whole for p in ledger.publications()) else whole
