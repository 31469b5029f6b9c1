"""Resonances in the frequency domain: sections of a filter, multiplied and divided.

Arithmetic is real, and the same on every processor. Knows spectra; does not know what
resounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from partita.engine.playing.curves import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Grid that numbers are rounded to whose last bits are not the same everywhere.
_FINE: Final = float(1 << 40)


class Response(NamedTuple):
    """A spectrum whose parts lie apart: arithmetic is real, and the same everywhere."""

    real: Floats
    imag: Floats

    def times(self, other: Response) -> Response:
        """Return the product."""
        real = self.real * other.real
        real -= self.imag * other.imag
        imag = self.real * other.imag
        imag += self.imag * other.real
        return Response(real, imag)

    def over(self, other: Response) -> Response:
        """Return the quotient."""
        product = self.times(Response(other.real, -other.imag))
        return product.scaled(1.0 / other.power())

    def power(self) -> Floats:
        """Return the squared magnitude."""
        power: Floats = self.real * self.real
        power += self.imag * self.imag
        return power

    def scaled(self, factor: Floats) -> Response:
        """Return the spectrum times real factors."""
        return Response(self.real * factor, self.imag * factor)

    def single(self) -> Response:
        """Return it in the precision that moving responses are worked out in."""
        return Response(self.real.astype(np.float32), self.imag.astype(np.float32))


def resonances(
    hz: NDArray[np.float64], width_hz: NDArray[np.float64], rate_hz: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what makes sections of resonances, whose gain at 0 Hz is 1."""
    # Exponentials differ between processors in bits that rounding takes away.
    radius = np.rint(np.exp(-np.pi * width_hz / rate_hz) * _FINE) / _FINE
    lowest = (1.0 - radius) ** 2 + 4.0 * radius * np.sin(np.pi * hz / rate_hz) ** 2
    return (1.0 + radius * radius) / lowest, (1.0 - radius * radius) / lowest


def section(
    resonance: tuple[Floats, Floats], towards: Floats, across: Floats
) -> Response:
    """Return a resonance's denominator, 1 - 2r cos(f) z⁻¹ + r² z⁻², a frame late."""
    far, wide = resonance
    return Response(1.0 - far * towards, wide * across)
