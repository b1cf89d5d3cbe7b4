"""From a message to a topic: features, a linear classifier, names of topics, and the decision what to do."""
