"""How many situations each property is tried on: HYPOTHESIS_PROFILE=thorough runs 10,000 (`make thorough`)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

# A busy machine makes situations slowly: that says nothing about the rules.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("quick", max_examples=50, **PATIENT)
settings.register_profile("thorough", max_examples=10_000, **PATIENT)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
