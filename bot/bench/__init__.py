"""What a turn costs, measured, and the proof that making it cheaper changed nothing."""
