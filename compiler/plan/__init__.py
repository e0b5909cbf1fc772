"""Routine + speech lengths -> Timeline: pure arithmetic, the only place where time is decided."""

from compiler.plan.assemble import Planned, plan
from compiler.plan.fit import Fitted, fit
from compiler.plan.setting import LengthOf

__all__ = ["Fitted", "LengthOf", "Planned", "fit", "plan"]
