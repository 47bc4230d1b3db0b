"""Tests of warehouse documents."""
