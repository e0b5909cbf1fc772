"""What is written of a prescription -> Prescription."""

from compiler.load.schema import PrescriptionFile
from compiler.model.prescription import Prescription
from compiler.yaml import value_of


def prescription_of(written: PrescriptionFile) -> Prescription:
    """How often and until when, notes and signs to stop at."""
    words = (*filter(None, (written.frequency,)), *written.notes, *written.stop_if)
    return Prescription(
        frequency=value_of(written.frequency, ""),
        until=value_of(written.until, None),
        notes=tuple(note.value for note in written.notes),
        stop_if=tuple(sign.value for sign in written.stop_if),
        places=tuple((one.value, one.span) for one in words),
    )
