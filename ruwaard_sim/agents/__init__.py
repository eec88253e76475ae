"""Residents, their needs, and the hours and places that answer them. Knows no clock, disk or screen."""
