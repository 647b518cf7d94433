print("only here")
