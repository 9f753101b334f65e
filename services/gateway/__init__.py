"""The one door for applicants, testers and demonstrations; it also plays the portal (河南省政务服务网)."""
