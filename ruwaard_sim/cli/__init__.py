"""The command line: reads options, calls the layers below and ends with a code. It computes nothing itself.

What is heavy is imported by the command that needs it, so that help and checking start at once.
"""

from ruwaard_sim.cli.authoring import mechanisms, new
from ruwaard_sim.cli.calibrate import calibrate
from ruwaard_sim.cli.cases import cases
from ruwaard_sim.cli.describe import describe
from ruwaard_sim.cli.main import main, menu
from ruwaard_sim.cli.rules import check, diff, explain, schema
from ruwaard_sim.cli.run import compare, run
from ruwaard_sim.cli.validate import validate

COMMANDS = (calibrate, cases, check, compare, describe, diff, explain, mechanisms, new, run, schema, validate)

for command in COMMANDS:
    menu.add_command(command)

__all__ = ["main"]
