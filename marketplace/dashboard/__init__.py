"""The owner's side: what needs hands today, and the way to everything else."""
