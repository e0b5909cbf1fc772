"""Somebody who works on the page of the studio, by what is to be seen there."""

from typing import Any

TIMEOUT = 120
"""Seconds that a busy machine may take for a step."""


class Hands:
    """What somebody does on the page, by what is to be seen there."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def see(self, selector: str, words: str = "") -> Any:
        """The first such element in sight that has these words; waits until there is one."""
        from selenium.common.exceptions import StaleElementReferenceException
        from selenium.webdriver.support.ui import WebDriverWait

        def found(browser: Any) -> Any:
            for one in browser.find_elements("css selector", selector):
                if one.is_displayed() and words in (one.text or one.get_attribute("value") or ""):
                    return one
            return None

        waiting = WebDriverWait(
            self.browser, TIMEOUT, 0.05, ignored_exceptions=(StaleElementReferenceException,)
        )
        return waiting.until(found, f"{selector} with {words!r} does not appear")

    def until(self, holds: Any, what: str) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.browser, TIMEOUT, 0.05).until(lambda _: holds(), what)

    def press(self, selector: str, words: str = "") -> None:
        from selenium.common.exceptions import (
            ElementClickInterceptedException,
            StaleElementReferenceException,
        )

        def pressed() -> bool:
            try:
                one = self.see(selector, words)
                self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", one)
                one.click()
            except (StaleElementReferenceException, ElementClickInterceptedException):
                return False
            return True

        self.until(pressed, f"{selector} cannot be pressed")

    def count(self, selector: str) -> int:
        return len(self.browser.find_elements("css selector", selector))

    def type(self, selector: str, text: str) -> None:
        """In place of what stands there."""
        from selenium.webdriver.common.keys import Keys

        field = self.see(selector)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text)

    def shows(self, selector: str, value: str) -> None:
        """Wait until the field holds that."""
        script = "return document.querySelector(arguments[0])?.value"
        found = lambda: self.browser.execute_script(script, selector) == value  # noqa: E731
        self.until(found, f"{selector} does not come to hold {value!r}")

    def offline(self, now: bool) -> None:
        """Whether the browser gets no answer from anybody."""
        self.browser.execute_cdp_cmd("Network.enable", {})
        conditions = {"offline": now, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        self.browser.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)

    def leave(self, selector: str) -> None:
        from selenium.webdriver.common.keys import Keys

        self.see(selector).send_keys(Keys.TAB)


def key(*path: str | int) -> str:
    """The field of that place in the file."""
    return f'[data-key="{"/".join(map(str, path))}"]'
