"""The fault run: many events over every kind, doubled and out of order, the vendor failing, the service killed."""
