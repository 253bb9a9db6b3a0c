"""Tests of `prompts`."""
