"""The pure centre: money, tax, states, time, codes and names. It knows no framework and no database."""
