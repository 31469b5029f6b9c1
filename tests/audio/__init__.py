"""Tests of arrays in, arrays out."""
