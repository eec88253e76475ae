"""One small wijk, described in README.md, on several simulation engines: do they agree, and what does each cost?"""
