"""HTTP tools for all features: who may enter, security headers, health, errors."""
