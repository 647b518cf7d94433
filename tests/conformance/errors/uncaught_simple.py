# An uncaught exception through plain calls: frames from the outermost in, the failing part underlined.
def divide(a, b):
    return a / b


def middle(x):
    value = divide(x, x - x)
    return value + 1


class Runner:
    def run(self, x):
        return middle(x)


print("before")
Runner().run(5)
print("never")
