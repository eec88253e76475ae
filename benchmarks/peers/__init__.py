"""One small wijk, described in README.md, on several simulation engines: whether they agree, and what each costs."""
