"""Keep random tests steady on a busy machine, and the same on the build machine.

No deadline for one example, and examples are drawn from the test itself, so that a
change is judged by what it changed. A hunt draws new ones: `PARTITA_EXPLORE=1 pytest`.
"""

import os
import signal

from hypothesis import HealthCheck, settings

_HUNTS = {"PARTITA_EXPLORE", "PARTITA_HISTORIES"}

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=not _HUNTS & os.environ.keys(),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

# A build machine may start tests in the background, where shells have Ctrl-C ignored,
# and whoever is started then never hears it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
