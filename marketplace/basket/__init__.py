"""The basket: what a visitor intends to buy, from any number of businesses, and where each part will be collected."""
