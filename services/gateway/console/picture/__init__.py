"""The picture of a journey: pure functions from its steps to rows, lanes, arrows, bars and pills with their places.

Steps are joined into shapes, reads are left out, tries stand where they happened, what repeats is folded, idle time is
cut, and chapters are opened (`joined noise tries runs gaps chapters`, in `rows` one after the other). What comes out
is laid on lanes (`sequence`), along the time (`waterfall`), or by the things whose states changed (`states`).
"""
