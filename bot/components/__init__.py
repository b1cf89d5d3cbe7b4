"""What plugs into Rasa: the importer, the understanding component, the texts and the tracker store."""
