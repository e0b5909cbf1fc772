"""The command `followalong`, also `python -m compiler`: ready for Ctrl-C before anything slow is imported."""

import sys


def main() -> None:
    """Entry point of the command."""
    try:
        from compiler.system.interrupts import answer_interrupts

        answer_interrupts()
        from compiler.system.surroundings import open_streams

        open_streams()
        from compiler.cli.app import main as run

        run()
    except KeyboardInterrupt:
        _leave_stopped()
    except (RuntimeError, ImportError):
        from compiler.system.interrupts import interrupted

        if not interrupted():
            raise
        _leave_stopped()


def _leave_stopped() -> None:
    from compiler.system.interrupts import ignore_interrupts

    ignore_interrupts()
    sys.exit(130)


if __name__ == "__main__":
    main()
