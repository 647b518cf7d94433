# Pickled states, copies, subclasses: what their methods give back, constructors that are overridden, and states that are no states.
import copy
import warnings
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

plain = [date(2024, 1, 2), datetime(2024, 1, 2, 3, 4, 5, 678901), datetime(2024, 1, 2, fold=1, tzinfo=UTC), time(1, 2, 3, 4), time(1, tzinfo=timezone(timedelta(hours=1), "X"), fold=1), timedelta(-1, 2, 3), UTC,
         timezone(timedelta(hours=-1)), date(2024, 1, 2).isocalendar()]
for thing in plain:
    for protocol in 2, 4:
        print(thing.__reduce_ex__(protocol))
    print(thing.__reduce__(), copy.copy(thing) == thing, copy.deepcopy(thing) == thing, type(copy.deepcopy(thing)).__name__)
for make in (lambda: date(b"\x07\xe8\x01\x02"), lambda: date("\x07\xe8\x01\x02"), lambda: date("\x07\u20ac\x01\x02"), lambda: datetime(b"\x07\xe8\x81\x02\x03\x04\x05\x06\x07\x08", UTC),
             lambda: datetime(b"\x07\xe8\x01\x02\x03\x04\x05\x06\x07\x08", 5), lambda: time(b"\x81\x02\x03\x04\x05\x06"), lambda: time(b"\x01\x02\x03\x04\x05\x06", "x")):
    try:
        print(repr(make()))
    except Exception as error:
        print(type(error).__name__, error)


class Day(date):
    def __new__(cls, *arguments, extra=7):
        made = super().__new__(cls, *arguments)
        made.extra = extra
        return made


class Moment(datetime):
    def shown(self):
        return "moment"


class Clock(time):
    pass


class Span(timedelta):
    pass


day, moment, clock = Day(2024, 1, 2, extra=8), Moment(2024, 1, 2, 3, 4, fold=1), Clock(5, 6)
for made in (day + timedelta(1), day.replace(day=5), Day.fromordinal(5), Day.fromisoformat("2024-05-06"), Day.fromisocalendar(2024, 5, 6), Day.fromtimestamp(86400), moment + timedelta(1), moment - timedelta(1),
             moment.replace(hour=5), moment.astimezone(UTC).replace(tzinfo=None, day=1), Moment.fromisoformat("2024-05-06T07"), Moment.combine(day, clock), Moment.strptime("2024", "%Y"), Moment.fromtimestamp(0, UTC),
             moment.date(), moment.time(), clock.replace(minute=7), Clock.fromisoformat("10:11"), Span(1) + Span(2), -Span(1), Span(5) * 2, Span(1)):
    print(type(made).__name__, made, getattr(made, "extra", None), getattr(made, "fold", None))
print(day == date(2024, 1, 2), hash(day) == hash(date(2024, 1, 2)), repr(day), repr(moment), repr(clock), repr(Span(1)), isinstance(moment, date), Moment.mro()[1:3])
copied = copy.deepcopy(day)
print(type(copied).__name__, copied, copied.extra, copy.replace(day, year=2000), copy.replace(moment, year=2000), copy.replace(clock, hour=1))


class Zone(tzinfo):
    def __init__(self, hours=0):
        self.hours = hours

    def __getinitargs__(self):
        return (self.hours,)

    def utcoffset(self, dt):
        return timedelta(hours=self.hours)


zone = copy.deepcopy(Zone(5))
print(zone.hours, zone.__reduce__()[1:], tzinfo().__reduce__()[1:], datetime(2024, 1, 1, tzinfo=zone))


class Odd(date):
    def __new__(cls, *arguments):
        return "odd" if len(arguments) > 2 else super().__new__(cls, 2024, 1, 1)


print(Odd() + timedelta(1), Odd.fromordinal(5))
for type_ in date, datetime, time, timedelta, timezone, tzinfo:
    print(type_.__module__, type_.__qualname__, type_.__bases__[0].__name__)
try:
    class Fixed(timezone):
        pass
except TypeError as error:
    print(error)
