"""The control plane (/sim): what testers and presenters steer and see; never part of the imitated systems."""
