"""The map as a picture and on paper: made on this machine, the same data always gives the same bytes."""
