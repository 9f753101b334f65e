"""Settings: what can be set, and what is said to one who sets it wrongly."""

from shared.settings.settings import Settings, environment_with, misspelt_settings

__all__ = ["Settings", "environment_with", "misspelt_settings"]
