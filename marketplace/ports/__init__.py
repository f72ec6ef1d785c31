"""What the application asks of the outside: Protocols and the frozen values they exchange. Pure Python."""
