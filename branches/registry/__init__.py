"""Registers (台账) as declarations: a register says what its rows are, the rest is shared."""

from .declaration import KEEPERS, REGISTERS, Column, Register, register

__all__ = ["KEEPERS", "REGISTERS", "Column", "Register", "register"]
