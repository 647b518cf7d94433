print("own cmath")
