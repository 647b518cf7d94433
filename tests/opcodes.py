# SPDX-License-Identifier: MIT
"""Every opcode is executed by some conformance script: opcodes.py PATH-OF-ouro_opcodes."""
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

tests = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(tests.parent / "scripts"))
import opcodes  # noqa: E402

names = opcodes.names()
scripts = sorted((tests / "conformance").glob("*/*.py"))
with tempfile.TemporaryDirectory() as folder:
    def run(numbered):
        number, script = numbered
        counts = pathlib.Path(folder, str(number))
        try:
            subprocess.run([sys.argv[1], script.name], cwd=script.parent, env=os.environ | {"OURO_OPCODE_COUNTS": str(counts)}, timeout=60,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return set()
        return {int(line.split()[0]) for line in counts.read_text().split("\n")[:-1]} if counts.exists() else set()

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        executed = set().union(*pool.map(run, enumerate(scripts)))
missing = [name for number, name in enumerate(names) if number not in executed]
print(f"{len(names) - len(missing)} of {len(names)} opcodes are executed by {len(scripts)} scripts")
if missing:
    sys.exit("never executed: " + ", ".join(missing))
