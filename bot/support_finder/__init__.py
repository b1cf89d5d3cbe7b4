"""The support finder: what somebody tells and up to four questions in, forms of support that could fit out. Plain rules."""
