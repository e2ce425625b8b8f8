"""Reading and writing files of the user, but no workbook."""
