"""Scripts of development: lints, reports, benchmarks."""
