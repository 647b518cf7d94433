# getopt: short and long options, abbreviations, what stops them, and each error.
import getopt
import os

os.environ.pop("POSIXLY_CORRECT", None)


def tell(function, *arguments):
    try:
        print(arguments, function(*arguments))
    except getopt.GetoptError as error:
        print(arguments, "GetoptError:", error, (error.msg, error.opt, error.args))


for line in ("", "-a", "-ab", "-ax", "-b x", "-bx", "-b", "-z", "-a rest -b x", "- -a", "-a -- -b", "--alpha", "--alpha=1", "--beta x", "--beta=x",
             "--beta=", "--beta", "--bet x", "--al", "--a", "--be=3 -a", "--gamma", "--", "-b -a", "-:", "--alpine -a r", "---x", "--=x", "--beta = x"):
    tell(getopt.getopt, line.split(), "ab:", ["alpha", "beta=", "alpine"])
    tell(getopt.gnu_getopt, line.split(), "ab:", ["alpha", "beta=", "alpine"])
for line in ("x -a y -b 1 --alpha z -- -a", "x -a"):
    for short in ("ab:", "+ab:"):
        tell(getopt.gnu_getopt, line.split(), short, ["alpha"])
os.environ["POSIXLY_CORRECT"] = "1"
tell(getopt.gnu_getopt, ["x", "-a"], "a")
tell(getopt.getopt, ["--one", "x"], "", "one"), tell(getopt.getopt, ["--one=1", "x"], "", "one=")
tell(getopt.getopt, ("-a", "x"), "a"), tell(getopt.getopt, ["-a"], "", ("a",))
print(getopt.error is getopt.GetoptError, sorted(getopt.__all__), getopt.GetoptError("m"), getopt.GetoptError("m").opt == "")
