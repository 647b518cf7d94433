# SPDX-License-Identifier: MIT
"""Where to insert into a sorted list: face of the native _bisect."""

try:
    from _bisect import bisect_left, bisect_right, insort_left, insort_right
except ImportError:  # hidden
    from _py_bisect import bisect_left, bisect_right, insort_left, insort_right

bisect = bisect_right
insort = insort_right
