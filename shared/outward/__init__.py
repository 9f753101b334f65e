"""Going out of the house: to addresses that were judged, never further (SHENTU_WEBHOOK_HOSTS)."""
