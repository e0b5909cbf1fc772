"""Segments, sound and timeline -> the files of a build, all of them or none."""
