"""The demonstration city: synthetic people and reports that add up to known figures.

Everything is drawn from one seed by generators of its own, so that every build on every machine
and database is the same city. No person in it is real.
"""
