"""What a process needs of its machine: streams, interrupts, workers, local servers."""
