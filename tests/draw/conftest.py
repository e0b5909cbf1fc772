import pytest
from draw_scenes import MakePainter, make_painter_of


@pytest.fixture
def make_painter() -> MakePainter:
    return make_painter_of()
