"""What choices, reports and entries of the register say in Danish."""
