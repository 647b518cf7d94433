# Failing expressions that span lines: which lines are shown, which are left out, how they are underlined.
import traceback


def fail(*args, **kwargs): raise ValueError("failed")


def call_over_lines():
    return fail(
        1,
        2,
        key="value",
    )


def binary_over_lines():
    return (1 +
            2 +
            "three" +
            4)


def second_part():
    return [
        1,
        2,
        undefined,
        4,
    ]


def long_call():
    return fail(
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
    )


def chain():
    return ("text"
            .upper()
            .nothing()
            .lower())


def subscript():
    return {
        "a": 1,
    }[
        "b"
    ]


def triple_quoted():
    return """line one
line two""" + 5


def dictionary():
    return {
        "a": 1,
        "b": 1 / 0,
        "c": 3,
    }


def nested_call():
    return max(
        [1, 2],
        fail(
            "inner",
        ),
    )


def backslash():
    return 1 + \
        2 + \
        None


def condition():
    if (1 and
            undefined_name and
            2):
        pass


def comprehension():
    return [
        x / 0
        for x in range(3)
        if x >= 0
    ]


def raise_over_lines():
    raise ValueError(
        "message",
        "second",
    )


def assertion():
    assert (
        1 == 2
    ), "not equal"


def with_items():
    with (
        memoryview(b"a") as a,
        memoryview(5) as b,
    ):
        pass


for function in (call_over_lines, binary_over_lines, second_part, long_call, chain, subscript, triple_quoted, dictionary, nested_call,
                 backslash, condition, comprehension, raise_over_lines, assertion, with_items):
    try:
        function()
    except Exception:
        traceback.print_exc()
fail(
    "module level",
    call_over_lines,
)
