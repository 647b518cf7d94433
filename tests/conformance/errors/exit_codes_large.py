# Exit codes are cut to eight bits; raise SystemExit with an int does the same as sys.exit.
print("leaving")
raise SystemExit(256 + 7)
