"""What a process needs of its machine: workers, the workshop, folders, signals, local servers."""
