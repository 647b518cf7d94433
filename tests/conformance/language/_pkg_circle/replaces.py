import sys
sys.modules[__name__] = "not a module at all"
