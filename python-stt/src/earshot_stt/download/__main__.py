"""`python -m earshot_stt.download`: fetches one model from the hub and ends; no other program may (SEC-1)."""

from earshot_stt.runtime.process import leave_no_traces, set_library_environment

leave_no_traces()
set_library_environment()

from earshot_stt.download.program import main  # noqa: E402

main()
