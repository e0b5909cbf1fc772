"""The stages composed: a routine file to what is made of it."""
