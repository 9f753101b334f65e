"""New companies and projects."""
