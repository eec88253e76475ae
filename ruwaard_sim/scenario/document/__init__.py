"""The building blocks of scenario files: values that know their place, numbers with units, problems in words."""
