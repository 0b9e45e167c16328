"""Write and read ActorSim traces, run the simulator and read its reports.

No package is needed beside Python 3.9. The folder that holds this package on PYTHONPATH is enough:
there is nothing to build.
"""

from ._msgpack import MsgpackError
from .report import Report
from .run import ActorSimError, run, version
from .trace import Trace, TraceError, TraceWriter, read

__all__ = ["ActorSimError", "MsgpackError", "Report", "Trace", "TraceError", "TraceWriter", "read", "run", "version"]
