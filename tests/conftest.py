"""Keep random tests steady on a busy machine, and the same on the build machine.

No deadline for one example; where `CI` is set, examples are drawn from the test itself,
so that a change is judged by what it changed. At a desk, every run draws new ones.
"""

import os
import signal

from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

# A build machine may start tests in the background, where shells have Ctrl-C ignored,
# and whoever is started then never hears it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
