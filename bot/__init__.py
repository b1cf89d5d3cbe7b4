"""Kringwijzer: a Dutch assistant about the people around a child."""
