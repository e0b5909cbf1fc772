"""The benchmark's video as a MoviePy user would write it. Arguments: see `makers.moviepy_command`."""

import sys

from hold import RATE, SECONDS, SIZE
from moviepy import CompositeVideoClip, ImageClip, ImageSequenceClip, VideoFileClip, vfx


def main(arguments: list[str]) -> None:
    """Loop the clip under a name panel and a ring of one picture a frame."""
    clip, panel, panel_x, panel_y, ring, ring_x, ring_y, target, seconds, *encoder = arguments
    footage = VideoFileClip(clip, audio=False, target_resolution=SIZE)
    ground = footage.with_effects([vfx.Loop(duration=SECONDS)]).with_fps(float(RATE))
    parts = [ground, ImageClip(panel).with_duration(SECONDS).with_position((int(panel_x), int(panel_y)))]
    rings = [ring % frame for frame in range(int(SECONDS * RATE))]
    digits = ImageSequenceClip(rings, fps=float(RATE), with_mask=True, load_images=False)
    parts.append(digits.with_position((int(ring_x), int(ring_y))))
    video = CompositeVideoClip(parts, size=SIZE).with_duration(int(seconds))
    preset = encoder[encoder.index("-preset") + 1]
    video.write_videofile(
        target,
        fps=float(RATE),
        codec="libx264",
        audio=False,
        preset=preset,
        ffmpeg_params=encoder,
        logger=None,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
