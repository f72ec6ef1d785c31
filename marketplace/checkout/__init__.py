"""One purchase out of a basket: what is bought, agreed to and claimed, all in one transaction."""
