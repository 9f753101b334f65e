"""HTML, rendered here and complete in itself: no script or font from anywhere else."""
