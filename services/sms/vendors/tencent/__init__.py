"""Tencent Cloud SMS (腾讯云短信) 2021-01-11: SendSms and PullSmsSendStatus, signed with TC3-HMAC-SHA256."""
