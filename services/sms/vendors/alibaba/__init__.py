"""Alibaba Cloud SMS (阿里云短信) 2017-05-25: SendSms and QuerySendDetails, signed as its new and its old SDKs do."""
