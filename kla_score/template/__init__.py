"""Write the self-assessment workbook."""
