"""From a base and changes to a plan."""
