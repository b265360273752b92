"""What counts of reports by status add up to. No Django."""


class Tally:
    """For anything with the counts empty, draft, submitted, approved and returned. Waived ones are not due."""

    @property
    def arrived(self) -> int:
        return self.submitted + self.approved

    @property
    def outstanding(self) -> int:
        return self.empty + self.draft + self.returned

    @property
    def due(self) -> int:
        return self.arrived + self.outstanding
