"""The database: the only place that speaks SQL. Functions take a `Session` first and return frozen records."""
