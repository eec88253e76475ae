"""The command line: one module per command. It reads options, calls the layers below and returns an exit code.

Each command imports heavy libraries itself, so that help and checking start at once.
"""

from ruwaard_sim.cli.calibrate import calibrate
from ruwaard_sim.cli.cases import cases
from ruwaard_sim.cli.check import check
from ruwaard_sim.cli.compare import compare
from ruwaard_sim.cli.describe import describe
from ruwaard_sim.cli.diff import diff
from ruwaard_sim.cli.explain import explain
from ruwaard_sim.cli.main import command_group, main
from ruwaard_sim.cli.mechanisms import mechanisms
from ruwaard_sim.cli.merge import merge
from ruwaard_sim.cli.new import new
from ruwaard_sim.cli.repeat import repeat
from ruwaard_sim.cli.resume import resume
from ruwaard_sim.cli.run import run
from ruwaard_sim.cli.schema import schema
from ruwaard_sim.cli.upgrade import upgrade
from ruwaard_sim.cli.validate import validate
from ruwaard_sim.cli.verify import verify

COMMANDS = (
    calibrate, cases, check, compare, describe, diff, explain, mechanisms, merge, new, repeat, resume, run, schema,
    upgrade, validate, verify,
)  # fmt: skip

for command in COMMANDS:
    command_group.add_command(command)

__all__ = ["main"]
