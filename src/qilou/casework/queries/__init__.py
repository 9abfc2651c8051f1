"""What pages and answers of casework show: the case page, desks, registers, the guide to a procedure."""
