"""Claims that somebody read against their passages, without the passages."""
