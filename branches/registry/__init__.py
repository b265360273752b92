"""Registers (台账) as declarations: a register says what its rows are, the rest is shared."""

from .declaration import KEEPERS, REGISTERS, Choice, Column, Register, Tag, register, register_of

__all__ = ["KEEPERS", "REGISTERS", "Choice", "Column", "Register", "Tag", "register", "register_of"]
