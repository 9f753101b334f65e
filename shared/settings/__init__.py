"""Settings: what can be set, and what is said to one who sets it wrongly."""

from shared.settings.settings import Settings, misspelt_settings

__all__ = ["Settings", "misspelt_settings"]
