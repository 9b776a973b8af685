"""What things cost here, as ratios within one run: figures that mean the same on a fast and on a slow machine."""
