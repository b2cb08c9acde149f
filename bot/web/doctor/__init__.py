"""The catalogue doctor's report: one page that needs nothing beside it."""
