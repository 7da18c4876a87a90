"""What is missing: pure sums."""
