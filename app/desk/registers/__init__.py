"""The desk's registers (R1–R5, R8): what each holds, and what can be done with its rows."""
