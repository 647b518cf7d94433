# Streams in memory are copied by the state that they give; other natives without such a state are not.
import copy
import io
import threading


class Named(io.BytesIO):
    pass


for made in (io.BytesIO(b"some bytes"), io.StringIO("some\ntext", newline=""), Named(b"more")):
    made.seek(3)
    if isinstance(made, Named):
        made.name = "n"
    for again in (copy.copy(made), copy.deepcopy(made)):
        print(type(again).__name__, again.tell(), again.read(), again.getvalue(), getattr(again, "name", None))
    print(made.__reduce_ex__(4)[1:3])
for made in (threading.Lock(), (n for n in ()), {}.keys()):
    try:
        print(copy.copy(made))
    except TypeError as error:
        print(error)
