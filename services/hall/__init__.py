"""hall: 郑州市工程建设项目审批管理系统·网上办事大厅, where the owner files a joint review (联合审图)."""
