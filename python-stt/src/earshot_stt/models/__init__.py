"""Which files a model is made of, and whether those on the disk are they (docs/adr/026)."""
