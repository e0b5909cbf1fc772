"""The practice remote's side of PeerTube's API (to be filled in below)."""

from compiler.publish.testing.server import Route

ROUTES: tuple[Route, ...] = ()
