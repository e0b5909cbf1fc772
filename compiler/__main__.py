"""The command `followalong`, also `python -m compiler`: ready for Ctrl-C before anything slow is imported."""

import sys

from compiler.errors import ExitCode
from compiler.surroundings import answer_interrupts, open_streams


def main() -> None:
    """Entry point of the command."""
    try:
        answer_interrupts()
        open_streams()
        from compiler.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(int(ExitCode.INTERRUPTED))


if __name__ == "__main__":
    main()
