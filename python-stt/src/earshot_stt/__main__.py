"""`python -m earshot_stt`: the libraries' environment first, then the program."""

from earshot_stt.process import leave_no_traces, set_library_environment

leave_no_traces()
# NumPy makes its threads when it is imported; left to itself, they spin through every decode.
set_library_environment()

from earshot_stt.program import main  # noqa: E402

main()
