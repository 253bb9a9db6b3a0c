"""The laws of the product, tested. Folders mirror the packages; no test reaches the network."""
