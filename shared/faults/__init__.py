"""Faults (故障): what a tester has go wrong, on purpose, in one sandbox.

One mechanism for all hops. A fault is a row of the sandbox's life in each service that it concerns, so it goes with the
life: reset drops it, a copy of the sandbox has it. At each hop one question is asked, `strike`: which fault strikes
here? A strike is counted in the transaction of its effect, by the database, so that two replicas together strike as
often as was asked for. A sandbox without faults is not asked at all: its row, which every transaction reads anyway,
says at which hops there are any.
"""

from shared.faults.fault import DELIVERY, HTTP, PUBLISH, SMS, Fault
from shared.faults.keeping import FAULT_ENDS, end_fault, faults_of, remove_fault, set_fault
from shared.faults.striking import Struck, faulted, strike

__all__ = [
    "DELIVERY",
    "FAULT_ENDS",
    "HTTP",
    "PUBLISH",
    "SMS",
    "Fault",
    "Struck",
    "end_fault",
    "faulted",
    "faults_of",
    "remove_fault",
    "set_fault",
    "strike",
]
