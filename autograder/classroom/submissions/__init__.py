"""What was handed in: found, vetted, and put back into the course's form with saved outputs made harmless."""
