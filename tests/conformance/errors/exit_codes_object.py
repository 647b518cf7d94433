# sys.exit(object): anything that is neither None nor an int is printed and the code is 1.
import sys

sys.exit(["a list", {"k": 1}])
