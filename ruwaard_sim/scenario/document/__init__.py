"""How a scenario file is written: values that know their place, numbers with units, problems in words."""
