"""Segments, sound and a timeline -> the finished files in the output folder."""
