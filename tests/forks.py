"""
Processes that are forked from one that has everything loaded, so that each starts at once.

There is one such process for a whole run of tests: what it loads is said here alone.
"""

from multiprocessing import get_context

__all__ = ["FORKS"]

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.register.writer", "tests.warm_fork"])
