"""导出与导入: a sandbox as one file, to be taken to another instance, another database, another day."""
