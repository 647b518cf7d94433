# SPDX-License-Identifier: MIT
"""What paths of any kind share: the error for what a system cannot do."""


class UnsupportedOperation(NotImplementedError):
    """A path was asked for something that its system does not have."""
