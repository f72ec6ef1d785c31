"""Where things are: the seven valleys, their communes, their shapes on the map, and who administers them.

Words: Territory, Commune, territory administrator. Territories and communes are reference data, versioned with the
code; see docs/adr/0002-reference-data-in-files.md.
"""
