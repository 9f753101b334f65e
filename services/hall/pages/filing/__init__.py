"""One filing, step by step: 一张表单, 一套材料, 申报业务确认, 办理进度; and the list of all of them, 我的申报."""
