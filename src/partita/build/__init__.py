"""Run only what is dirty."""
