# limit: memory=64M fuel=10M deadline=none recursion=1000 ; outcome: stopped: fuel
# An error handler that runs no code of the script and sends a codec back for ever.
import codecs
import functools


class Answer:
    position = ("", 0)


codecs.register_error("back", functools.partial(getattr, Answer, "position"))
print(b"\xff\xffa".decode("big5", "back"))
