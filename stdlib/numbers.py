# SPDX-License-Identifier: MIT
"""The abstract tower of numbers (PEP 3141): Complex, Real, Rational, Integral."""

from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    """Any number."""

    __slots__ = ()
    __hash__ = None


def _abstract(names):
    """Declare abstract operators in the class body this is called from."""
    result = {}
    for name in names.split():
        def operation(self, other=None):
            raise NotImplementedError
        operation.__name__ = name
        result[name] = abstractmethod(operation)
    return result


class Complex(Number):
    """What works for complex numbers: + - * / **, abs(), ==, .real, .imag, .conjugate()."""

    __slots__ = ()

    locals().update(_abstract("__complex__ __add__ __radd__ __neg__ __pos__ __mul__ __rmul__ __truediv__ "
                              "__rtruediv__ __pow__ __rpow__ __abs__ conjugate __eq__"))

    def __bool__(self):
        return self != 0

    @property
    @abstractmethod
    def real(self):
        """The real part."""
        raise NotImplementedError

    @property
    @abstractmethod
    def imag(self):
        """The imaginary part."""
        raise NotImplementedError

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


Complex.register(complex)


class Real(Complex):
    """Complex, and what has an order: comparison, //, %, rounding, float()."""

    __slots__ = ()

    locals().update(_abstract("__float__ __trunc__ __floor__ __ceil__ __floordiv__ __rfloordiv__ __mod__ __rmod__ "
                              "__lt__ __le__"))

    @abstractmethod
    def __round__(self, ndigits=None):
        raise NotImplementedError

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        """The number itself."""
        return +self

    @property
    def imag(self):
        """Zero."""
        return 0

    def conjugate(self):
        """The number itself."""
        return +self


Real.register(float)


class Rational(Real):
    """Real, with .numerator and .denominator in lowest terms."""

    __slots__ = ()

    @property
    @abstractmethod
    def numerator(self):
        raise NotImplementedError

    @property
    @abstractmethod
    def denominator(self):
        raise NotImplementedError

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


class Integral(Rational):
    """Rational, with the bit operations and int()."""

    __slots__ = ()

    locals().update(_abstract("__int__ __lshift__ __rlshift__ __rshift__ __rrshift__ __and__ __rand__ __xor__ __rxor__ "
                              "__or__ __ror__ __invert__"))

    @abstractmethod
    def __pow__(self, exponent, modulus=None):
        raise NotImplementedError

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        """The number itself."""
        return +self

    @property
    def denominator(self):
        """One."""
        return 1


Integral.register(int)
