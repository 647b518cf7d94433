# limit: memory=64M fuel=10M deadline=none recursion=1000 ; outcome: stopped: fuel
# An error handler, no script's code, that sends a codec back for ever.
import codecs
import functools
import operator

codecs.register_error("again", functools.partial(operator.itemgetter(0), (("", 0),)))
codecs.register_error("back", lambda error, answer=("", 0): answer)
print(b"\xff\xffa".decode("big5", "back"))
