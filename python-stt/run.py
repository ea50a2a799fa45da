"""`python -I run.py MODULE [arguments]`: runs a module of ours, and no other program in its place (SEC-1).

In isolated mode neither the working folder nor PYTHON* variables nor the user's own packages are looked at;
that holds in Python 3.10, which knows no `-P`, too. So our own folder has to be named here.
"""

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))
module = sys.argv.pop(1)
runpy.run_module(module, run_name="__main__", alter_sys=True)
