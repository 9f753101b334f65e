"""How a sandbox is: what there is in it, and whether the services agree."""
