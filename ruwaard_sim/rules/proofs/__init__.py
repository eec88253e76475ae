"""What is proved of rule tables and guarantees."""
