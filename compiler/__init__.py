"""followalong compiles a YAML routine into a narrated, real-time follow-along exercise video.

Nouns are data, verbs are stages; time is decided once, in `plan`::

    routine.yaml ──load──▶ Routine ──plan──▶ Timeline ──render──▶ Segments ─┐
                                       │  ▲                                 ├─mux──▶ MP4 … ──publish──▶ receipt
                                  cues ▼  │ measured lengths                │
                                     narrate ──▶ Speech ──────mix──▶ Sound ─┘
"""

__version__ = "0.1.0"
