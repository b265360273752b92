"""What the shipped catalogue must hold, one programme a file: EXPECTED is {indicator: (green, amber) or
None}, WORKED is {indicator: (parts as typed, the figure they make)}."""

from . import (
    cadre_selection,
    campaigns,
    dual_learn_dual_lead,
    four_cultivations,
    implementation,
    lead_goose,
    mechanisms,
    member_body,
    organisation_coverage,
    quality_project,
    village_economy,
)

PROGRAMMES = [
    lead_goose,
    four_cultivations,
    quality_project,
    dual_learn_dual_lead,
    campaigns,
    village_economy,
    organisation_coverage,
    cadre_selection,
    member_body,
    mechanisms,
    implementation,
]
EXPECTED = {code: lines for pins in PROGRAMMES for code, lines in pins.EXPECTED.items()}
WORKED = {code: parts for pins in PROGRAMMES for code, parts in pins.WORKED.items()}
