"""How the formats draw tables, pictures, workbooks and Word documents."""
