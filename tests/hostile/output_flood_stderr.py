# limit: memory=64M deadline=40 recursion=1000 output=1M ; outcome: stopped: output
# Warnings and errors count against the output too.
import sys

while True:
    sys.stderr.write("flood " * 100 + "\n")
