"""Makes ``python -m ruwaard_sim`` the same as ``ruwaard-sim``."""

import sys

from ruwaard_sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
