"""The control plane (/sim): what testers and presenters steer and see; never part of the imitated systems.

A folder an instrument: `route.py` is its door, `act.py` what it does, `show.py` what it answers.
"""
