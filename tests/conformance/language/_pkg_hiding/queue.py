print("own queue", __name__); Queue = "none"
