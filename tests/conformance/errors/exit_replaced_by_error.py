# An error raised while a SystemExit is on its way replaces it; both are shown.
import sys

try:
    sys.exit(5)
finally:
    {}["missing"]
