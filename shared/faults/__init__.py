"""Faults (故障): what a tester has go wrong, on purpose, in one sandbox.

One mechanism for all hops. A fault is a row of the sandbox's life in each service that it concerns, so it goes with the
life: reset drops it, a copy of the sandbox has it. At each hop one question is asked, `strike`: which fault strikes
here? A strike is counted in the transaction of its effect, by the database, so that two replicas together strike as
often as was asked for. A sandbox without faults is not asked at all: its row, which every transaction reads anyway,
says at which hops there are any.
"""

from shared.faults.fault import AT, DELIVERY, HTTP, PUBLISH, SMS, STORE, At, Fault
from shared.faults.keeping import FAULT_ENDS, ending, faults_of, release, remove_fault, set_fault
from shared.faults.striking import Struck, faulted, strike

__all__ = [
    "AT",
    "DELIVERY",
    "FAULT_ENDS",
    "HTTP",
    "PUBLISH",
    "SMS",
    "STORE",
    "At",
    "Fault",
    "Struck",
    "ending",
    "faulted",
    "faults_of",
    "release",
    "remove_fault",
    "set_fault",
    "strike",
]
