"""What every page shares: who may come, forms, languages, errors, security headers."""
