"""The command line: reads options, calls the layers below and ends with a code. It computes nothing itself.

What is heavy is imported by the command that needs it, so that help and checking start at once.
"""

from ruwaard_sim.cli.asking import check, diff, explain, schema
from ruwaard_sim.cli.calibrating import calibrate
from ruwaard_sim.cli.describing import describe
from ruwaard_sim.cli.making import mechanisms, new
from ruwaard_sim.cli.menu import main, menu
from ruwaard_sim.cli.running import compare, run
from ruwaard_sim.cli.telling import cases
from ruwaard_sim.cli.validating import validate

COMMANDS = (calibrate, cases, check, compare, describe, diff, explain, mechanisms, new, run, schema, validate)

for command in COMMANDS:
    menu.add_command(command)

__all__ = ["main"]
