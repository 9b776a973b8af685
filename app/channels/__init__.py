"""Where buyers' messages come in from: one folder for each kind of messenger or helpdesk."""
