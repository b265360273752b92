"""The form of a unit as a spreadsheet: written, read back, compared. One step a file."""
