"""portal (河南省政务服务网): where the owners' legal-person accounts live and log in (guide steps 2 and 3)."""
