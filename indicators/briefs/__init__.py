"""Documents written from figures: what they may say, how it is worded, how they look."""
