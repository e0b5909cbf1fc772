"""A page in the browser of whoever sits at this machine."""

import os
import sys
import threading
import webbrowser


def open_in_browser(address: str) -> bool:
    """Show `address`, where there is a screen for it; whether there is. One that fills the terminal is not wanted.

    Starting a browser can take seconds, which nobody waits for.
    """
    screen = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screen):
        return False
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    return True
