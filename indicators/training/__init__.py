"""What is done with training: settings, matching a list of names, enrolling, hours of a batch."""
