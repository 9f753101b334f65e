"""河南省勘察设计质量监管平台: the province's drawing-review platform, to which the city's filings are pushed."""
