"""Words -> sound by a neural network, in a process that stays: the network is loaded once for many utterances.

:mod:`compiler.narrate.neural.worker` is what the process runs; only it imports onnxruntime.
"""
