"""The command that looks after what is kept of earlier builds."""

from typing import Annotated

import typer

from compiler.model.errors import CannotWrite

Verify = Annotated[bool, typer.Option("--verify", help="Read every file, forget damaged ones.")]
Trim = Annotated[
    str | None, typer.Option("--trim", help="Forget what was used longest ago, down to a size: 2GB.")
]
Clear = Annotated[bool, typer.Option("--clear", help="Forget everything no running build needs.")]


def cache(verify: Verify = False, trim: Trim = None, clear: Clear = False) -> None:
    """Show what is kept of earlier builds and what it saves; verify, trim or clear it."""
    from compiler.store import Store
    from compiler.store import upkeep as kept

    try:
        limit = 0 if clear else None if trim is None else kept.read_size(trim)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--trim") from None
    store, warning = Store.open()
    if warning:
        raise CannotWrite(warning)
    store.sweep()
    if verify:
        broken = kept.verify(store)
        typer.echo(f"forgot {len(broken)} damaged files" if broken else "every file is as it was written")
    if limit is not None:
        files, size = kept.trim(store, limit)
        typer.echo(f"forgot {files} files, {kept.shown_size(size)}")
    for line in kept.summary(store):
        typer.echo(line)
