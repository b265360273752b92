"""Spreadsheets that come in: guarded, read in a process of their own, their cells as plain values."""
