"""Declarations of the registers that programmes keep. One subject a file."""
