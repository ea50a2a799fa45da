"""`python -m earshot_stt`: out of the network first, then the libraries' environment, then the program."""

from earshot_stt.sandbox.network import leave_network

# Before any library and any thread: nothing that is loaded later was ever able to open a socket (SEC-5).
network_sandbox = leave_network()

from earshot_stt.runtime.memory import share_one_heap  # noqa: E402
from earshot_stt.runtime.process import leave_no_traces, set_library_environment  # noqa: E402
from earshot_stt.runtime.unused_libraries import leave_out  # noqa: E402

leave_no_traces()
share_one_heap()
# NumPy makes its threads when it is imported; left to itself, they spin through every decode.
set_library_environment()
# Captions are made of samples: nothing here decodes an audio file.
leave_out("av")

from earshot_stt.program import main  # noqa: E402

main(network_sandbox)
