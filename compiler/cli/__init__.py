"""The command line: flags in, diagnostics and exit codes out."""
