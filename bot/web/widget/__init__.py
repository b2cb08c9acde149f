"""The shopper's widget: a loader and a panel, served as they are written (no build step)."""
