"""An address -> a QR code that a phone reads from paper."""

import io


def qr_svg(address: str) -> bytes:
    """As an SVG with the quiet zone that readers need; up to 15 % of it may be smudged.

    Raises:
        ValueError: the address is longer than any code holds.
    """
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(
        drawn, kind="svg", border=4, xmldecl=False, svgns=True, nl=False, omitsize=True
    )
    return drawn.getvalue()
