"""Declarations of the registers of who and where. One subject a file."""
